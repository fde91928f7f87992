"""How uvicorn speaks HTTP and WebSocket for us: as it does by itself, with an end to everything."""

# What a socket's scope holds among its extensions: tell(text), which puts a text on the wire at once and
# says whether it did. Who is told so needs no task that wakes and no frame of their own. Other servers
# lack it, and there `send` does it all.
TELL = "texter.tell"
