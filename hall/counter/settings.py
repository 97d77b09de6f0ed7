"""Django's settings of the counter: those of the hall, but only the counter's own addresses. Nobody logs in here."""

from urllib.parse import urlsplit

import hall.settings as of_the_hall

globals().update({name: getattr(of_the_hall, name) for name in dir(of_the_hall) if name.isupper()})

_COUNTER = of_the_hall.MACHINE.counter

ROOT_URLCONF = "hall.counter.urls"
WSGI_APPLICATION = "hall.counter.wsgi.application"
_NAMES = (urlsplit(_COUNTER.url).hostname or "", _COUNTER.host, "localhost", "127.0.0.1")
ALLOWED_HOSTS = [*_NAMES, *of_the_hall.ALLOWED_HOSTS]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hall.counter.trouble.PlainTrouble",
]
APPEND_SLASH = False
# Addresses of the phone page are keys to it: Django's own line for each refused request would hold them.
_QUIET = {"level": "CRITICAL", "propagate": False}
_LOGGERS: dict[str, object] = of_the_hall.LOGGING["loggers"]  # type: ignore[assignment]
LOGGING = of_the_hall.LOGGING | {"loggers": _LOGGERS | {"django.request": _QUIET, "django.security": _QUIET}}
