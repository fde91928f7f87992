"""The house has floors: imports point strictly downward, and none hides in a function."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Lowest first; modules of one floor do not import each other.
CHAT_FLOORS = [
    {"errors.base"},
    {
        "errors.rooms",
        "errors.people",
        "errors.messages",
        "errors.files",
        "errors.ceilings",
        "errors.programs",
        "errors.reports",
    },
    {
        "errors",
        "names",
        "text",
        "threads",
        "stamps",
        "presence",
        "slots",
        "rendering",
        "kinds",
        "redrawing",
        "discarding",
        "ranges",
        "emoji",
        "bell",
        "slack",
        "answers",
        "clock",
        "rhythm",
    },
    {"images"},
    {"uploads"},
    {"search", "search.words", "search.facts"},
    {"search.language"},
    {"models.room", "models.revocation", "layer", "outbox"},
    {"models.ban", "models.membership", "models.message", "models.picture"},
    {
        "models.attachment",
        "models.deleted_text",
        "models.delivery",
        "models.webhook",
        "models.link_preview",
        "models.mention",
        "models.reaction",
        "models.report",
        "models.saved_message",
        "models.search_entry",
    },
    {"models"},
    {"markup", "unfurling", "files"},
    {"previews", "naming", "payloads", "payloads.times", "served"},
    {"payloads.people", "payloads.events"},
    {"rows", "rights", "carried", "excerpts", "search.terms", "search.snippets", "search.wanted"},
    {"search.days", "search.sqlite", "search.postgresql"},
    {"search.hits"},
    {"access.rooms"},
    {"access.people"},
    {
        "access.members",
        "access.messages",
        "access.direct_rooms",
        "access.invites",
        "access.bots",
        "access.tokens",
        "access.webhooks",
    },
    {"access.reports"},
    {
        "access",
        "forms",
        "fragments",
        "message_fragments",
        "payloads.messages",
        "marks",
        "saved",
        "reports",
    },
    {"calls"},
    {
        "templatetags",
        "templatetags.own",
        "templatetags.icons",
        "templatetags.isolates",
        "sidebar",
        "log",
        "members",
        "mentionable",
        "cards",
        "room_links",
        "catalogue",
        "receipts",
        "search.results",
        "seen",
        "own_rooms",
        "payloads.ways_in",
        "payloads.tokens",
        "payloads.programs",
        "newest",
    },
    {"payloads.rooms"},
    {"payloads.room_news"},
    {"changes", "gains", "losses", "context", "exports", "switcher"},
    {"hearing"},
    {"hearing_pages", "hearing_programs", "recent"},
    {"broadcasts", "feeds", "sockets", "told"},
    {"open_feeds", "faces", "program_sockets"},
    {"company", "listeners"},
    {"hub"},
    {"parting"},
    {"actions"},
    {"actions.standing"},
    {
        "actions.ownership",
        "actions.system_lines",
        "actions.revocations",
        "actions.deleted_texts",
        "actions.deliveries",
        "actions.mentions",
        "actions.link_previews",
        "actions.pace",
        "actions.attachments",
        "actions.clearing",
        "actions.drafts",
        "actions.quotes",
        "actions.rendering",
        "actions.indexing",
        "actions.places",
        "actions.rooms",
        "actions.reading",
        "actions.direct_rooms",
        "actions.default_rooms",
        "actions.typing",
        "actions.appearing",
        "actions.reports",
    },
    {"actions.pins", "actions.reactions", "actions.saved", "actions.wording"},
    {
        "actions.memberships",
        "actions.messages",
        "actions.direct_starts",
        "actions.room_life",
        "actions.invites",
    },
    {
        "actions.departures",
        "actions.members",
        "actions.room_pictures",
        "actions.deletions",
        "actions.webhooks",
        "actions.room_changes",
        "actions.room_order",
    },
    {"actions.new_rooms", "actions.measures"},
    {"actions.roles"},
    {"couriers"},
    {"views", "consumers", "management", "management.commands", "api"},
    {"api.schemas.base"},
    {"api.schemas.people"},
    {
        "api.schemas.rooms",
        "api.schemas.tokens",
        "api.schemas.messages",
        "api.schemas.programs",
        "api.schemas.reports",
    },
    {"api.schemas"},
    {"api.problems", "api.credentials", "api.ready", "api.parsing"},
    {
        "api.gate",
        "api.pace",
        "api.description",
        "api.forms",
        "api.lists",
        "api.proof",
        "api.docs",
        "api.posted",
        "api.said",
    },
    {"api.edges"},
    {"views.requests"},
    {"views.attachments", "views.media", "views.changed", "views.moderating"},
    {"views.reading"},
    {"consumers.commands.base", "consumers.refusal"},
    {"consumers.commands.messages", "consumers.commands.people", "consumers.commands.rooms"},
    {
        "consumers.live",
        "consumers.origins",
        "consumers.pace",
        "consumers.capacity",
        "consumers.commands",
    },
    {"views.home", "consumers.page", "consumers.credentials", "consumers.unknown"},
    {"consumers.program"},
    {
        "views.arrivals",
        "views.invites",
        "views.link_previews",
        "views.site",
        "views.bots",
        "views.webhooks",
        "views.default_rooms",
        "views.people",
        "views.direct_rooms",
        "views.places",
        "views.switcher",
        "views.search",
        "views.reactions",
        "views.pins",
        "views.saved",
        "views.reports",
        "views.queue",
    },
    {
        "views.rooms",
        "views.details",
        "views.contacts",
        "views.measures",
        "views.finding",
        "management.commands.forget",
        "management.commands.rerender",
        "management.commands.clean_attachments",
        "management.commands.reindex",
        "management.commands.serve",
        "management.commands.deliver",
        "management.commands.backup",
        "management.commands.restore",
        "management.commands.doctor",
    },
    {"views.messages", "views.members", "views.roles", "views.writing", "views.mentionable"},
    {"views.room_settings", "views.room_life", "views.departures"},
    {
        "api.me",
        "api.hooks",
        "api.avatars",
        "api.presences",
        "api.users",
        "api.contacts",
        "api.blocks",
        "api.reports",
        "api.rooms",
        "api.room_pictures",
        "api.entrances",
        "api.members",
        "api.bans",
        "api.invites",
        "api.tokens",
        "api.bots",
        "api.deliveries",
        "api.room_messages",
        "api.messages",
        "api.reactions",
        "api.reading",
        "api.marks",
        "api.attachments",
        "api.search",
    },
    {"api.webhooks"},
    {"api.site"},
    {"receivers", "urls", "routing", "admin"},
    {"apps"},
]
LATE_IMPORTS_WITH_A_REASON = {("accounts.apps", "accounts"), ("chat.apps", "chat")}


@cache
def modules(package: str) -> dict[str, Path]:
    """Dotted name to file of every module below a package, migrations left out."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts:
            found[".".join(part for part in parts if part != "__init__")] = path
    return found


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(path: Path):
    """(module, imported name, whether it stands inside a function) of every import."""
    tree = tree_of(path)
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.module or "", alias.name, id(node) in inside
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", id(node) in inside


