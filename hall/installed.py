"""The part of Django's settings that is the same in every hall. Type checkers read it without a machine."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "hall.kiosks",
    "hall.sms",
    "hall.cases",
    "hall.staff",
    "hall.desk",
    "hall.counter",
    "hall.phone",
    "hall.platform",
    "hall.dashboard",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "hall.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hall.nul.without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hall.dashboard.headers.strict_headers",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "hall.dashboard.texts.language_context",
                "hall.staff.worker.allowed_context",
            ],
            "builtins": ["hall.dashboard.templatetags.texts"],
        },
    }
]

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"

USE_I18N = False
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
