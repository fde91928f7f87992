"""What a link in a message leads to."""

from django.db import models

from chat.models.message import Message


class LinkPreview(models.Model):
    """What the page said of itself when it was fetched; its picture is kept in the database."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="link_preview")
    url = models.CharField(max_length=2000)
    site = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=300, blank=True)
    has_image = models.BooleanField(default=False)
    image = models.BinaryField(null=True, help_text="WebP, 256 by 256.")
    fetched_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.url
