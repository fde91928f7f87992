"""Our JavaScript as one file: a page asks once, and what compresses together is half as large.

Modules stay what they are in static/js, one behaviour a file; they are joined when they are
collected. What a module imports later, by `import()`, stays a file of its own, and finds what it
shares with the page in `globalThis.texter`.
"""

import re
from collections.abc import Callable

Read = Callable[[str], str]

IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"\./([\w.]+)";$', re.M)
LATER = re.compile(r'\bimport\("\./([\w.]+)"\)')
EXPORT = re.compile(r"^export ((?:async )?(?:const|function|class) (\w+))", re.M)
LEFT = re.compile(r"^(?:import\b(?!\()|export\b)", re.M)


class NotJoinable(Exception):
    """A module in words that are not understood here."""


def joined(entry: str, read: Read) -> dict[str, str]:
    """By name, the files that are another text now: the entry, and what later modules import of it."""
    names = _in_order(entry, read)
    parts = [_part(name, read(name)) for name in names]
    page = "const texter = {};\n" + "".join(parts) + "globalThis.texter = texter;\n"
    shared = {name: _shared(name, read(name)) for name in _wanted_later(names, read)}
    return {entry: page, **shared}


def _in_order(entry: str, read: Read) -> list[str]:
    """Every module after those that it imports, as a browser runs them."""
    order: list[str] = []
    above: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        if name in above:
            raise NotJoinable(f"{name} imports itself by way of {above[-1]}")
        above.append(name)
        for imported in _imports(read(name)):
            visit(imported)
        order.append(above.pop())

    visit(entry)
    return order


def _imports(source: str) -> list[str]:
    return [found[2] for found in IMPORT.finditer(source)]


def _exports(source: str) -> list[str]:
    return [found[2] for found in EXPORT.finditer(source)]


def _part(name: str, source: str) -> str:
    body = EXPORT.sub(r"\1", IMPORT.sub(_taken, source))
    if left := LEFT.search(body):
        line = body[: left.end()].count("\n") + 1
        raise NotJoinable(f"{name}, line {line}: {left[0]}")
    return (
        f'texter["{name}"] = (() => {{\n{body}return {{ {", ".join(_exports(source))} }};\n}})();\n'
    )


def _taken(found: re.Match) -> str:
    if found[1] is None:
        return ""
    return f'const {{{found[1].replace(" as ", ": ")}}} = texter["{found[2]}"];'


def _wanted_later(names: list[str], read: Read) -> set[str]:
    """Of these modules the ones that modules outside of them import."""
    later = [found for name in names for found in LATER.findall(read(name))]
    wanted: set[str] = set()
    for name in later:  # grows as it is walked
        source = read(name)
        imported = _imports(source)
        wanted.update(each for each in imported if each in names)
        later += {*LATER.findall(source), *imported}.difference(names, later)
    return wanted


def _shared(name: str, source: str) -> str:
    return f'export const {{ {", ".join(_exports(source))} }} = globalThis.texter["{name}"];\n'
