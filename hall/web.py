"""gunicorn in this process: one worker with threads, since SQLite has one writer and pages are small."""

from typing import Any

from gunicorn.app.base import BaseApplication

from config.hall import Web

THREADS = 8
TIMEOUT_S = 30


class WebServer(BaseApplication):  # type: ignore[misc]
    """Serves :mod:`hall.wsgi` at the TOML's host and port until SIGTERM."""

    def __init__(self, web: Web) -> None:
        self._web = web
        super().__init__()

    def load_config(self) -> None:
        """gunicorn asks for its settings."""
        settings: dict[str, Any] = {
            "bind": f"{self._web.host}:{self._web.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "timeout": TIMEOUT_S,
            "graceful_timeout": 5,
            "limit_request_line": 4096,
            "limit_request_fields": 50,
            "control_socket_disable": True,
        }
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """gunicorn asks for the application."""
        from hall.wsgi import application  # noqa: PLC0415  (in the worker, after the fork)

        return application
