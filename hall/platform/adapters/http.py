"""A POST an event. The platform answers 2xx when it has it for good, also when it had it before."""

import http.client
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from hall.platform.adapters import Delivered, Later

LIMIT_S = 10.0
ANSWER_BYTES_MAX = 64 * 1024
OK_FROM, OK_UNTIL = 200, 300


class HttpAdapter:
    """``url``: https, or http on this machine; ``ca_file``: its authority, None for the system's."""

    name = "http"

    def __init__(self, url: str, ca_file: str | None = None) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port
        self._path = parts.path or "/"
        self._context = ssl.create_default_context(cafile=ca_file) if parts.scheme == "https" else None

    def deliver(self, event: bytes, headers: Mapping[str, str]) -> Delivered | Later:
        """One connection an event: they are few, and a half-dead connection holds up nothing."""
        connection = self._connection()
        try:
            connection.request("POST", self._path, body=event, headers=dict(headers))
            answer = connection.getresponse()
            answer.read(ANSWER_BYTES_MAX)
        except (OSError, http.client.HTTPException) as error:
            return Later(f"http: {type(error).__name__}")
        finally:
            connection.close()
        return Delivered() if OK_FROM <= answer.status < OK_UNTIL else Later(f"http: status {answer.status}")

    def _connection(self) -> http.client.HTTPConnection:
        if self._context is None:
            return http.client.HTTPConnection(self._host, self._port, timeout=LIMIT_S)
        return http.client.HTTPSConnection(self._host, self._port, timeout=LIMIT_S, context=self._context)
