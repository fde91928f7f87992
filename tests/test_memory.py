"""What the server loads is out of the garbage collector's way."""

import os
import subprocess
import sys

LOADED = 100_000  # objects; there are some 200,000


def test_a_server_that_is_loaded_leaves_it_out_of_the_rounds():
    script = "import gc, texter.asgi; print(gc.get_freeze_count(), gc.isenabled())"
    env = {**os.environ, "DEBUG": "1"}  # so that it does not make a database first
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
    )
    frozen, is_enabled = done.stdout.split()
    assert int(frozen) > LOADED
    assert is_enabled == "True"
