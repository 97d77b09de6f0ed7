"""What every room's tests may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.broker import Broker, running_broker


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A real mosquitto of this test's own, with users k1, k2, hall and observer."""
    with running_broker(tmp_path) as started:
        yield started
