"""Why a backup is not made or not restored, in words for whoever asked."""


class BackupError(Exception):
    pass


class Unsound(BackupError):
    """The archive is not what was written: cut off, damaged, or made to do harm."""


class Newer(BackupError):
    """It was made by a texter that knows more than this one."""
