"""What the benchmarks of one page share: each database fresh, in a process of its own."""

import os
import subprocess
import sys
import tempfile

import django

from benchmarks.targets import UNPACED


def on_both_databases(module: str, heading: str) -> int:
    """Runs `python -m {module} {database}` for SQLite and for PostgreSQL, under one table's heading.

    Returns the greater exit code.
    """
    from tests.services.postgres import PostgresServer

    print(heading, flush=True)
    postgres = PostgresServer()
    postgres.start()
    try:
        addresses = {"SQLite": "", "PostgreSQL": postgres.new_database()}
        return max(_run(module, name, address) for name, address in addresses.items())
    finally:
        postgres.remove()


def _run(module: str, name: str, address: str) -> int:
    with tempfile.TemporaryDirectory(prefix="texter-bench-") as folder:
        variables = {"DATA_DIR": folder, "DATABASE_URL": address} | UNPACED
        variables["DJANGO_SETTINGS_MODULE"] = "texter.settings"
        command = [sys.executable, "-m", module, name]
        return subprocess.run(command, env=os.environ | variables, check=False).returncode


def prepare() -> None:
    """Django, with tables and collected files, in the process that measures."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    import texter.asgi  # noqa: F401  (what the server does once it is loaded)
