"""What people at the desk do to a case: each a POST with the revision they saw, by role, on record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from hall.cases import handover, originals, routing, supplements, terms, window
from hall.cases.acts import Answer, Done, Turn
from hall.cases.catalogue import in_use
from hall.cases.findings import Found, Lack
from hall.cases.record import WORDS_MAX
from hall.clock import now_ms
from hall.desk.guard import desk
from hall.desk.views import show
from hall.staff.worker import Worker

LINES_MAX = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """What was sent: at whose turn, with which words."""

    turn: Turn
    sent: QueryDict = field(repr=False)

    def text(self, name: str) -> str:
        """A text field, cut."""
        return self.sent.get(name, "").strip()[:WORDS_MAX]

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self.sent.get(name) == "yes"

    def papers(self) -> list[str]:
        """The names of papers that were ticked."""
        return self.sent.getlist("paper")[:LINES_MAX]

    def found(self) -> Iterator[Found]:
        """The ticks of the review's list."""
        for key in self.sent.getlist("look")[:LINES_MAX]:
            said, lack = self.sent.get(f"is.{key}"), self.sent.get(f"lack.{key}", "")
            if said == "good":
                yield Found(key)
            elif said == "bad":
                yield Found(key, Lack(lack) if lack in list(Lack) else Lack.OTHER, self.text(f"words.{key}"))


Run = Callable[[Wish], Answer]


@desk()
@require_POST
def act(request: HttpRequest, worker: Worker, number: str) -> HttpResponse:
    """Do it; what is not done is told on the case page, with what was typed."""
    row = get_object_or_404(worker.cases(), pk=number)
    name = request.POST.get("act", "")
    if name not in ACTS:
        raise Http404
    if not worker.may(name):
        raise PermissionDenied
    answer = ACTS[name](_wish(request, worker, number))
    if isinstance(answer, Done):
        return redirect(f"/desk/case/{number}?done={name}")
    row.refresh_from_db()
    return show(request, worker, row, answer)


def _wish(request: HttpRequest, worker: Worker, number: str) -> Wish:
    seen = request.POST.get("revision", "")
    in_use()  # a catalogue that changed is taken before the act's transaction begins
    revision = int(seen) if seen.isdecimal() and len(seen) < 19 else -1
    return Wish(Turn(number, revision, worker.actor, now_ms()), request.POST)


def _judge(decide: Callable[[Wish], window.Decide | None]) -> Run:
    return lambda wish: window.judge(wish.turn, wish.found(), decide(wish))


def _approve(approved: bool) -> Run:
    return lambda wish: terms.decide_extension(wish.turn, approved=approved)


def _route(wish: Wish) -> Answer:
    departments = wish.sent.getlist("department")[:20]
    return routing.route(wish.turn, departments)


def _opinion(wish: Wish) -> Answer:
    return routing.give_opinion(wish.turn, wish.text("opinion"), wish.text("words"))


def _decide(wish: Wish) -> Answer:
    granted = wish.text("granted") == "yes"
    return routing.decide(wish.turn, granted, wish.text("words"))


def _hand_over(wish: Wish) -> Answer:
    checked = wish.ticked("identity")
    name = wish.text("signed_by")
    return handover.at_counter(wish.turn, name, identity_checked=checked)


def _extend(wish: Wish) -> Answer:
    days = wish.text("days")
    count = int(days) if days.isdecimal() and len(days) < 4 else 0
    return terms.ask_extension(wish.turn, count, wish.text("reason"))


ACTS: dict[str, Run] = {
    "look": _judge(lambda _wish: None),
    "accept": _judge(lambda _wish: window.accept),
    "correct": _judge(lambda _wish: window.correct),
    "tolerate": _judge(lambda wish: window.tolerate(signed=wish.ticked("signed"))),
    "refuse": _judge(lambda wish: window.refuse(wish.text("reason"), wish.text("go_to"))),
    "withdraw": _judge(lambda wish: window.withdraw(wish.text("reason"))),
    "confirm": _judge(lambda _wish: supplements.confirm),
    "send_back": _judge(lambda _wish: supplements.send_back),
    "take": _judge(lambda _wish: window.take),
    "route": _route,
    "originals": lambda wish: originals.originals_came(wish.turn, came=wish.papers(), complete=wish.ticked("complete")),
    "hand_on": lambda wish: originals.hand_on(wish.turn, wish.text("to"), wish.papers()),
    "take_over": lambda wish: originals.take_over(wish.turn),
    "hand_over": _hand_over,
    "post": lambda wish: handover.by_post(wish.turn, wish.text("tracking")),
    "opinion": _opinion,
    "decide": _decide,
    "ready": lambda wish: routing.ready(wish.turn, wish.text("result")),
    "extend": _extend,
    "pause": lambda wish: terms.pause(wish.turn, wish.text("reason")),
    "resume": lambda wish: terms.resume(wish.turn),
    "approve": _approve(True),
    "decline": _approve(False),
}
