"""The audit log, to read."""

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.directory import named
from accounts.models import AuditEntry, User, Verb
from texter.showing import Shown

BIGGEST_ID = 2**63 - 1


class PersonFilter(admin.SimpleListFilter):
    """There once somebody's name was followed: a site has more people than a list can offer."""

    title = _("person")
    parameter_name = "person"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        value = self.value()
        person = User.objects.filter(pk=_number(value)).first() if value else None
        return [(value, str(person or value))] if value else []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        return queryset.about([_number(value)]) if value else queryset


class VerbFilter(admin.SimpleListFilter):
    title = _("what was done")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return Verb.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(Shown):
    list_display = ("at", "who", "what", "whom", "room_name", "more")
    list_filter = (PersonFilter, VerbFilter)
    date_hierarchy = "at"
    search_fields = ("room_name", "request_id")
    search_help_text = _("A person’s name or username, a room’s name, or the id of a request.")
    ordering = ("-pk",)
    fields = (
        *("at", "who", "what", "whom", "room_id", "room_name"),
        *("thing_id", "more", "request_id"),
    )
    readonly_fields = fields
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(actor_name=_name_of("actor_id"), person_name=_name_of("person_id"))
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if not search_term:
            return queryset, False
        people = User.objects.filter(named(search_term)).values("pk")
        in_row = Q(room_name__icontains=search_term) | Q(request_id=search_term)
        return queryset.filter(in_row | Q(actor_id__in=people) | Q(person_id__in=people)), False

    @admin.display(description=_("Who"), ordering="actor_id")
    def who(self, entry: AuditEntry) -> str:
        return _linked(entry.actor_id, entry.actor_name) if entry.actor_id else _("The site")

    @admin.display(description=_("What"), ordering="verb")
    def what(self, entry: AuditEntry) -> str:
        return entry.words

    @admin.display(description=_("Whom"), ordering="person_id")
    def whom(self, entry: AuditEntry) -> str:
        return _linked(entry.person_id, entry.person_name) if entry.person_id else ""

    @admin.display(description=_("Facts"))
    def more(self, entry: AuditEntry) -> str:
        return ", ".join(f"{name}: {_told(fact)}" for name, fact in entry.facts.items())


def _told(fact) -> str:
    """What changed, from what to what."""
    if isinstance(fact, dict):
        return f"{fact['before'] or '–'} → {fact['now'] or '–'}"
    return str(fact)


def _name_of(field: str) -> Subquery:
    return Subquery(User.objects.filter(pk=OuterRef(field)).values("name")[:1])


def _linked(user_id: int, name: str | None) -> str:
    """To all that is written about them."""
    address = reverse("admin:accounts_auditentry_changelist")
    return format_html(
        '<a href="{}?person={}"><bdi>{}</bdi></a>', address, user_id, name or user_id
    )


def _number(value: str | None) -> int | None:
    return min(int(value), BIGGEST_ID) if value and value.isdecimal() else None
