"""The verbs about the site as such: what it is called, looks like and allows."""

import secrets

from django.db import transaction

from accounts import audit, site
from accounts.models import Logo, SitePolicy, User, Verb
from accounts.models.site import THE_ONE

BIGGEST_VERSION = 2**31 - 1


@transaction.atomic
def change_site(*, by: User | None, **chosen) -> SitePolicy:
    """Give fields of the policy new values; the log says from what to what."""
    before = SitePolicy.objects.select_for_update().first() or SitePolicy()
    policy, _ = SitePolicy.objects.update_or_create(pk=THE_ONE, defaults=chosen)
    changed = {
        name: {"before": getattr(before, name), "now": value}
        for name, value in chosen.items()
        if getattr(before, name) != value
    }
    if changed:
        audit.note(Verb.SITE_SET, by=by, **changed)
    _tell()
    return policy


def _tell() -> None:
    """Here at once, and again once others can see it: until then they read what was."""
    site.forget()
    transaction.on_commit(site.forget)


@transaction.atomic
def set_logo(*, image: bytes, by: User | None) -> SitePolicy:
    """Browsers keep a picture under its version for a year, so no version comes twice."""
    version = 1 + secrets.randbelow(BIGGEST_VERSION)
    Logo.objects.update_or_create(pk=THE_ONE, defaults={"image": image, "version": version})
    return change_site(by=by, logo_version=version)


@transaction.atomic
def remove_logo(*, by: User | None) -> SitePolicy:
    Logo.objects.all().delete()
    return change_site(by=by, logo_version=0)
