"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    # Our JavaScript is plain modules that import each other by relative path.
    support_js_module_import_aggregation = True
