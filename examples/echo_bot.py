"""A bot that repeats what it is told: `TOKEN=txt_… python examples/echo_bot.py http://localhost:8000`.

It answers messages that mention it. The token is a personal
one, from Settings, Security; or that of a bot, from Settings, Bots.
"""

import asyncio
import json
import os
import sys
import uuid
from contextlib import suppress

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

SITE = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
HEADERS = {"Authorization": f"Bearer {os.environ['TOKEN']}"}


async def main() -> None:
    async with httpx.AsyncClient(base_url=f"{SITE}/api/v1", headers=HEADERS) as api:
        me = (await api.get("/me")).raise_for_status().json()
        address = f"{SITE.replace('http', 'ws', 1)}/ws/api/"
        # Connects again after every break, a little later each time.
        async for socket in connect(address, additional_headers=HEADERS):
            with suppress(ConnectionClosed):
                await listen(socket, api, me)
            await asyncio.sleep(1)


async def listen(socket, api: httpx.AsyncClient, me: dict) -> None:
    async for frame in socket:
        event = json.loads(frame)
        for each in event["events"] if event["type"] == "batch" else [event]:
            if each["type"] == "ready":
                print(f"{me['name']} is listening in {len(each['rooms'])} rooms.", flush=True)
            elif each["type"] == "message.changed" and is_for(me, each["message"]):
                await echo(api, each["message"])


def is_for(me: dict, message: dict) -> bool:
    """Said by somebody else, to this bot, and said only now: a change of it comes as an event, too."""
    author = message["author"]
    is_new = not (message["edited_at"] or message["deleted_at"] or message["reactions"])
    is_by_another = author["id"] != me["id"] and not author["is_bot"]
    return is_new and is_by_another and me["id"] in message["mentions"]


async def echo(api: httpx.AsyncClient, message: dict) -> None:
    """The same key for the same message: heard twice, it is answered once."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"echo {message['id']}")
    answer = {"body": message["body"], "reply_to": message["id"], "client_id": str(key)}
    for pause in (0, 1, 5, 30):
        await asyncio.sleep(pause)
        with suppress(httpx.TransportError):
            reply = await api.post(f"/rooms/{message['room']}/messages", json=answer)
            if reply.status_code not in (429, 503):
                return


if __name__ == "__main__":
    asyncio.run(main())
