"""gunicorn in this process: one worker with threads, TLS when a certificate is named."""

import socket
import ssl
import struct
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from config.hall import Counter

THREADS = 32
TIMEOUT_S = 60
SILENCE_S_MAX = 20
KEEPALIVE_S = 15


class CounterServer(BaseApplication):  # type: ignore[misc]
    """Serves :mod:`hall.counter.wsgi` until SIGTERM. ``beside``: begun in the worker, once it can serve."""

    def __init__(self, counter: Counter, beside: Callable[[], None]) -> None:
        self._counter = counter
        self._beside = beside
        super().__init__()

    def load_config(self) -> None:
        """gunicorn asks for its settings."""
        settings: dict[str, Any] = {
            "bind": f"{self._counter.host}:{self._counter.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "timeout": TIMEOUT_S,
            "graceful_timeout": 5,
            "keepalive": KEEPALIVE_S,
            "limit_request_line": 1024,
            "limit_request_fields": 50,
            "limit_request_field_size": 4096,
            "control_socket_disable": True,
            "when_ready": _hang_up_on_silence,
            "post_worker_init": lambda _worker: self._beside(),
        }
        if self._counter.cert_file and self._counter.key_file:
            tls = {"certfile": self._counter.cert_file, "keyfile": self._counter.key_file, "ssl_context": _tls}
            settings |= tls
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """gunicorn asks for the application."""
        from hall.counter.wsgi import application  # noqa: PLC0415  (in the worker, after the fork)

        return application


class ImpatientSocket(ssl.SSLSocket):
    """gthread handshakes and reads blocking: a client that says nothing would keep its thread for ever."""

    def setblocking(self, flag: bool) -> None:
        """As asked, but blocking has an end."""
        super().settimeout(SILENCE_S_MAX if flag else 0)

    def settimeout(self, value: float | None) -> None:
        """As asked, but None has an end."""
        super().settimeout(SILENCE_S_MAX if value is None else value)


def _tls(_config: Any, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = ImpatientSocket
    return context


def _hang_up_on_silence(arbiter: Any) -> None:
    """The same without TLS, by the kernel: accepted sockets inherit it."""
    limit = struct.pack("ll", SILENCE_S_MAX, 0)
    for listener in arbiter.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
