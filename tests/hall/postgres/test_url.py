"""Where the database is, in one URL that nobody but its credential's readers ever sees."""

import pytest

from hall.postgresql import postgresql


def test_on_this_machine_by_its_socket_without_a_password() -> None:
    told = postgresql("postgresql:///hall")
    assert (told["NAME"], told["HOST"], told["USER"], told["PASSWORD"]) == ("hall", "", "", "")


def test_on_another_machine_whose_certificate_is_looked_at() -> None:
    told = postgresql("postgresql://hall:p%40ss@db.invalid:5433/hall?sslmode=verify-full&sslrootcert=/etc/ca.pem")
    assert (told["HOST"], told["PORT"], told["USER"], told["PASSWORD"]) == ("db.invalid", "5433", "hall", "p@ss")
    assert told["OPTIONS"]["sslmode"] == "verify-full"
    assert told["OPTIONS"]["sslrootcert"] == "/etc/ca.pem"


def test_nobody_waits_for_ever_for_rows_or_a_connection() -> None:
    options = postgresql("postgresql:///hall")["OPTIONS"]
    assert options["connect_timeout"] > 0
    assert "lock_timeout" in options["options"]


@pytest.mark.parametrize("url", ["", "hall", "postgresql://hall:secret@[db/x", "postgresql://hall:secret@db"])
def test_what_is_no_url_of_a_database_is_said_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="postgresql://USER:PASSWORD@HOST:PORT/NAME") as refused:
        postgresql(url)
    assert "secret" not in str(refused.value)
