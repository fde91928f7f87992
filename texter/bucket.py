"""A bucket for what people upload, where S3_BUCKET names one."""

from botocore.config import Config
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):
    """Speaks so that every server of the protocol understands it.

    The checksums that Amazon's client adds of late are unknown to many of them.
    """

    def __init__(self, **settings):
        super().__init__(**settings)
        plain = Config(
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=5,
            read_timeout=20,
            retries={"max_attempts": 2},
        )
        self.client_config = self.client_config.merge(plain)
