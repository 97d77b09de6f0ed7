"""Who may do what, as it was told to the people of the hall: everybody tries everything."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hall.cases.models import Case
from hall.desk.acts import ACTS
from hall.desk.possible import OFFERED
from hall.sms.models import Sms
from hall.staff.models import Place
from hall.staff.roles import ALLOWED, ROLES
from tests.hall.desk_story import Person, received

TOLD = """
                maintenance  viewer  clerk  department  lead
operate_door    x            -       -      -           -
clear_alarm     x            -       -      -           -
resend_any_sms  x            -       -      -           -
see_codes       x            -       -      -           -
answer_call     x            -       x      x           x
end_call        x            -       x      x           x
resend_sms      x            -       x      x           x
work_at_desk    -            -       x      x           x
see_every_case  -            -       x      -           x
see_credit      -            -       x      -           x
enter_credit    -            -       -      -           x
follow_rating   -            -       x      -           x
see_who_looked  -            -       -      -           x
look            -            -       x      -           -
accept          -            -       x      -           -
correct         -            -       x      -           -
tolerate        -            -       x      -           -
refuse          -            -       x      -           -
withdraw        -            -       x      -           -
confirm         -            -       x      -           -
send_back       -            -       x      -           -
take            -            -       x      -           -
route           -            -       x      -           -
originals       -            -       x      -           -
hand_on         -            -       x      -           -
take_over       -            -       -      x           -
hand_over       -            -       x      -           -
post            -            -       x      -           -
opinion         -            -       -      x           -
decide          -            -       -      x           -
ready           -            -       x      x           -
extend          -            -       -      x           -
pause           -            -       -      x           -
resume          -            -       -      x           -
approve         -            -       -      -           x
decline         -            -       -      -           x
"""
_HEAD, *_LINES = (line.split() for line in TOLD.strip().splitlines())
MAY = {act: {role for role, mark in zip(_HEAD, marks, strict=True) if mark == "x"} for act, *marks in _LINES}

FORBIDDEN, NOT_FOUND = 403, 404
ELSEWHERE = {
    "operate_door": ("POST", "/kiosk/k1/door/A1/command", FORBIDDEN),
    "clear_alarm": ("POST", "/kiosk/k1/alarm/log_forked/clear", FORBIDDEN),
    "see_codes": ("GET", "/sms/console", NOT_FOUND),
    "answer_call": ("POST", "/kiosk/k1/on-my-way", FORBIDDEN),
    "end_call": ("POST", "/kiosk/k1/alarm/help_wanted/clear", FORBIDDEN),
    "work_at_desk": ("GET", "/desk/", FORBIDDEN),
    "see_credit": ("GET", "/desk/credit", FORBIDDEN),
    "enter_credit": ("POST", "/desk/credit/1/repair", FORBIDDEN),
    "follow_rating": ("POST", "/desk/rating/1", FORBIDDEN),
}
"""How each is tried beside a case, and what is said to those who may not."""


def of_role(role: str) -> Person:
    return Person(role, role, "market" if role == "department" else "")


def test_the_table_is_the_one_that_was_told() -> None:
    assert {role: {act for act, roles in MAY.items() if role in roles} for role in ROLES} == ALLOWED


def test_every_button_of_the_desk_is_in_the_table() -> None:
    assert set(ACTS) | set(OFFERED) <= set(MAY)


@pytest.mark.usefixtures("hall_home")
@pytest.mark.parametrize("role", ROLES)
def test_an_act_on_a_case_is_refused_to_whoever_may_not_do_it(role: str) -> None:
    number, person = received(), of_role(role)
    refused = {act for act in ACTS if person.tries(number, act, seen=0).status_code == FORBIDDEN}
    assert refused == {act for act in ACTS if role not in MAY[act]}
    assert Case.objects.get(pk=number).revision == 1, "nobody had seen it as it is"


@pytest.mark.usefixtures("hall_home")
@pytest.mark.parametrize("role", ROLES)
def test_so_is_everything_else(role: str) -> None:
    person = of_role(role)
    for act, (method, address, no) in ELSEWHERE.items():
        answer = person.browser.generic(method, address)
        assert (answer.status_code == no) is (role not in MAY[act]), (act, answer.status_code)


@pytest.mark.usefixtures("hall_home")
@pytest.mark.parametrize("role", ROLES)
def test_an_sms_is_sent_again_by_who_may_see_its_case_or_may_send_any(role: str) -> None:
    person, theirs, elses = of_role(role), received(), received()
    Case.objects.filter(pk=elses).update(department="police")

    def sends_again(case: str) -> bool:
        return bool(person.browser.post(f"/sms/{Sms.objects.get(case=case).id}/resend").status_code == 302)

    Sms.objects.update(state="failed")
    assert sends_again(theirs) is (role in MAY["resend_sms"])
    assert sends_again(elses) is (role in MAY["resend_any_sms"] | MAY["see_every_case"])


@pytest.mark.usefixtures("hall_home")
@pytest.mark.parametrize("role", ["clerk", "department", "lead"])
def test_a_case_page_shows_the_buttons_of_the_role_only(role: str) -> None:
    page = of_role(role).sees(received())
    shown = {act for act in ACTS if f'name="act" value="{act}"' in page}
    assert shown <= {act for act in MAY if role in MAY[act]}
    assert ("accept" in shown) is (role == "clerk")
    assert ("查阅记录" in page) is (role in MAY["see_who_looked"])


@pytest.mark.usefixtures("hall_home")
def test_a_login_of_a_department_keeps_its_place_when_the_table_changes_rooms() -> None:
    of_role("department")
    try:
        MigrationExecutor(connection).migrate([("staff", None), ("desk", "0001_initial")])
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert Place.objects.get().department == "market"
