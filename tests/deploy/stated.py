"""What the settings say in another environment: read by a process of its own."""

import os
import subprocess
import sys
import tempfile

from tests.services.server import ROOT


def settings_in(expression: str, **env: str) -> str:
    """The words that a setting prints as."""
    with tempfile.TemporaryDirectory() as folder:
        merged = {**os.environ, "DATABASE_URL": "", "STATIC_ROOT": "", "DATA_DIR": folder, **env}
        code = f"from texter import settings; print(settings.{expression})"
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=merged,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
