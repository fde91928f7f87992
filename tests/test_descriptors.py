"""A server may open as many files as whoever started it allows, not the few that a shell gives."""

import resource
import subprocess
import sys
from unittest.mock import Mock

from texter import descriptors

SCRIPT = """
import resource
from texter import descriptors
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
descriptors.settle()
print(*resource.getrlimit(resource.RLIMIT_NOFILE), hard)
"""


def test_a_system_that_allows_less_than_it_says_ends_nothing(monkeypatch):
    """macOS says that a hard limit is none, and refuses what its kernel does not allow."""
    monkeypatch.setattr(resource, "getrlimit", lambda name: (256, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", Mock(side_effect=ValueError))
    descriptors.settle()
    assert resource.setrlimit.called


def test_the_few_of_a_shell_become_what_is_allowed():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    soft, hard, before = map(int, done.stdout.split())
    assert soft == min(65_536, hard if hard > 0 else 65_536)
    assert hard == before
