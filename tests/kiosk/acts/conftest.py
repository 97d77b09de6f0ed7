"""One authority for the servers of one test."""

from pathlib import Path

import pytest

from tests.real.authority import Authority


@pytest.fixture
def tls(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "tls")
