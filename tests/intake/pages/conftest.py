"""Papers laid under a simulated camera, for the stories of this folder."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from drivers.sim.camera.shot import Laying, Shot, shoot
from intake.pages.find import Found, find_page

Picture = NDArray[np.uint8]


@lru_cache(maxsize=24)
def laid(laying: Laying, frame: int = 0) -> Shot:
    return shoot(laying, frame=frame)


@pytest.fixture
def lay() -> Callable[..., Shot]:
    """The picture of a paper, by the fields of ``Laying``."""

    def lay(**how: object) -> Shot:
        return laid(Laying(**how))  # type: ignore[arg-type]

    return lay


def page_in(picture: Picture) -> Found:
    """The page that must be there."""
    found = find_page(picture)
    assert found is not None
    return found
