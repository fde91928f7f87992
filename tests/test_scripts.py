"""The scripts of a page in one file: each module once, in order, and later ones share with it."""

import gzip
from pathlib import Path

import brotli
import pytest
import rjsmin

from texter import scripts
from texter.scripts import NotJoinable

OURS = Path(__file__).resolve().parent.parent / "static" / "js"


def joined(**modules: str) -> dict[str, str]:
    return scripts.joined("main.js", lambda name: modules[name.removesuffix(".js")])


def test_modules_run_once_and_after_what_they_import():
    page = joined(
        main='import "./a.js";\nimport { twice as two } from "./b.js";\ntwo(1);\n',
        a='import { twice } from "./b.js";\ntwice(2);\n',
        b="export const twice = (n) => n * 2;\n",
    )
    assert list(page) == ["main.js"]
    assert page["main.js"] == (
        "const texter = {};\n"
        'texter["b.js"] = (() => {\nconst twice = (n) => n * 2;\nreturn { twice };\n})();\n'
        'texter["a.js"] = (() => {\nconst { twice } = texter["b.js"];\ntwice(2);\nreturn {  };\n})();\n'
        'texter["main.js"] = (() => {\n\nconst { twice: two } = texter["b.js"];\ntwo(1);\n'
        "return {  };\n})();\n"
        "globalThis.texter = texter;\n"
    )


def test_what_is_imported_later_shares_with_the_page():
    files = joined(
        main='import { list } from "./page.js";\nimport("./later.js");\n',
        page="export const list = 1;\nexport async function on() {}\n",
        later='import { list } from "./page.js";\nimport "./own.js";\n',
        own='import { on } from "./page.js";\n',
    )
    assert set(files) == {"main.js", "page.js"}
    assert files["page.js"] == 'export const { list, on } = globalThis.texter["page.js"];\n'
    assert 'import("./later.js")' in files["main.js"]


@pytest.mark.parametrize(
    "source",
    [
        'import a from "./a.js";\n',
        'import * as a from "./a.js";\n',
        "export default 1;\n",
        "export { a };\n",
        "export let a = 1;\n",
        'import "./main.js";\n',
        'import "./a.js";\n',
    ],
)
def test_words_that_are_not_understood_are_refused(source):
    with pytest.raises((NotJoinable, KeyError)):
        joined(main=source, a='import "./main.js";\n')


def test_our_own_modules_are_joined_to_what_a_browser_takes():
    files = scripts.joined("main.js", lambda name: (OURS / name).read_text())
    assert files["main.js"].count("texter[") > 60
    for name, text in files.items():
        assert "\nimport {" not in text, name
    names = [
        line.split('"')[1] for line in files["main.js"].splitlines() if line.startswith("texter[")
    ]
    assert len(names) == len(set(names))
    assert names[-1] == "main.js"


def test_the_page_of_signing_out_has_its_script_alone():
    files = scripts.joined("main.js", lambda name: (OURS / name).read_text())
    assert not {"goodbye.js", "database.js", "storage.js"} & set(files)


def test_a_page_asks_for_little():
    page = scripts.joined("main.js", lambda name: (OURS / name).read_text())["main.js"]
    sent = rjsmin.jsmin(page).encode()
    assert len(brotli.compress(sent)) < 26_000
    assert len(gzip.compress(sent)) < 31_000
