"""The one row a post stores."""

from django.conf import settings
from django.db import models


class Message(models.Model):
    room = models.IntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    body = models.TextField()
    sent_at = models.DateTimeField(auto_now_add=True)
