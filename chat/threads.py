"""Database work for sockets: off the event loop, on few threads of their own.

Channels' default puts the database work of all sockets of a process on one shared thread.
"""

from concurrent.futures import ThreadPoolExecutor

from channels.db import database_sync_to_async
from django.conf import settings

_threads = ThreadPoolExecutor(settings.FEED_THREADS, thread_name_prefix="feed")


async def in_thread(function, *args, **kwargs):
    """Run a function that uses the database, and give its result."""
    run = database_sync_to_async(function, thread_sensitive=False, executor=_threads)
    return await run(*args, **kwargs)
