"""The address of a room, a message or a person is found out once: at every mention Django would try
all patterns of its name anew."""

from functools import lru_cache
from html import escape

from django.template import Context
from django.template.defaulttags import URLNode
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.safestring import SafeString

KEPT = 20_000  # addresses, some 200 bytes each
SIMPLE = {int, str}  # no two of them are equal and written in two ways


@lru_cache(KEPT)
def _address(prefix: str, name: str, *args: int | str) -> str:
    """`prefix` is part of it, by Django's own hand."""
    return reverse(name, args=args)


class Address(URLNode):
    """Of a literal name in no namespace, told nothing by keyword."""

    def render(self, context: Context) -> str:
        args = [arg.resolve(context) for arg in self.args]
        if not SIMPLE.issuperset(map(type, args)):
            return super().render(context)
        try:
            url = _address(get_script_prefix(), self.view_name.var, *args)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            url = ""
        if self.asvar:
            context[self.asvar] = url
            return ""
        return SafeString(escape(url)) if context.autoescape else url
