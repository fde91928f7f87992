"""Twilio as its SDK sees it: messages, and the Verify service."""

import re
import time

from tests.services.loopback import Answer, Asked, Loopback

VERIFY_CODE = "246810"
CHECKS = 5


class FakeTwilio(Loopback):
    def __init__(self) -> None:
        super().__init__()
        self.reset()

    def reset(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.verifications: list[str] = []
        self.checks = 0
        self.is_broken = False
        self.delay = 0.0
        self.asked.clear()

    def code_for(self, number: str) -> str:
        """The newest code that was texted to a number."""
        body = next(body for to, body in reversed(self.texts) if to == number)
        return re.search(r"#(\d{6})$", body)[1]

    def answer(self, asked: Asked) -> Answer:
        time.sleep(self.delay)
        if self.is_broken:
            return Answer(500, {"code": 20500, "message": "broken", "status": 500})
        if asked.path.endswith("/Messages.json"):
            self.texts.append((asked.form["To"], asked.form["Body"]))
            return Answer(201, {"sid": "SM1", "status": "queued"})
        if asked.path.endswith("/Verifications"):
            self.verifications.append(asked.form["To"])
            return Answer(201, {"sid": "VE1", "status": "pending"})
        if asked.path.endswith("/VerificationCheck"):
            self.checks += 1
            if self.checks > CHECKS:
                return Answer(429, {"code": 60202, "message": "max checks", "status": 429})
            is_right = asked.form["Code"] == VERIFY_CODE
            return Answer(201, {"sid": "VE1", "status": "approved" if is_right else "pending"})
        return Answer(404, {"code": 20404, "message": "not found", "status": 404})
