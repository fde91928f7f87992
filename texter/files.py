"""Where files are: of pages, of people, and backups. Settings like any other."""

from urllib.parse import urlsplit

from whitenoise.compress import Compressor

from texter import env
from texter.site import BASE_DIR, DATA_DIR, DEBUG

STATIC_URL = "static/"
STATIC_ROOT = env.folder("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "texter.storage.StaticStorage"},
}
# Pages only name the hashed files, and nobody asks for the maps of others' scripts but a debugger.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

# What people upload. No address leads into this folder: chat/served.py hands files out.
MEDIA_ROOT = env.folder("MEDIA_ROOT", DATA_DIR / "media")
FILE_UPLOAD_PERMISSIONS = 0o600
# Beside the media, so that a file is moved there and not copied; /tmp is often memory.
FILE_UPLOAD_TEMP_DIR = env.subfolder(MEDIA_ROOT, "incoming")
S3_BUCKET = env.text("S3_BUCKET")
FILES_ORIGIN = ""
_region = env.text("S3_REGION", "us-east-1")
_endpoint = env.text("S3_ENDPOINT").rstrip("/")
S3_SERVER = {
    "region_name": _region,
    "endpoint_url": _endpoint or f"https://s3.{_region}.amazonaws.com",
    "access_key": env.text("S3_ACCESS_KEY_ID") or None,
    "secret_key": env.text("S3_SECRET_ACCESS_KEY") or None,
    # A server of one's own rarely has a name for every bucket.
    "addressing_style": "path" if _endpoint else "virtual",
    "signature_version": "s3v4",
    "default_acl": None,
    "max_memory_size": 2**20,
}
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "texter.bucket.Bucket",
        "OPTIONS": {
            **S3_SERVER,
            "bucket_name": S3_BUCKET,
            "querystring_expire": 300,
            "file_overwrite": False,
        },
    }
    FILES_ORIGIN = (
        "{0.scheme}://{0.netloc}".format(urlsplit(_endpoint))
        if _endpoint
        else f"https://{S3_BUCKET}.s3.{_region}.amazonaws.com"
    )
# Where `manage.py backup` puts what it makes: a folder, or s3://bucket/folder on that same server.
BACKUP_TO = env.text("BACKUP_TO", str(DATA_DIR / "backups"))
