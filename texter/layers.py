"""The channel layer of a texter in one process."""

from channels.exceptions import ChannelFull
from channels.layers import InMemoryChannelLayer

from texter import metrics


class EmbeddedLayer(InMemoryChannelLayer):
    """Channels' in-memory layer without the walk over all groups at every event.

    The walk drops what expired. Nothing of ours does: a process has one channel, that is always
    read and bounded by its capacity.
    """

    def _clean_expired(self):
        pass

    async def send(self, channel: str, message: dict) -> None:
        """A group's events go this way, too; there Channels passes over what does not fit."""
        try:
            await super().send(channel, message)
        except ChannelFull:
            metrics.LAYER_DROPS.inc()
            raise
