"""What lives as long as the process is left out of the garbage collector's rounds.

Full rounds come every few hundred requests, and one that looks at all that was imported stops the
process for a tenth of a second.
"""

import gc


def hold_still() -> None:
    """Call it before anything is loaded: what comes now stays, and to look at it time and again takes
    a fifth of the start."""
    gc.disable()


def settle() -> None:
    """Call it once everything is loaded. Loading leaves next to nothing behind, and to look for that
    would take a tenth of the start."""
    gc.freeze()
    gc.enable()


def tidy() -> None:
    """Call it after work that is done once, before all is settled: what it leaves behind stays else."""
    gc.collect()
