"""What a process says once as it starts: what is set up so that it will not do, each with its mend."""

import logging
import sys

from django.core.checks import ERROR, WARNING

from texter.checks import site_problems

logger = logging.getLogger(__name__)


def tell() -> None:
    """Ends the process where people's words would be lost."""
    problems = [each for each in site_problems() if each.level >= WARNING]
    for problem in problems:
        logger.warning("%s %s", problem.msg, problem.hint)
    if any(problem.level >= ERROR for problem in problems):
        sys.exit("texter does not start like this. The lines above say what to do.")
