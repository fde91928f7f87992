"""A mail server that keeps what it is given."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Condition, Thread

PATIENCE = 10.0  # seconds a letter may take
REPLIES = {"DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}


class Mailbox:
    """Takes every letter. Just enough SMTP for Python's own client."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self._news = Condition()
        self._server = ThreadingTCPServer(("127.0.0.1", 0), self._conversation())
        self._server.daemon_threads = True
        self.url = f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def reset(self) -> None:
        self.letters.clear()

    def letter_to(self, address: str) -> EmailMessage:
        """The newest letter to an address; waits for it to come."""
        with self._news:
            assert self._news.wait_for(lambda: self._letters_to(address), PATIENCE), "no letter"
            return self._letters_to(address)[-1]

    def link_to(self, address: str) -> str:
        """The link in the newest letter to an address."""
        return re.search(r"https?://\S+", self.letter_to(address).get_content())[0]

    def _letters_to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]

    def _keep(self, letter: bytes) -> None:
        with self._news:
            self.letters.append(message_from_bytes(letter, policy=policy.default))
            self._news.notify_all()

    def _conversation(self) -> type[StreamRequestHandler]:
        keep = self._keep

        class Conversation(StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 mailbox\r\n")
                while line := self.rfile.readline():
                    word = line[:4].decode().upper()
                    self.wfile.write(REPLIES.get(word, b"250 ok\r\n"))
                    if word == "DATA":
                        self._take_letter()
                    if word == "QUIT":
                        return

            def _take_letter(self) -> None:
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
                keep(b"".join(lines))
                self.wfile.write(b"250 kept\r\n")

        return Conversation

    def __enter__(self) -> "Mailbox":
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self._server.shutdown()
        self._server.server_close()
