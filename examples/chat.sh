#!/usr/bin/env bash
# Say something in a room: SITE=http://localhost:8000 NAME=ann PASSWORD=… ROOM=1 examples/chat.sh "Hello"
set -euo pipefail
TOKEN=$(curl -sSf --json "{\"username\": \"$NAME\", \"password\": \"$PASSWORD\"}" "$SITE/api/v1/token" | cut -d'"' -f4)
curl -sSf -H "Authorization: Bearer $TOKEN" --form-string "body=$1" "$SITE/api/v1/rooms/$ROOM/messages"
