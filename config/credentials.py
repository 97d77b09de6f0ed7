"""Secrets from files: a folder the configuration names, or the one systemd gives by ``LoadCredential``."""

import logging
import os
import stat
from pathlib import Path

from config.problem import ConfigError, Problem

SECRET_BYTES_MAX = 64 * 1024

_log = logging.getLogger(__name__)


class Credentials:
    """A folder of secret files; by default ``$CREDENTIALS_DIRECTORY`` (systemd.exec, "Credentials")."""

    def __init__(self, folder: str | Path | None = None) -> None:
        named = folder or os.environ.get("CREDENTIALS_DIRECTORY")
        self._folder = Path(named) if named else None

    def bytes(self, name: str) -> bytes:
        """The secret ``name`` as it is, at most 64 KiB.

        :raises ConfigError: no folder, or no such readable file of allowed size; names the file.
        """
        path = self.path(name)
        try:
            return _content(path)
        except OSError as error:
            raise ConfigError(path, [Problem("", f"credential cannot be read: {error.strerror}")]) from None

    def text(self, name: str) -> str:
        """The secret ``name`` as UTF-8 text without the white space around it.

        :raises ConfigError: as for :meth:`bytes`, or empty, or not UTF-8.
        """
        try:
            text = self.bytes(name).decode().strip()
        except UnicodeDecodeError:
            raise ConfigError(self.path(name), [Problem("", "credential is not UTF-8 text")]) from None
        if not text:
            raise ConfigError(self.path(name), [Problem("", "credential is empty")])
        return text

    def path(self, name: str) -> Path:
        """Where the secret ``name`` lies. :raises ConfigError: no folder is named."""
        if self._folder is None:
            raise ConfigError(Path(name), [Problem("", "no credentials folder is named")])
        return self._folder / Path(name).name


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        public = path.suffix == ".pub"
        if not public and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & stat.S_IROTH:
            _log.warning("credential %s can be read by everybody: chmod o-r", path)
        content = file.read(SECRET_BYTES_MAX + 1)
    if len(content) > SECRET_BYTES_MAX:
        raise ConfigError(path, [Problem("", f"credential is over {SECRET_BYTES_MAX} bytes")])
    return content
