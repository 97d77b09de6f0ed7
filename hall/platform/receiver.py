"""A platform to try against: ``python -m hall.platform.receiver --key platform_signing.pub --into FOLDER``.

``--port 8090`` takes events by POST; ``--folder`` takes the files of the folder adapter. It shows what a receiver
owes: check the signature before reading, know an event by its id, have it on the disk before saying so.
"""

import argparse
import re
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec

from durable import files
from hall.platform.signing import ID, SIGNATURE, is_signed

BODY_BYTES_MAX = 64 * 1024
FILE_BYTES_MAX = BODY_BYTES_MAX + 4 * 1024
SILENCE_S_MAX = 10
_ID = re.compile(r"[A-Za-z0-9-]{3,80}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to answer: an HTTP status and a word."""

    status: int
    word: str


TAKEN, KNOWN = Verdict(201, "taken"), Verdict(200, "known already")
UNSIGNED, MALFORMED, TOO_LARGE = (
    Verdict(403, "not signed by the hall"),
    Verdict(400, "malformed"),
    Verdict(413, "large"),
)


class Receiver:
    """Keeps each event once, as ``into/ID.json``. ``public_key``: the hall's, PEM."""

    def __init__(self, public_key: str, into: Path) -> None:
        into.mkdir(parents=True, exist_ok=True)
        self._key = public_key
        self._into = into

    def take(self, body: bytes, headers: Mapping[str, str]) -> Verdict:
        """One event. The id in the header is believed only where the signed body says the same."""
        if len(body) > BODY_BYTES_MAX:
            return TOO_LARGE
        if not is_signed(body, headers.get(SIGNATURE, ""), self._key):
            return UNSIGNED
        id_ = headers.get(ID, "")
        if not _ID.fullmatch(id_) or _id_in(body) != id_:
            return MALFORMED
        path = self._into / f"{id_}.json"
        if path.exists():
            return KNOWN
        files.write(path, body, mark=secrets.token_hex(8))
        return TAKEN

    def take_folder(self, folder: Path) -> list[Verdict]:
        """All files of the folder adapter, in order; what was taken is deleted there, what is no event stays."""
        verdicts = []
        for path in sorted(folder.glob("*.event")):
            verdicts.append(self._take_file(path))
            if verdicts[-1] in (TAKEN, KNOWN):
                path.unlink()
        return verdicts

    def _take_file(self, path: Path) -> Verdict:
        if path.stat().st_size > FILE_BYTES_MAX:
            return TOO_LARGE
        head, _, body = path.read_bytes().partition(b"\n")
        try:
            headers = msgspec.json.decode(head, type=dict[str, str])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return MALFORMED
        return self.take(body, headers)


def server(receiver: Receiver, port: int) -> ThreadingHTTPServer:
    """Serves POST on 127.0.0.1; ``port`` 0 is any free one."""

    class Handler(BaseHTTPRequestHandler):
        """One event a request."""

        timeout = SILENCE_S_MAX

        def do_POST(self) -> None:
            """Judge it."""
            length = self.headers.get("Content-Length", "")
            small = length.isdigit() and len(length) < 8 and int(length) <= BODY_BYTES_MAX
            verdict = receiver.take(self.rfile.read(int(length)), self.headers) if small else TOO_LARGE  # type: ignore[arg-type]  # headers are a Mapping in all but name
            self.send_response(verdict.status)
            self.end_headers()
            self.wfile.write(verdict.word.encode())

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (its name is Python's)
            """One line an event."""
            sys.stderr.write(f"{format % arguments}\n")

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def _id_in(body: bytes) -> str:
    try:
        return str(msgspec.json.decode(body, type=dict[str, object]).get("id", ""))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


def main() -> int:
    """Run until interrupted, or once over a folder."""
    parser = argparse.ArgumentParser(prog="python -m hall.platform.receiver", description=__doc__)
    parser.add_argument("--key", type=Path, required=True, help="platform_signing.pub of the hall")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--port", type=int)
    parser.add_argument("--folder", type=Path, help="take the files that lie here and end")
    asked = parser.parse_args()
    receiver = Receiver(asked.key.read_text(), asked.into)
    if asked.folder:
        for verdict in receiver.take_folder(asked.folder):
            sys.stdout.write(f"{verdict.word}\n")
    if asked.port is not None:
        with server(receiver, asked.port) as serving:
            sys.stdout.write(f"listening on {serving.server_address[1]}\n")
            sys.stdout.flush()
            serving.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
