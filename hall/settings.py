"""Django's settings, all of them derived from the hall's TOML and credentials (Django reads a module)."""

from typing import Any

from config.credentials import Credentials
from config.hall import Database
from config.problem import ConfigError, Problem
from hall.installed import (
    AUTH_PASSWORD_VALIDATORS,
    DEFAULT_AUTO_FIELD,
    INSTALLED_APPS,
    LOGIN_REDIRECT_URL,
    LOGIN_URL,
    MIDDLEWARE,
    PASSWORD_HASHERS,
    ROOT_URLCONF,
    TEMPLATES,
    TIME_ZONE,
    USE_I18N,
    USE_TZ,
)
from hall.machine import machine_of_environment

__all__ = [  # Django takes every name in capitals; those of hall.installed are taken over as they are
    "AUTH_PASSWORD_VALIDATORS",
    "DEFAULT_AUTO_FIELD",
    "INSTALLED_APPS",
    "LOGIN_REDIRECT_URL",
    "LOGIN_URL",
    "MIDDLEWARE",
    "PASSWORD_HASHERS",
    "ROOT_URLCONF",
    "TEMPLATES",
    "TIME_ZONE",
    "USE_I18N",
    "USE_TZ",
]

_URL = "database_url"
MACHINE = machine_of_environment()
CREDENTIALS = Credentials(MACHINE.credentials)


def _sqlite(path: str) -> dict[str, Any]:
    # FULL: an acknowledged event survives a power cut. IMMEDIATE: a writer waits at BEGIN instead of failing later.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": pragmas}
    test = {"NAME": path}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options, "TEST": test}


def _database(database: Database) -> dict[str, Any]:
    if database.engine == "sqlite":
        return _sqlite(database.path)
    return _postgresql()


def _postgresql() -> dict[str, Any]:
    from hall.postgresql import postgresql  # noqa: PLC0415  (a hall on SQLite does without psycopg)

    try:
        return postgresql(CREDENTIALS.text(_URL))
    except ValueError as error:
        raise ConfigError(CREDENTIALS.path(_URL), [Problem("", str(error))]) from None


SECRET_KEY = CREDENTIALS.text("django_secret")
DEBUG = MACHINE.web.debug
ALLOWED_HOSTS = MACHINE.web.hosts
DATABASES = {"default": {**_database(MACHINE.database), "CONN_MAX_AGE": None}}
# Behind TLS (everything but a loopback demo) cookies never travel in the clear.
_TLS = MACHINE.web.host not in ("127.0.0.1", "localhost", "::1")
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500  # a case may ask for sixty materials, each with its own line to fill in

LANGUAGE_CODE = "zh-hans"
WSGI_APPLICATION = "hall.wsgi.application"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # fpdf names the characters a font lacks, which may be part of somebody's name.
    "loggers": {"fontTools": {"level": "WARNING"}, "fpdf": {"level": "CRITICAL"}},
}
