"""Which admin Django's autodiscovery fills."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "texter.admin.Administration"
