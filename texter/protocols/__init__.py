"""How uvicorn speaks HTTP and WebSocket for us: as it does by itself, with an end to everything."""

# What a socket's scope holds among its extensions: tell(text), which puts a text on the wire at once and
# says whether it did. That takes no task that wakes, and no frame for each of many. Other servers lack
# it, and there `send` does it all.
TELL = "texter.tell"
