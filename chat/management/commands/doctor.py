"""`manage.py doctor`: is everything that the site leans on well, and what to do where it is not."""

import sys

from django.core.management.base import BaseCommand

from texter import doctor
from texter.doctor.findings import FAILED, OK, WARNING

SIGNS = {OK: "ok     ", WARNING: "warning", FAILED: "failed "}


class Command(BaseCommand):
    help = "Look at everything that texter leans on. Ends with 1 where something failed."
    # What they find is among the findings.
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        findings = doctor.examine()
        for each in findings:
            self.stdout.write(f"{SIGNS[each.state]}  {each.part}: {each.words}")
            if each.fix:
                self.stdout.write(f"         {each.fix}")
        if doctor.has_failed(findings):
            sys.exit(1)
