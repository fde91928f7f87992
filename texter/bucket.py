"""A bucket for what people upload, where S3_BUCKET names one."""

from datetime import datetime

from botocore.config import Config
from botocore.exceptions import ClientError
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

    def get_modified_time(self, name: str) -> datetime:
        """Raises FileNotFoundError as a folder does."""
        try:
            return super().get_modified_time(name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(name) from error
            raise
