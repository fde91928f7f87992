"""A handshake is refused in words to whoever reads them, as a proxy and a program do."""

from chat.errors import ChatError

RESPONSE = "websocket.http.response"


def can_read(scope: dict) -> bool:
    """Whether this server lets anybody say more than no."""
    return RESPONSE in scope.get("extensions", {})


async def refuse(error: ChatError, scope: dict, send) -> None:
    """In place of the first answer; a page comes back later by itself."""
    if not can_read(scope):
        return await send({"type": "websocket.close"})
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    headers += [(name.lower().encode(), value.encode()) for name, value in error.headers.items()]
    await send({"type": f"{RESPONSE}.start", "status": error.status, "headers": headers})
    return await send({"type": f"{RESPONSE}.body", "body": str(error.words).encode()})
