"""Words and whole numbers, which nearly all variables of a template are, by the shortest way to what
Django makes of them: it asks of each whether it is a moment, how its language writes it, and more."""

from html import escape

from django.conf import settings
from django.template import Context
from django.template.base import VariableNode, render_value_in_context
from django.utils.safestring import SafeString


class Plain(VariableNode):
    def render(self, context: Context) -> str:
        try:
            value = self.filter_expression.resolve(context)
        except UnicodeDecodeError:
            return ""
        if context.autoescape:
            kind = type(value)
            if kind is SafeString:
                return value
            if kind is str:
                return SafeString(escape(value))
            if kind is int and not settings.USE_THOUSAND_SEPARATOR:
                return SafeString(value)
        return render_value_in_context(value, context)
