"""An applicant laid the identity card on the reader, and the hall permits one deposit to be opened."""

import pytest

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer
from locker.contract.facts import DepositState
from locker.contract.ids import DepositId
from locker.contract.permission import PERMISSION_S_MAX
from locker.contract.refusal import Refusal
from locker.domain.code import CodeBook
from locker.domain.layout import Rules
from locker.domain.state import Deposit
from tests.locker.domain.test_pickup import wrong_code
from tests.locker.story import SECRET, Story, opened, refusal

OF_ANOTHER_HALL = CodeBook(SECRET[::-1])


def permitted(story: Story, deposit: Deposit, lives_s: int = PERMISSION_S_MAX) -> rq.OpenByCard:
    """What the hall says now."""
    until_s = story.now_ms // 1000 + lives_s
    word = CodeBook(SECRET).permission(deposit.id, until_s)
    return rq.OpenByCard(id=story.new_id(), deposit=deposit.id, until_s=until_s, permission=word)


def says_it_again(story: Story, said: rq.OpenByCard) -> AnyAnswer:
    return story.act(
        rq.OpenByCard(id=story.new_id(), deposit=said.deposit, until_s=said.until_s, permission=said.permission)
    )


def test_the_halls_permission_opens_the_door_of_its_deposit_and_the_log_says_that_it_was_by_card() -> None:
    story = Story()
    mine, other = story.deposited("C-1"), story.deposited("C-2")
    said = permitted(story, mine)

    answer = opened(story.act(said))

    assert answer.compartment == mine.compartment != other.compartment
    assert answer.pickup == said.id
    assert story.state(mine) is DepositState.COLLECTING
    assert story.events(ev.PickupBegun) == [ev.PickupBegun(deposit=mine.id, card_until_s=said.until_s)]


def test_a_permission_opens_once_even_when_the_door_stayed_shut_and_the_deposit_waits_again() -> None:
    story = Story(rules=Rules(grace_s=20))
    mine = story.deposited()
    said = permitted(story, mine)
    opened(story.act(said))
    story.wait(30)
    assert story.state(mine) is DepositState.WAITING

    assert refusal(says_it_again(story, said)) is Refusal.PERMISSION_OVER
    assert opened(story.act(permitted(story, mine))).compartment == mine.compartment


def test_while_somebody_collects_no_permission_opens_the_door() -> None:
    story = Story()
    mine = story.deposited()
    opened(story.act(permitted(story, mine)))
    story.wait(5)
    assert refusal(story.act(permitted(story, mine))) is Refusal.PERMISSION_OVER


def test_a_permission_ends_after_a_minute() -> None:
    story = Story()
    mine = story.deposited()
    said = permitted(story, mine)
    story.wait(PERMISSION_S_MAX)
    assert refusal(says_it_again(story, said)) is Refusal.PERMISSION_OVER


def test_a_permission_may_not_live_longer_than_a_minute() -> None:
    story = Story()
    mine = story.deposited()
    assert refusal(story.act(permitted(story, mine, lives_s=3600))) is Refusal.PERMISSION_OVER


def test_without_a_trusted_clock_no_permission_is_in_time() -> None:
    story = Story()
    mine = story.deposited()
    story.clock_trusted = False
    assert refusal(story.act(permitted(story, mine))) is Refusal.PERMISSION_OVER
    assert opened(story.visitor_enters(story.code_of(mine)))


@pytest.mark.parametrize("of", ["another deposit", "another hall", "nobody"])
def test_a_permission_that_is_not_for_this_deposit_opens_nothing(of: str) -> None:
    story = Story()
    mine, other = story.deposited("C-1"), story.deposited("C-2")
    before, said = len(story.pulses), permitted(story, mine)
    words = {
        "another deposit": CodeBook(SECRET).permission(other.id, said.until_s),
        "another hall": OF_ANOTHER_HALL.permission(mine.id, said.until_s),
        "nobody": "é",
    }
    forged = rq.OpenByCard(id=said.id, deposit=mine.id, until_s=said.until_s, permission=words[of])

    assert refusal(story.act(forged)) is Refusal.PERMISSION_OVER
    assert len(story.pulses) == before


def test_a_permission_for_what_never_lay_here_or_was_collected_opens_nothing() -> None:
    story = Story()
    mine = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.opens(mine.compartment)
    story.shuts(mine.compartment)
    story.says_collected(pickup)
    story.wait(10)
    assert refusal(story.act(permitted(story, mine))) is Refusal.PERMISSION_OVER
    unknown = rq.OpenByCard(id=story.new_id(), deposit=DepositId("k1-99"), until_s=1, permission="")
    assert refusal(story.act(unknown)) is Refusal.PERMISSION_OVER


def test_papers_that_an_applicant_handed_in_are_no_result_to_be_opened_by_card() -> None:
    story = Story()
    papers = story.handed_in()
    assert refusal(story.act(permitted(story, papers))) is Refusal.PERMISSION_OVER


def test_the_pause_after_wrong_codes_and_the_bound_of_a_deposit_hold_for_cards_too() -> None:
    story = Story(rules=Rules(wrong_codes_in_a_row_max=2, wrong_codes_a_deposit_max=1, pause_s=60))
    mine = story.deposited()
    for _ in range(2):
        story.visitor_enters(wrong_code(story))
    assert refusal(story.act(permitted(story, mine))) is Refusal.ENTRY_PAUSED
    story.wait(61)
    assert refusal(story.act(permitted(story, mine))) is Refusal.DEPOSIT_NEEDS_STAFF