def floor_of(name: str) -> int:
    for number, floor in enumerate(CHAT_FLOORS):
        if name in floor:
            return number
    raise AssertionError(f"chat.{name} stands on no floor; give it one in CHAT_FLOORS")


def chat_imports(path: Path):
    known = modules("chat")
    for module, name, _ in imports(path):
        for candidate in (f"{module}.{name}", module):
            if candidate in known and candidate != "chat":
                yield candidate.removeprefix("chat.")
                break


@pytest.mark.parametrize("name", [name for name in modules("chat") if name != "chat"])
def test_chat_imports_point_downward(name):
    mine = floor_of(name.removeprefix("chat."))
    for imported in chat_imports(modules("chat")[name]):
        assert floor_of(imported) < mine, f"{name} imports chat.{imported}, which is not below it"


@pytest.mark.parametrize("name", modules("accounts"))
def test_accounts_never_import_chat(name):
    assert not [
        module for module, *_ in imports(modules("accounts")[name]) if module.startswith("chat")
    ]


@pytest.mark.parametrize("name", [*modules("chat"), *modules("accounts"), *modules("texter")])
def test_no_import_inside_a_function(name):
    path = modules(name.partition(".")[0])[name]
    late = {(name, module) for module, _, is_inside in imports(path) if is_inside}
    assert late <= LATE_IMPORTS_WITH_A_REASON


WRITES = {"save", "create", "bulk_create", "update", "delete", "get_or_create", "update_or_create"}


@pytest.mark.parametrize(
    "name",
    [name for name in modules("chat") if not name.startswith(("chat.actions", "chat.models"))],
)
def test_only_actions_write_rows(name):
    tree = tree_of(modules("chat")[name])
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    writes = [
        call.attr
        for call in calls
        if isinstance(call, ast.Attribute)
        and call.attr in WRITES
        and "objects" in ast.unparse(call)
    ]
    assert not writes
