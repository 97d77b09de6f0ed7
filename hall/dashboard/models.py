"""Failed logins, so that guessing a password is slow."""

from django.db import models


class LoginTry(models.Model):
    """Failures in a row under one login name; ``locked_until_ms`` by the hall's clock."""

    name = models.TextField(primary_key=True)
    failures = models.IntegerField(default=0)
    locked_until_ms = models.BigIntegerField(default=0)

    class Meta:
        db_table = "login_try"
