"""What a server process sees to by itself, now and then."""

import asyncio
import logging

from chat.actions.clearing import clean_attachments
from chat.actions.deleted_texts import forget_late_texts
from chat.actions.deliveries import forget_deliveries
from chat.threads import in_thread

EVERY = 600  # seconds

logger = logging.getLogger(__name__)


async def keep_up() -> None:
    """For as long as the process serves; beside others that do the same."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            await in_thread(forget_late_texts)
            await in_thread(clean_attachments)
            await in_thread(forget_deliveries)
        except Exception as error:  # the database may be away; the next time will do
            logger.warning("Old texts and files could not be cleared away: %s", error)
