"""What a link in a message leads to."""

from django.db import models

from chat.models.message import Message


class LinkPreview(models.Model):
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="link_preview")
    url = models.URLField(max_length=2000)
    site = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=300, blank=True)
    image = models.BinaryField(null=True, help_text="WebP, re-encoded.")
    width = models.PositiveIntegerField(null=True, blank=True, help_text="Pixels.")
    height = models.PositiveIntegerField(null=True, blank=True, help_text="Pixels.")
    fetched_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.url
