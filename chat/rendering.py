"""Templates in the site's language, for everybody; what is rendered once is kept in the cache."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache as cache_once
from hashlib import blake2b
from typing import TypeVar

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

KEPT_FOR = 86_400  # seconds

Thing = TypeVar("Thing")


def render(template: str, facts: dict) -> SafeString:
    with override(settings.LANGUAGE_CODE):
        return get_template(template).render(facts)


def kept(
    keyed: Mapping[str, Thing], render_all: Callable[[Sequence[Thing]], Sequence[str]]
) -> list[SafeString]:
    """What is kept under these keys; what is not is rendered, all of it at once, and kept."""
    found = cache.get_many(keyed)
    missing = [key for key in keyed if key not in found]
    if missing:
        fresh = dict(zip(missing, render_all([keyed[key] for key in missing]), strict=True))
        cache.set_many(fresh, KEPT_FOR)
        found.update(fresh)
    return [mark_safe(found[key]) for key in keyed]


@cache_once
def digest(*templates: str) -> str:
    """Changes with the markup and with what it links to, so that an upgrade renders afresh."""
    sources = [get_template(name).template.source for name in templates]
    return checksum("".join(sources), getattr(staticfiles_storage, "manifest_hash", ""))


def checksum(*shown: Hashable) -> str:
    """Of what people choose, too: nobody can make two of them the same."""
    return blake2b(repr(shown).encode(), digest_size=16).hexdigest()
