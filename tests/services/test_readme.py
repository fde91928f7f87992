"""The README's table and the example file name exactly the variables that the code reads."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
READS = re.compile(
    r'env\.(?:text|flag|number|words|folder|secret|database|choice|mail)\(\s*"([A-Z_]+)"'
)


def variables_read() -> set[str]:
    files = [path for app in ("texter", "accounts", "chat") for path in (ROOT / app).rglob("*.py")]
    return {name for path in files for name in READS.findall(path.read_text())}


def test_the_readme_lists_every_variable():
    assert (
        set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "README.md").read_text(), re.M))
        == variables_read()
    )


def test_the_example_file_lists_every_variable():
    assert (
        set(re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
        == variables_read()
    )


def test_the_readme_links_to_files_that_exist():
    links = re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / "README.md").read_text())
    assert [link for link in links if not (ROOT / link).exists()] == []
