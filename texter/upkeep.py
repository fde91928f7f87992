"""What a server process sees to by itself, now and then."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from channels.db import database_sync_to_async

from accounts import site
from chat.actions.clearing import clean_attachments, clean_some_strays
from chat.actions.deleted_texts import forget_late_texts
from chat.actions.deliveries import forget_deliveries

EVERY = 600  # seconds
SITE_EVERY = 3
DUTIES = (forget_late_texts, clean_attachments, clean_some_strays, forget_deliveries)

logger = logging.getLogger(__name__)

# Of its own: a slow bucket keeps no socket waiting for the database.
_thread = ThreadPoolExecutor(1, thread_name_prefix="upkeep")
_site_thread = ThreadPoolExecutor(1, thread_name_prefix="site")


async def keep_up() -> None:
    """For as long as the process serves; beside others that do the same."""
    while True:
        await asyncio.sleep(EVERY)
        for duty in DUTIES:
            try:
                await database_sync_to_async(duty, thread_sensitive=False, executor=_thread)()
            except Exception as error:  # the database may be away; the next time will do
                logger.warning("Old texts and files could not be cleared away: %s", error)


async def follow_site() -> None:
    """What another process, or a person at its page, made of the site's settings."""
    renew = database_sync_to_async(site.renew, thread_sensitive=False, executor=_site_thread)
    while True:
        try:
            await renew()
        except Exception as error:  # whoever asks next finds it old, and says what is wrong
            logger.warning("The site's settings could not be read: %s", error)
        await asyncio.sleep(SITE_EVERY)
