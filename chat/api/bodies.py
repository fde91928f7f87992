"""The JSON that programs send, before anything works with it."""

import json

from django.http import HttpRequest
from ninja.parser import Parser


class SoundParser(Parser):
    """Refuses what can be written as JSON and stored nowhere: half a surrogate pair."""

    def parse_body(self, request: HttpRequest) -> dict:
        fields = json.loads(request.body)
        json.dumps(fields, ensure_ascii=False).encode()
        return fields
