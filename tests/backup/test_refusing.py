"""An archive that is not as it was written is refused before anything is."""

import gzip

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.backup.harm import lines_of, manifest_of, put, rewrite, table, with_files, with_rows
from texter.backup.errors import Newer, Unsound
from texter.backup.manifests import FOLDER
from texter.backup.objects import Stored
from texter.backup.places import Folder

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _untouched(media, db):
    """Whatever a test tries, nothing is written."""
    before = counts()
    yield
    assert counts() == before
    assert not [path for path in media.rglob("*") if path.is_file()]


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def refuse(place: Folder, words: str, kind=Unsound) -> None:
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("restore", str(place))
    assert isinstance(refusal.value.__cause__, kind)


def test_a_sound_one_is_whole(archived, capsys):
    call_command("restore", str(archived), check=True)
    assert capsys.readouterr().out.endswith("5 files are whole.\n")


@pytest.mark.parametrize("harm", ["damaged", "cut off", "longer", "missing"])
@pytest.mark.parametrize("what", ["rows", "file", "list of files"])
def test_what_is_not_as_it_was_written(archived, harm, what):
    media = manifest_of(archived).media
    stored = {
        "rows": table(archived, "chat.message").stored,
        "file": Stored.of(lines_of(archived, media.stored)[0][1]),
        "list of files": media.stored,
    }[what]
    path = archived.path / stored.path
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(
        {
            "damaged": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "cut off": content[:-1],
            "longer": content + b"x",
            "missing": b"",
        }[harm]
    )
    if harm == "missing":
        path.unlink()
    refuse(archived, "damaged|not whole|cannot be unpacked|more lines")


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text[:-20],
        lambda text: text.replace('"gone": 0', '"gone": 1'),
        lambda text: "[]",
        lambda text: "",
    ],
)
def test_a_manifest_that_is_not_as_it_was_written(archived, harm):
    (name,) = archived.names(FOLDER)
    path = archived.path / FOLDER / name
    text = path.read_text()
    assert harm(text) != text
    path.write_text(harm(text))
    refuse(archived, "cannot be read|is damaged")


@pytest.mark.parametrize(
    "name",
    [
        "../../evil",
        "attachments/../../evil",
        "/etc/cron.d/evil",
        "attachments\\..\\evil",
        "attachments/./evil",
        "attachments//evil",
        "attachments/ev\0il",
        "secret_key",
        "",
        "a/" + "b" * 1000,
        7,
        None,
    ],
)
def test_a_file_that_would_land_elsewhere(archived, name):
    with_files(archived, lambda lines: [[name, lines[0][1]], *lines[1:]])
    refuse(archived, "not ours")


def test_two_files_at_one_place(archived):
    with_files(archived, lambda lines: [lines[1], *lines[1:]])
    refuse(archived, "two files")


@pytest.mark.parametrize(
    "pair", [["../../../etc/passwd", 1], ["a" * 64, -1], ["A" * 64, 1], [1], 5, "aa"]
)
def test_a_file_that_is_no_object(archived, pair):
    with_files(archived, lambda lines: [[lines[0][0], pair], *lines[1:]])
    refuse(archived, "list of files is none")


def test_numbers_of_files_that_do_not_add_up(archived):
    rewrite(archived, media=lambda media: {**media, "bytes": media["bytes"] + 1})
    refuse(archived, "not as many")


@pytest.mark.parametrize("more", [1, -1])
def test_more_or_fewer_rows_than_it_says(archived, more):
    def counted(tables):
        return [{**each, "rows": each["rows"] + more} if each["rows"] else each for each in tables]

    rewrite(archived, tables=counted)
    refuse(archived, "ends too soon|more lines")


def test_rows_that_name_a_file_it_does_not_have(archived):
    place_of = table(archived, "chat.attachment").fields.index("file")

    def elsewhere(lines):
        lines[0][place_of] = "../secret_key"
        return lines

    with_rows(archived, "chat.attachment", elsewhere)
    refuse(archived, "lacks its file")


@pytest.mark.parametrize(
    "row", [[], [1], {"id": 1}, "row", [None] * 99, [[1]] * 50], ids=lambda row: str(row)[:12]
)
def test_rows_that_are_none(archived, row):
    with_rows(archived, "chat.message", lambda lines: [row, *lines[1:]])
    refuse(archived, "damaged")


def test_values_that_are_of_another_kind(archived):
    sent_at = table(archived, "chat.message").fields.index("sent_at")

    def at_no_time(lines):
        lines[0][sent_at] = "yesterday"
        return lines

    with_rows(archived, "chat.message", at_no_time)
    refuse(archived, "cannot be one")


def test_a_line_that_never_ends(archived):
    stored = put(archived, gzip.compress(b"[" * 2**26, compresslevel=1))
    rewrite(
        archived, tables=lambda tables: [{**tables[0], "stored": stored, "rows": 1}, *tables[1:]]
    )
    refuse(archived, "ends too soon")


def test_a_table_that_is_not_there(archived):
    rewrite(archived, tables=lambda tables: tables[1:])
    refuse(archived, "not whole")


def test_a_table_twice(archived):
    rewrite(archived, tables=lambda tables: [tables[0], *tables])
    refuse(archived, "not whole")


def test_columns_that_the_table_does_not_have(archived):
    def without_one(tables):
        return [{**each, "fields": [*each["fields"][:-1], "x"]} for each in tables]

    rewrite(archived, tables=without_one)
    refuse(archived, "other columns")


@pytest.mark.parametrize("migration", [["chat", "0999_tomorrow"], ["calls", "0001_initial"]])
def test_one_of_a_newer_texter(archived, migration):
    rewrite(archived, migrations=lambda migrations: [*migrations, migration])
    refuse(archived, "made by a newer texter", Newer)


def test_one_that_is_written_in_another_way(archived):
    rewrite(archived, format=2)
    refuse(archived, "does not know", Newer)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("tables", None),
        ("tables", [{"model": "chat.room"}]),
        ("media", {}),
        ("migrations", [["chat"]]),
        ("left_out", "chat.room"),
        ("secrets", ["../key", 5]),
    ],
)
def test_a_manifest_that_says_what_none_does(archived, key, said):
    rewrite(archived, **{key: said})
    refuse(archived, "says what none does")


def test_a_name_that_leads_elsewhere(archived):
    with pytest.raises(CommandError, match=r"There is no backup \.\./\.\./x"):
        call_command("restore", str(archived), name="../../x")


def test_a_place_that_has_none(tmp_path):
    with pytest.raises(CommandError, match="There is no backup in"):
        call_command("restore", str(tmp_path / "nothing"))
    assert not (tmp_path / "nothing").exists()
