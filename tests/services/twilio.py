"""Twilio as its SDK sees it: messages, and the Verify service."""

import re
import time
from dataclasses import dataclass

from tests.services.loopback import Answer, Asked, Loopback

CHECKS = 5
GONE = Answer(404, {"code": 20404, "message": "not found", "status": 404})


@dataclass
class Verification:
    """A code of Twilio's own."""

    sid: str
    number: str
    code: str
    checks: int = 0
    status: str = "pending"

    def as_answer(self, status: int) -> Answer:
        return Answer(status, {"sid": self.sid, "to": self.number, "status": self.status})


class FakeTwilio(Loopback):
    def __init__(self) -> None:
        super().__init__()
        self.reset()

    def reset(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.verifications: list[Verification] = []
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
        if asked.path.endswith(("/Accounts/AC1.json", "/Services/VA1")):
            return Answer(200, {"sid": asked.path.rpartition("/")[2].removesuffix(".json")})
        if asked.path.endswith("/Messages.json"):
            self.texts.append((asked.form["To"], asked.form["Body"]))
            return Answer(201, {"sid": "SM1", "status": "queued"})
        if asked.path.endswith("/Verifications"):
            return self._verify(asked.form["To"]).as_answer(201)
        if asked.path.endswith("/VerificationCheck"):
            return self._check(asked.form)
        if "/Verifications/" in asked.path:
            return self._change(asked.path.rpartition("/")[2], asked.form["Status"])
        return GONE

    def _verify(self, number: str) -> Verification:
        """As long as one is open for the number, it is the same one, with the same code."""
        for each in self.verifications:
            if (each.number, each.status) == (number, "pending"):
                return each
        count = len(self.verifications) + 1
        self.verifications.append(Verification(f"VE{count}", number, f"2468{count:02}"))
        return self.verifications[-1]

    def _open(self, sid: str) -> Verification | None:
        opened = (each for each in self.verifications if each.status == "pending")
        return next((each for each in opened if each.sid == sid), None)

    def _change(self, sid: str, status: str) -> Answer:
        if (verification := self._open(sid)) is None:
            return GONE
        verification.status = status
        return verification.as_answer(200)

    def _check(self, form: dict[str, str]) -> Answer:
        if not 4 <= len(form["Code"]) <= 10:
            return Answer(400, {"code": 60200, "message": "invalid parameter", "status": 400})
        if (verification := self._open(form.get("VerificationSid", ""))) is None:
            return GONE
        verification.checks += 1
        if verification.checks > CHECKS:
            return Answer(429, {"code": 60202, "message": "max checks", "status": 429})
        if form["Code"] == verification.code:
            verification.status = "approved"
        return verification.as_answer(201)
