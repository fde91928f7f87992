"""`manage.py serve`: migrate, collect static files where they changed, and run the server."""

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand

from texter import env, starting


class Command(BaseCommand):
    help = "Runs texter in one process: what `make run` starts."

    def handle(self, *args, **options):
        starting.migrate_all()
        starting.prepare()
        host, port = env.text("HOST", "127.0.0.1"), env.number("PORT", 8000)
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # nosec B104
        self.stdout.write(
            f"\n  texter is at http://{shown}:{port}\n"
            "  Open it and sign up: the first person owns it. Then open a second browser and talk.\n"
            f"  Everything is kept in {settings.DATA_DIR}. Stop with Ctrl+C.\n"
        )
        self.stdout.flush()
        uvicorn.run(
            "texter.asgi:application",
            host=host,
            port=port,
            loop="uvloop",
            http="texter.protocols.http:Http",
            ws="texter.protocols.sockets:Sockets",
            # What is somewhat too long is refused in words.
            ws_max_size=2 * settings.FRAME_BYTES,
            # Compressing every frame for every socket anew costs more than all the rest.
            ws_per_message_deflate=False,
            access_log=False,
            # A proxy closes first: what it sends as we close would be lost.
            timeout_keep_alive=100 if settings.TRUSTED_PROXIES else 5,
            # On top of what texter/draining.py waits by itself.
            timeout_graceful_shutdown=5,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
        )
