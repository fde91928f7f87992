"""What is fixed in a template is put together once for each language, and nothing else is."""

import re
from itertools import count

import pytest
from django import template
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.base import TextNode
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import TranslateNode
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from texter.fixed import fixed
from texter.plain import Plain
from texter.prerender import Fixed, Included

register = template.Library()
drawn = count(1)


@register.simple_tag
@fixed
def stamp(words: str, more: str = "") -> str:
    return f"<{words}{more} {next(drawn)}>"


@register.simple_tag
def serial() -> int:
    return next(drawn)


@register.simple_tag
def missing() -> str:
    raise ObjectDoesNotExist  # Django takes it for nothing said


FILES = {
    "base.html": "{% block head %}{% translate 'Close' %}{% endblock %}|{% block body %}{% endblock %}",
    "page.html": (
        "{% extends 'base.html' %}{% load i18n %}{% block head %}{{ block.super }}!{% endblock %}"
        "{% block body %}{% include 'piece.html' with who=name %}{% translate 'Save' %}{% endblock %}"
    ),
    "piece.html": "<p>{% translate 'Delete' %} {{ who }}{{ name }}</p>",
    "sets.html": "{% translate 'Close' as word %}{{ word }}",
    "striped.html": "{% for each in 'ab' %}{% cycle 'odd' 'even' %}{% endfor %}{% cycle 'x' 'y' %}",
    "nested.html": "{{ depth }}{% if depth %}{% include 'nested.html' with depth='' %}{% endif %}",
    "turned.html": "{% autoescape off %}{% block inner %}{{ html }}{% endblock %}{% endautoescape %}",
    "turns.html": (
        "{% extends 'turned.html' %}"
        "{% block inner %}{{ html }}{{ block.super }}{% translate 'Close' %}{% endblock %}"
    ),
    "raw.html": (
        "{{ html }}{% autoescape off %}{{ html }}{% include 'piece.html' with who=html %}"
        "{% endautoescape %}{{ html }}{% include 'piece.html' with who=html %}"
    ),
    "spoken.html": (
        "{% translate 'Close' %}{% language 'de' %}{% translate 'Close' %}{% include 'piece.html' %}"
        "{% endlanguage %}{% translate 'Close' %}{% include 'piece.html' %}"
    ),
}
BODIES = [
    "plain & simple {# unsaid #}{% comment %}unsaid{% endcomment %} <b>",
    "{% translate 'Close' %} {% translate word %} {% translate 'Close'|upper %}",
    "{% translate 'Close' as said %}{{ said }}{{ said }}",
    "{% translate '100 %' %}{% translate 'May' context 'abbrev. month' %}",
    "{% blocktranslate trimmed %} Save <b> {% endblocktranslate %}",
    "{% blocktranslate with who=name %}Save {{ who }}{% endblocktranslate %}",
    "{% blocktranslate count number=numbers|length %}one{% plural %}{{ number }}{% endblocktranslate %}",
    "{% url 'rooms' %}{% url 'room' 7 %}{% url 'rooms' as there %}{{ there }}{% url page %}",
    "{% static 'img/mark.svg' %}{% static picture %}{% icon 'pin' %}{% icon kind 'icon--sm' %}",
    "{% if name %}{% translate 'Save' %}{{ name }}{% elif word %}x{% else %}{% translate 'Close' %}{% endif %}",
    "{% for each in numbers %}{% translate 'Save' %}{{ each }}{% empty %}{% translate 'Close' %}{% endfor %}",
    "{% with name='other' %}{% translate 'Save' %}{{ name }}{% endwith %}{{ name }}",
    "{% include 'piece.html' %}{% include 'piece.html' with who='me' only %}{% include file %}",
    "{% include 'sets.html' %}{{ word }}",
    "{% for each in numbers %}{% include 'striped.html' %}{% endfor %}",
    "{% include 'nested.html' with depth='deep' %}",
    "{% include 'page.html' %}{% include 'turns.html' %}{% include 'spoken.html' %}",
    "{% autoescape off %}{{ html }}{% include 'piece.html' with who=html %}{% endautoescape %}{{ html }}",
    "{% include 'raw.html' %}{{ html }}{% autoescape off %}{% include 'raw.html' %}{% endautoescape %}",
    "{% filter upper %}{% translate 'Close' %}{{ name }}{% endfilter %}",
    "{% own 'muted' %} data-muted{% translate 'Close' %}{% endown %}",
]
FACTS = {
    "name": "Ann & Bob",
    "html": "<i>&</i>",
    "word": "Delete",
    "numbers": [1, 2, 3],
    "page": "people",
    "picture": "img/mark-unread.svg",
    "kind": "star",
    "file": "piece.html",
}


def engine(loader: str = "texter.prerender.Loader", *, debug: bool = False, **files: str) -> Engine:
    """`files`: by their names, without `.html`."""
    found = FILES | {f"{name}.html": body for name, body in files.items()}
    tags = ["django.templatetags.i18n", "django.templatetags.static", "chat.templatetags.icons"]
    return Engine(
        loaders=[(loader, [("django.template.loaders.locmem.Loader", found)])],
        libraries={"i18n": "django.templatetags.i18n"},
        builtins=[*tags, "chat.templatetags.own", __name__],
        debug=debug,
    )


