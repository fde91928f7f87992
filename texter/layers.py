"""The channel layer of a texter in one process."""

from channels.layers import InMemoryChannelLayer


class EmbeddedLayer(InMemoryChannelLayer):
    """Channels' in-memory layer without the walk over all groups at every event.

    The walk drops what expired. Nothing of ours does: a process has one channel, that is always
    read and bounded by its capacity.
    """

    def _clean_expired(self):
        pass
