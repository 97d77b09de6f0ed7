"""Foreigners by their passports, typed by number or by its two lines, and who acts for them."""

from intake.identity.passport import check_digit
from intake.review.application import Agent
from kiosk.flows.apply.states import CardSeen, Detail, Identified, LayCard
from tests.kiosk.applicant_story import CARD, MOBILE, NUMBER, agrees_on, lays, spells, visit
from tests.kiosk.flows.test_who import PASSPORT, detail, seen, typing
from tests.kiosk.story import FlowStep, play, touches, types


def test_a_foreigner_types_number_and_name_in_capitals() -> None:
    story = play(
        typing(PASSPORT),
        FlowStep(touches("role.foreigner"), Detail),
        FlowStep(types("E1234567"), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(touches("key.b", "key.a", "key.t", "key.space", "key.d"), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )

    assert (visit(story).number, visit(story).name) == ("E1234567", "BAT D")


def zone(expiry: str = "310311") -> str:
    first = "P<MNGBATBAYAR<<DORJ".ljust(44, "<")
    number, birth = "E12345678", "650312"
    body = f"{number}{check_digit(number)}MNG{birth}{check_digit(birth)}M{expiry}{check_digit(expiry)}".ljust(42, "<")
    whole = body[0:10] + body[13:20] + body[21:43] + "<"
    return first + body + "<" + check_digit(whole)


def test_a_foreigner_may_type_the_two_lines_instead() -> None:
    story = play(
        typing(PASSPORT),
        FlowStep(touches("role.foreigner"), Detail),
        FlowStep(touches("mrz"), Detail),
        FlowStep(types(zone()), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )

    assert (visit(story).number, visit(story).name) == ("E12345678", "BATBAYAR DORJ")


def test_lines_that_do_not_check_say_which_part() -> None:
    story = play(typing(PASSPORT), FlowStep(touches("role.foreigner", "mrz"), Detail))
    play(story, FlowStep(types(zone()[:44] + "F" + zone()[45:]), Detail))

    wrong = detail(story).wrong
    assert wrong
    assert "护照号码" in wrong.zh


def test_an_expired_passport_is_told_as_an_expired_card_is() -> None:
    for expiry, told in (("310311", False), ("261122", True)):
        story = play(
            typing(PASSPORT),
            FlowStep(touches("role.foreigner", "mrz"), Detail),
            FlowStep(types(zone(expiry)), Detail),
            FlowStep(touches("ok"), Detail),
            FlowStep(types(MOBILE), Detail),
            FlowStep(touches("ok"), Identified),
        )
        assert ("护照已过有效期" in seen(story)) is told


def test_the_lines_of_a_passport_fill_in_birth_and_sex() -> None:
    story = play(typing(PASSPORT), FlowStep(touches("role.foreigner", "mrz"), Detail))
    play(story, FlowStep(types(zone()), Detail), FlowStep(touches("ok"), Detail))
    play(story, FlowStep(types(MOBILE), Detail), FlowStep(touches("ok"), Identified))
    touches("ok")(story)

    assert (visit(story).answers["birth"], visit(story).answers["sex"]) == ("1965-03-12", "male")


def test_somebody_acts_for_a_foreigner_with_a_passport_of_their_own() -> None:
    story = play(
        typing(PASSPORT),
        FlowStep(touches("role.for_foreigner"), Detail),
        FlowStep(touches("mrz"), Detail),
        FlowStep(types(zone()), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(spells("wuyun", 0), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(touches("agent.passport"), Detail),
        FlowStep(types("P7654321"), Detail),
        FlowStep(touches("back"), Detail),
    )
    assert detail(story).key == "agent.number", "back from the passport is the card"

    play(
        story,
        FlowStep(touches("agent.passport"), Detail),
        FlowStep(types("P7654321"), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types("13900139000"), Detail),
        FlowStep(touches("ok"), Identified),
    )
    told = visit(story)
    assert (told.kind, told.number) == ("foreigner", "E12345678")
    assert told.agent == Agent(kind="foreigner", name="乌云", number="P7654321", mobile="13900139000")


def test_an_agent_with_an_identity_card_may_act_for_a_foreigner() -> None:
    story = play(
        agrees_on(PASSPORT),
        FlowStep(touches("role.for_foreigner", "mrz"), Detail),
        FlowStep(types(zone()), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), LayCard),
        FlowStep(lays(CARD), CardSeen),
        FlowStep(touches("yes"), Detail),
    )

    assert visit(story).agent == Agent(kind="person", name="乌云", number=NUMBER, mobile="")
