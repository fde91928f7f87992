import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chat.models.attachment


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0002_rooms_and_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4,
                        help_text="Made by the sender; a retry repeats it.",
                        unique=True,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("image", "Image"),
                            ("video", "Video"),
                            ("audio", "Audio"),
                            ("file", "File"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes.")),
                ("width", models.PositiveIntegerField(blank=True, help_text="Pixels.", null=True)),
                ("height", models.PositiveIntegerField(blank=True, help_text="Pixels.", null=True)),
                (
                    "file",
                    models.FileField(max_length=200, upload_to=chat.models.attachment.stored_at),
                ),
                (
                    "small",
                    models.FileField(
                        blank=True, max_length=200, upload_to=chat.models.attachment.stored_at
                    ),
                ),
                (
                    "large",
                    models.FileField(
                        blank=True, max_length=200, upload_to=chat.models.attachment.stored_at
                    ),
                ),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="DeletedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField()),
                ("kept_until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="LinkPreview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.CharField(max_length=2000)),
                ("site", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=200)),
                ("description", models.CharField(blank=True, max_length=300)),
                ("has_image", models.BooleanField(default=False)),
                ("image", models.BinaryField(help_text="WebP, 256 by 256.", null=True)),
                ("fetched_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("emoji", models.CharField(max_length=32)),
                ("reacted_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SavedMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("saved_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="paced_to",
            field=models.BigIntegerField(
                default=0,
                help_text="When its member's messages would all be due, in ms: chat/actions/pace.py.",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="delete_reason",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="message",
            name="deleted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="has_attachments",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="message",
            name="has_link_preview",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="message",
            name="has_reactions",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="message",
            name="html",
            field=models.TextField(blank=True, help_text="What the renderer made of the body."),
        ),
        migrations.AddField(
            model_name="message",
            name="pinned_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="pinned_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="renderer",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="The version of the renderer; 0: not rendered."
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="reply_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replies",
                to="chat.message",
            ),
        ),
        migrations.AddField(
            model_name="room",
            name="slow_seconds",
            field=models.PositiveIntegerField(
                choices=[
                    (0, "Off"),
                    (5, "5 seconds"),
                    (10, "10 seconds"),
                    (30, "30 seconds"),
                    (60, "1 minute"),
                    (300, "5 minutes"),
                    (900, "15 minutes"),
                    (3600, "1 hour"),
                ],
                default=0,
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("pinned_at__isnull", False)),
                fields=["room", "-pinned_at"],
                name="pinned_in_a_room",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="chat.message",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="room",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="chat.room",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="uploader",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="deletedtext",
            name="message",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deleted_text",
                to="chat.message",
            ),
        ),
        migrations.AddField(
            model_name="linkpreview",
            name="message",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="link_preview",
                to="chat.message",
            ),
        ),
        migrations.AddField(
            model_name="reaction",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reactions",
                to="chat.message",
            ),
        ),
        migrations.AddField(
            model_name="reaction",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="savedmessage",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="chat.message"
            ),
        ),
        migrations.AddField(
            model_name="savedmessage",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_messages",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="reaction",
            constraint=models.UniqueConstraint(
                fields=("message", "user", "emoji"), name="a_person_reacts_once_with_an_emoji"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedmessage",
            constraint=models.UniqueConstraint(
                fields=("user", "message"), name="a_message_is_saved_once"
            ),
        ),
    ]
