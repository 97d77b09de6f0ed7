"""Who may send an SMS about a case again: the window every one, a department those of its own cases."""

from hall.cases.models import Case
from hall.sms.models import Sms, State
from tests.hall.desk_story import Person, received


def fails(case: str) -> Sms:
    """What the applicant was to be told did not arrive."""
    Sms.objects.filter(case=case).update(state=State.FAILED, trouble="absent subscriber")
    return Sms.objects.filter(case=case).latest("id")


def may_resend(who: Person, sms: Sms) -> bool:
    return bool(who.browser.post(f"/sms/{sms.id}/resend", {"from": "case"}).status_code == 302)


def test_a_department_sends_again_what_is_told_of_its_own_cases_and_of_no_others(market: Person) -> None:
    number = received()
    police, sms = Person("police", "department", "police"), fails(number)

    assert not may_resend(police, sms)
    assert Sms.objects.filter(case=number, copy=1).count() == 0
    assert may_resend(market, sms)
    assert Sms.objects.filter(case=number, copy=1).count() == 1


def test_a_department_that_was_asked_about_a_case_sends_again_too(clerk: Person) -> None:
    number = received()
    Case.objects.get(pk=number).task_set.create(department="police", asked_ms=1)
    assert may_resend(Person("police", "department", "police"), fails(number))


def test_the_window_sends_every_one_again(clerk: Person) -> None:
    assert may_resend(clerk, fails(received()))


def test_a_department_is_shown_the_button_on_its_cases_only(market: Person) -> None:
    number = received()
    fails(number)
    assert "/resend" not in market.opens("/sms")
    assert "/resend" in market.sees(number)
