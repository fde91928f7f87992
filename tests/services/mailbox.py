"""A mail server that keeps what it is given."""

import email
import re
import time
from email.message import Message
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


class _Session(StreamRequestHandler):
    """As much of SMTP as a client needs to be rid of a mail."""

    def handle(self) -> None:
        self._say("220 mailbox")
        while line := self.rfile.readline():
            word = line[:4].upper().decode()
            if word == "QUIT":
                return self._say("221 bye")
            if word == "DATA":
                self._say("354 go on")
                self.server.keep(self._text())
            self._say("250 ok")

    def _text(self) -> bytes:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(line[1:] if line.startswith(b"..") else line for line in lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Mailbox(ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.url = f"smtp://127.0.0.1:{self.server_address[1]}"
        self.mails: list[Message] = []

    def keep(self, text: bytes) -> None:
        self.mails.append(email.message_from_bytes(text))

    def link_to(self, address: str, seconds: float = 10) -> str:
        """The first link in the newest mail to an address, once it has come."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for mail in reversed(self.mails):
                if mail["To"] == address:
                    return re.search(r"http\S+", mail.get_payload(decode=True).decode())[0]
            time.sleep(0.02)
        raise AssertionError(f"No mail came to {address}.")

    def __enter__(self):
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self.shutdown()
        self.server_close()
