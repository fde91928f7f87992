"""A post: one row, one group send."""

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from benchmarks.plain_channels.models import Message
from benchmarks.row import row


@require_POST
@login_required
def messages(request, room_id):
    message = Message.objects.create(room=room_id, author=request.user, body=request.POST["body"])
    html = row(message.pk, message.body, room=room_id, author=request.user.pk)
    event = {"type": "chat.message", "html": html}
    async_to_sync(get_channel_layer().group_send)(f"room.{room_id}", event)
    return HttpResponse(status=204)
