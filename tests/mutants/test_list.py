"""The list of mutants stays true: each has its place in the code, and a test that exists."""

from collections import Counter

import pytest

from tests.mutants.mutant import ROOT, Mutant, mutants

SAFETY_RULES = {f"S{number}" for number in range(1, 8)}


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.name)
def test_every_mutant_still_has_its_place_in_the_code(mutant: Mutant) -> None:
    assert mutant.fits
    assert mutant.before != mutant.after


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.name)
def test_every_mutant_names_a_test_that_exists(mutant: Mutant) -> None:
    file, _, test = mutant.killed_by.partition("::")

    assert (ROOT / file).is_file()
    assert f"def {test.split('[')[0]}(" in (ROOT / file).read_text("utf-8")


def test_at_least_thirty_mutants_break_every_safety_rule_of_the_doors() -> None:
    rules = Counter(rule for mutant in mutants() for rule in mutant.rule.split())

    assert len(mutants()) >= 30
    assert rules.keys() >= SAFETY_RULES
