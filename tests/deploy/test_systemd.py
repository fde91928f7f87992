"""The units for systemd: it reads them, and they start what is there."""

import configparser
import shutil
import subprocess

import pytest

from tests.services.server import ROOT

UNITS = sorted((ROOT / "deploy").glob("*.service"))
names = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)


def read(unit) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(unit.read_text())
    return parser


def test_there_are_two():
    assert [unit.stem for unit in UNITS] == ["texter-worker", "texter"]


@names
def test_it_starts_what_is_there(unit):
    program, script, command = read(unit)["Service"]["ExecStart"].split()
    folder = read(unit)["Service"]["WorkingDirectory"]
    assert program == f"{folder}/.venv/bin/python"
    assert (ROOT / script).exists()
    assert (ROOT / f"chat/management/commands/{command}.py").exists()


@names
def test_it_may_write_into_its_data_and_nowhere_else(unit):
    service = read(unit)["Service"]
    assert service["User"] != "root"
    assert service["ProtectSystem"] == "strict"
    assert service["Environment"] == f"DATA_DIR=/var/lib/{service['StateDirectory']}"
    assert service["CapabilityBoundingSet"] == ""
    assert service["NoNewPrivileges"] == "yes"


@names
def test_systemd_understands_it(unit, tmp_path):
    """With the folders of this checkout, since it looks whether the program is there."""
    if not shutil.which("systemd-analyze"):
        assert read(unit).sections() == ["Unit", "Service", "Install"]
        return
    here = tmp_path / unit.name
    here.write_text(unit.read_text().replace("/opt/texter", str(ROOT)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(here)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if unit.name in line]
    assert ours == [], done.stderr
