"""Whatever bytes arrive from outside, each parser answers or refuses in its own words, and soon."""

import random

import pytest
from hypothesis import HealthCheck, given, seed, settings

from tests.fuzz.corpus import TARGETS, kept
from tests.fuzz.inputs import inputs
from tests.fuzz.target import INPUT_BYTES_MAX, Target

FRESH = random.SystemRandom().randrange(10**9)
EXAMPLES = 60


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_what_was_a_finding_once_and_what_is_right_are_borne(target: Target) -> None:
    for data in [b"", *target.seeds, *(path.read_bytes() for path in kept(target))]:
        target.try_out(data)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_any_bytes_are_read_or_refused(target: Target) -> None:
    print(f"python -m tests.fuzz --only '{target.name}' --seed {FRESH}")  # shown when it fails

    @seed(FRESH)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(inputs(target.seeds))
    def any_bytes(data: bytes) -> None:
        target.try_out(data)

    any_bytes()


def test_every_target_has_a_name_of_its_own_and_begins_with_small_inputs() -> None:
    assert len({target.name for target in TARGETS}) == len(TARGETS)
    assert all(len(data) <= INPUT_BYTES_MAX for target in TARGETS for data in target.seeds)
