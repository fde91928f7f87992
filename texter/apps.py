"""Which admin Django's autodiscovery fills, and what `manage.py check` looks at."""

from django.contrib.admin.apps import AdminConfig
from django.core.checks import register

from texter.checks import cautions, lost_data


class AdministrationConfig(AdminConfig):
    default_site = "texter.admin.Administration"

    def ready(self) -> None:
        super().ready()
        register(lost_data)
        register(cautions, deploy=True)
