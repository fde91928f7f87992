"""One consumer a socket, each of them in the room's group."""

from urllib.parse import parse_qs

from channels.generic.websocket import AsyncWebsocketConsumer


class Room(AsyncWebsocketConsumer):
    async def connect(self):
        if not self.scope["user"].is_authenticated:
            return await self.close()
        self.group = "room." + parse_qs(self.scope["query_string"].decode())["room"][0]
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def chat_message(self, event):
        await self.send(text_data=event["html"])
