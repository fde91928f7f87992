"""`{% icon "pin" "icon--sm" %}`: an icon of the sprite, drawn once; a page shows some seventy."""

from functools import cache as cache_once

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from texter.fixed import fixed

register = template.Library()


@register.simple_tag
@fixed
@cache_once
def icon(name: str, classes: str = "") -> SafeString:
    return get_template("_icon.html").render({"name": name, "classes": classes})