def said(made: Engine, **facts) -> str:
    return made.get_template("it.html").render(Context(FACTS | facts))


def kinds(made: Engine) -> list[type]:
    return [type(node) for node in made.get_template("it.html").nodelist]


@pytest.mark.parametrize("body", BODIES)
def test_it_says_what_django_would(body):
    plain = engine("django.template.loaders.cached.Loader", it=body)
    made = engine(it=body)
    for language in ("en", "de", "ar", "en", None):
        with override(language):
            for name in ("Ann & Bob", "", "<Cid>"):
                assert said(made, name=name) == said(plain, name=name)


def test_neighbours_that_are_fixed_become_one():
    made = engine(
        it="<p>{% load i18n %}{% translate 'Close' %}{% url 'rooms' %}{% icon 'x' %}{{ name }}</p>"
    )
    assert kinds(made) == [Fixed, Plain, TextNode]


def test_what_is_fixed_is_put_together_once_for_each_language():
    made = engine(it="{% stamp 'a' %}{% if name %}{% stamp 'b' 'c' %}{% endif %}")
    with override("en"):
        first = said(made)
        assert [said(made, name=name) for name in ("Bob", "Cid")] == [first, first]
    with override("de"):
        assert said(made) == said(made) != first
    with override("en"):
        assert said(made) == first


def test_it_is_escaped_where_the_rest_is():
    made = engine(
        it="{% include 'sign.html' %}{% autoescape off %}{% include 'sign.html' %}{% endautoescape %}",
        sign="{% stamp 'a' %}",
    )
    assert re.fullmatch(r"&lt;a \d+&gt;<a \d+>", said(made))


def test_it_is_kept_once_however_many_look():
    made = engine(it="{% translate 'Close' %}{{ name }}")
    for language in ("en", "de") * 20:
        with override(language):
            said(made, name=language)
    (part,) = [node for node in made.get_template("it.html").nodelist if type(node) is Fixed]
    assert sorted(way[0] for way in part.kept) == ["de", "en"]


def test_addresses_are_those_of_the_place_where_the_site_is():
    made = engine(it="{% url 'rooms' %}")
    try:
        for prefix in ("/", "/chat/", "/"):
            set_script_prefix(prefix)
            assert said(made) == reverse("rooms") == f"{prefix}rooms/"
    finally:
        set_script_prefix("/")


def test_an_error_inside_another_language_leaves_the_first_outside():
    made = engine(
        it="{% extends 'odd.html' %}{% block body %}{{ block.super }}{% translate 'Close' %}{% endblock %}",
        odd="{% block body %}{% language 'de' %}{% translate 'Close' %}{% missing %}{% endlanguage %}{% endblock %}",
    )
    with override("en"):
        assert said(made) == "Close"
    with override("de"):
        assert said(made) == "Schließen"


@pytest.mark.parametrize(
    "differs",
    [
        "{{ name }}",
        "{% serial %}",
        "{% stamp name %}",
        "{% stamp 'a'|add:name %}",
        "{% csrf_token %}",
        "{% now 'u' %}",
        "{% translate word %}",
        "{% translate 'Close'|add:name %}",
        "{% blocktranslate %}Save {{ name }}{% endblocktranslate %}",
        "{% url 'room' room_id %}",
        "{% url page %}",
        "{% url 'admin:index' %}",
        "{% static picture %}",
        "{% icon kind %}",
        "{% include file %}",
        "{% if name %}yes{% endif %}",
        "{% own 'muted' %}yes{% endown %}",
    ],
)
def test_what_differs_is_never_fixed(differs):
    assert Fixed not in kinds(engine(it=f"<p>{differs}</p>"))


def test_what_is_put_together_knows_nothing_of_who_looks():
    """Not even what a tag would take from them if it could."""
    seen = []

    class Looking(TextNode):
        def render_annotated(self, context):
            seen.append(context.flatten())
            return ""

    context = Context(FACTS | {"csrf_token": "secret"})
    Fixed([Looking("")]).render(context)
    assert seen == [Context().flatten()]


def test_a_file_is_looked_up_once(monkeypatch):
    made = engine(it="{% include 'piece.html' with who='me' %}{% include file %}")
    once, again = said(made), said(made)
    looked_up = []
    get_template = made.get_template
    monkeypatch.setattr(
        made, "get_template", lambda name: looked_up.append(name) or get_template(name)
    )
    assert said(made) == once == again
    assert looked_up == ["it.html", "piece.html"]


def test_a_file_that_is_missing_is_missed_when_it_is_needed():
    made = engine(it="{% if word %}{% include 'nowhere.html' %}{% endif %}")
    assert said(made, word="") == ""
    with pytest.raises(TemplateDoesNotExist):
        said(made)


def test_in_development_templates_stay_as_they_are():
    body = "{% translate 'Close' %}{% include 'piece.html' %}"
    assert kinds(engine(it=body)) == [Fixed, Included]
    assert kinds(engine(it=body, debug=True)) == [TranslateNode, IncludeNode]


def test_the_pages_are_made_of_such():
    """The dialog of all emoji is the same for everybody."""
    kept = get_template("chat/_picker.html").template.nodelist
    assert [type(node) for node in kept] == [Fixed]
