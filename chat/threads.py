"""Database work for sockets: off the event loop, on few threads of their own.

Channels' default puts the database work of all sockets of a process on one shared thread.
"""

from concurrent.futures import ThreadPoolExecutor

from channels.db import database_sync_to_async
from django.conf import settings

_threads = ThreadPoolExecutor(settings.FEED_THREADS, thread_name_prefix="feed")
# What programs ask for may wait for a lock; what everybody hears does not wait for them.
_programs = ThreadPoolExecutor(settings.COMMAND_THREADS, thread_name_prefix="program")


async def in_thread(function, *args, **kwargs):
    """Run a function that uses the database, and give its result."""
    return await _run(_threads, function, *args, **kwargs)


async def for_program(function, *args, **kwargs):
    """The same for what a program asked for."""
    return await _run(_programs, function, *args, **kwargs)


async def _run(threads, function, *args, **kwargs):
    run = database_sync_to_async(function, thread_sensitive=False, executor=threads)
    return await run(*args, **kwargs)
