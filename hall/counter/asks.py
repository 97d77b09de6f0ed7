"""A question of the person before the glass, and who in the hall answers it. Nothing of it is logged."""

import logging

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from config.problem import ConfigError
from hall import rates
from hall.cases.collecting import collect_by_card
from hall.cases.credit import standing
from hall.cases.progress import progress_by_notice, progress_by_person, progress_by_pickup
from hall.cases.rating import rate
from hall.cases.reopen import material_deposit, open_case
from hall.cases.reprint import print_again
from hall.clock import now_ms
from hall.counter.calls import help_for, note_call
from hall.counter.guard import for_kiosk
from hall.counter.reply import refuse, reply
from hall.counter.words import decoded
from hall.phone.sessions import phone_sessions
from intake.clock.day import day_of
from intake.contract import questions as q
from intake.contract.answers import Answer, HallRefusal, Refused

log = logging.getLogger(__name__)

GUESSES_A_MINUTE_MAX = 40

GUESSABLE = (
    q.AskStanding,
    q.OpenByNotice,
    q.ProgressByNotice,
    q.ProgressByPerson,
    q.ProgressByPickup,
    q.CollectByCard,
    q.Rate,
    q.CheckMaterialDeposit,
    q.PrintAgain,
)
"""Questions that tell something of a person to whoever gives the right number."""


@require_POST
@for_kiosk
def ask(request: HttpRequest, kiosk: str) -> HttpResponse:
    """One question. The hall's No to a good question is an answer, with status 200."""
    question = decoded(request, q.AnyQuestion)
    if isinstance(question, Refused):
        return refuse(question)
    at_ms = now_ms()
    if isinstance(question, GUESSABLE):
        wait_s = rates.wait_s(kiosk, "guesses", GUESSES_A_MINUTE_MAX, at_ms // 1000)
        if wait_s:
            return reply(Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=wait_s))
        return reply(_of_cases(question, kiosk, at_ms))
    return reply(_of_the_visit(question, kiosk, at_ms))


def _of_cases(question: q.Question, kiosk: str, at_ms: int) -> Answer:
    today = day_of(at_ms)
    match question:
        case q.AskStanding(number=number):
            answer: Answer = standing(number)
        case q.OpenByNotice(qr=qr, number=number):
            answer = open_case(qr, number, today, kiosk=kiosk)
        case q.ProgressByNotice(qr=qr):
            answer = progress_by_notice(qr, today)
        case q.ProgressByPerson(number=number, mobile=mobile, card=card):
            answer = progress_by_person(number, mobile, card, today, kiosk=kiosk)
        case q.ProgressByPickup(deposit=deposit):
            answer = progress_by_pickup(kiosk, deposit, at_ms)
        case q.CollectByCard(number=number):
            answer = _collectables(number, kiosk, at_ms)
        case q.CheckMaterialDeposit(qr=qr):
            answer = material_deposit(qr)
        case q.Rate():
            answer = rate(question)
        case q.PrintAgain():
            answer = print_again(question, kiosk=kiosk)
        case _:
            answer = Refused(refusal=HallRefusal.UNKNOWN)
    return answer


def _collectables(number: str, kiosk: str, at_ms: int) -> Answer:
    """Where the hall's counter was not given this cabinet's secret, the code of the SMS is the only way."""
    try:
        return collect_by_card(number, kiosk, at_ms)
    except ConfigError as error:
        log.warning("no collecting by card at %s: %s", kiosk, error)
        return Refused(refusal=HallRefusal.UNKNOWN)


def _of_the_visit(question: q.Question, kiosk: str, at_ms: int) -> Answer:
    sessions = phone_sessions()
    match question:
        case q.OpenPhoneSession(box=box, title=title):
            return sessions.open(kiosk, box, title, at_ms)
        case q.PhonePictures(session=session):
            return sessions.pictures(kiosk, session, at_ms)
        case q.ClosePhoneSession(session=session):
            return sessions.close(kiosk, session)
        case q.AskHelp(call=call):
            return help_for(kiosk, call, at_ms)
        case q.CallHelp(call=call, screen=screen):
            note_call(kiosk, call, screen, at_ms)
            return help_for(kiosk, call, at_ms)
    return Refused(refusal=HallRefusal.UNKNOWN)
