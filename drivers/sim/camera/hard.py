"""Papers as people lay them at their worst: on any table, in any light, held down with thumbs. Seeded."""

from collections.abc import Iterator

import numpy as np

from drivers.sim.camera.papers import paper
from drivers.sim.camera.shot import Laying, place
from drivers.sim.camera.tables import TABLES, TableKind

PAPERS = ("申请表", "授权委托书", "房产证", "身份证", "户口簿", "护照", "营业执照", "租赁合同")
_ON = (*TABLES, "cluttered", "white", "checked")  # those that make it hard, twice
_MARGIN_PX = 8


def hard_layings(count: int, seed: int = 0, *, width: int = 1920, height: int = 1080) -> Iterator[Laying]:
    """``count`` papers that lie whole in the picture, each with two or three things wrong."""
    for number in range(count):
        yield _hard(np.random.default_rng((seed, number)), _ON[number % len(_ON)], number, width, height)


def _hard(random: np.random.Generator, on: TableKind, number: int, width: int, height: int) -> Laying:
    name = PAPERS[int(random.integers(len(PAPERS)))]
    while True:
        laying = Laying(
            paper=name,
            other=number,
            table=on,
            seed=int(random.integers(2**31)),
            angle=float(random.choice((0, 90, 180, 270)) + random.uniform(-25, 25)),
            tilt=float(random.uniform(-0.6, 0.6)),
            x_mm=float(random.uniform(-120, 120)),
            y_mm=float(random.uniform(-70, 70)),
            light=float(random.uniform(0.45, 1.1)),
            warm=float(random.uniform(0, 0.6)),
            shadow=float(random.choice((0, 0, random.uniform(0.3, 0.9)))),
            glare=float(random.choice((0, 0, random.uniform(0.3, 1)))),
            thumbs=int(random.choice((0, 1, 1, 2))),
            blur=float(random.uniform(0.4, 1.6)),
            noise=float(random.uniform(1, 5)),
        )
        if _whole(laying, width, height):
            return laying


def _whole(laying: Laying, width: int, height: int) -> bool:
    corners = place(laying, paper(laying.paper, laying.other), width, height)
    return bool((corners > _MARGIN_PX).all() and (corners < (width - _MARGIN_PX, height - _MARGIN_PX)).all())
