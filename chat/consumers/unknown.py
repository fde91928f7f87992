"""A socket at an address that does not exist."""


async def refuse(scope, receive, send):
    await receive()
    await send({"type": "websocket.close"})
