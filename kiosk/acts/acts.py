"""Carries out what the flows of applicants want, and feeds the outcome back."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from intake.contract.answers import Closed, Refused
from intake.contract.questions import (
    AnyQuestion,
    AskStanding,
    CheckMaterialDeposit,
    OpenByNotice,
    OpenPhoneSession,
    PrintAgain,
    ProgressByNotice,
    ProgressByPerson,
    ProgressByPickup,
)
from intake.notices.notice import Notice
from intake.pages.head import Unfit
from intake.said import Said
from kiosk.acts.desk import Desk
from kiosk.acts.drafts import Opened, brought_up, keep_draft, open_draft
from kiosk.acts.hand_in import Handed, gathered, hand_in
from kiosk.acts.phone import PhoneKey
from kiosk.acts.slip import Slip, read_slip
from kiosk.devices.pages import PageStore
from kiosk.devices.ports import Camera, CardReader, Composer, Darkroom
from kiosk.devices.printing import PaperPrinter, Receipt, print_notices
from kiosk.devices.sheet import Sheet
from kiosk.flows import effects as wants
from kiosk.flows.inputs import (
    DraftKept,
    DraftOpened,
    HallSaid,
    HandedIn,
    Input,
    PageTurned,
    PictureNotFetched,
    PictureUnfit,
)
from kiosk.flows.model import Model
from kiosk.flows.visit import Visit
from kiosk.hall.client import HallClient
from kiosk.running import Running
from kiosk.store import Store, StoreTrouble

PERSONAL = (
    AskStanding,
    OpenByNotice,
    ProgressByNotice,
    ProgressByPerson,
    ProgressByPickup,
    CheckMaterialDeposit,
    PrintAgain,
)
"""Questions whose answers are nobody's once the person has gone. A rating still arrives."""

SlipBytes = Callable[[str, Said, date, bool], bytes]
"""A draft's slip for the printer: its text, the item, its last day, whether any kiosk can go on with it."""

LEAVE_S = 8.0
"""So long somebody waits for their draft to reach the hall; later the uploader brings it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paperwork:
    """How notices and slips look on this machine's paper, and what prints them."""

    printer: PaperPrinter
    receipt: Receipt
    slip: SlipBytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Everything the acts use."""

    desk: Desk
    store: Store
    client: HallClient
    pages: PageStore
    reader: CardReader
    camera: Camera
    darkroom: Darkroom
    composer: Composer
    paperwork: Paperwork
    wake_uploader: Callable[[], None]
    now: Callable[[], datetime]


class Acts:
    """``model()`` is the model as it is now; ``feed`` takes outcomes; ``fail`` hears of bugs.

    What belongs to one visit ends with it (:meth:`leave`, :meth:`wipe`); what was promised (handing in, printing, a
    draft being kept) goes on.
    """

    def __init__(
        self,
        room: Room,
        model: Callable[[], Model],
        feed: Callable[[Input], None],
        fail: Callable[[BaseException | None], None],
    ) -> None:
        self._room = room
        self._model = model
        self._feed = feed
        self._phone = PhoneKey()
        self._visits, self._lasting = Running(fail), Running(fail)

    def carry_out(self, effect: wants.Effect) -> None:
        """Begin it; nothing is fed before this returns."""
        match effect:
            case wants.Ask(number=number, question=question):
                of_a_visit = isinstance(question, PERSONAL)
                work = self._ask(number, self._completed(question))
                (self._visits if of_a_visit else self._lasting).begin(work)
            case wants.HandIn():
                self._lasting.begin(self._hand_in(self._gathered(effect)))
            case wants.Print(notices=notices, copies=done):
                self._lasting.begin(self._print(notices, done))
            case wants.KeepDraft(visit=visit):
                self._lasting.begin(self._keep_draft(visit, dict(self._pages_of(visit))))
            case wants.OpenDraft(slip=slip):
                self._visits.begin(self._open_draft(slip))
            case wants.Compose() as asked:
                self._visits.begin(self._compose(asked))
            case _:
                self._devices(effect)

    def leave(self) -> None:
        """The person has gone: nothing begun for them is heard any more."""
        self._visits.cancel()
        self._phone.forget()
        self._room.composer.forget()
        self._room.camera.forget()

    def wipe(self, visit: Visit | None) -> None:
        """Forget all pages but those of ``visit``, which has just begun."""
        self._room.pages.keep_only([page for page, _ in self._pages_of(visit)] if visit else ())

    def _devices(self, effect: wants.Effect) -> None:
        match effect:
            case wants.Read(on=on):
                self._room.reader.look(on=on)
            case wants.Look(on=on, zone=zone):
                self._room.camera.look(on=on, zone=zone)
            case wants.TakePage():
                self._room.camera.take()
            case wants.DropPages(pages=pages):
                self._room.pages.drop(pages)
            case wants.TurnPage(page=page):
                self._visits.begin(self._turn(page))
            case wants.FetchPicture(session=session, picture=picture):
                self._visits.begin(self._fetch(session, picture))

    async def _ask(self, number: int, question: AnyQuestion) -> None:
        self._feed(HallSaid(number, await self._room.client.ask(question)))

    def _completed(self, question: AnyQuestion) -> AnyQuestion:
        """The visit's public key goes into the question for the phone's page."""
        if isinstance(question, OpenPhoneSession):
            return OpenPhoneSession(box=self._phone.box, title=question.title)
        return question

    async def _compose(self, asked: wants.Compose) -> None:
        self._feed(await self._room.composer.compose(asked.letters, names=asked.names, rare=asked.rare))

    async def _turn(self, page: str) -> None:
        before = self._room.pages.sheet(page)
        sheet = await self._room.darkroom.turned(before) if before else None
        if sheet and (taken := self._room.pages.add(sheet)):
            self._feed(PageTurned(page, taken))

    async def _fetch(self, session: str, picture: str) -> None:
        sealed = await self._room.client.picture(session, picture)
        if sealed is None:
            self._feed(PictureNotFetched(picture))
            return
        clear = None if isinstance(sealed, Refused) else self._phone.opened(sealed)
        sheet = Unfit.DAMAGED if clear is None else await self._room.darkroom.from_phone(clear)
        if isinstance(sheet, Unfit):
            self._feed(PictureUnfit(picture, sheet))
        else:
            self._feed(self._room.pages.kept(await self._room.pages.compared(sheet)))

    async def _print(self, notices: tuple[Notice, ...], done: int) -> None:
        paperwork, language = self._room.paperwork, self._model().language
        self._feed(await print_notices(paperwork.printer, notices, paperwork.receipt, language, done))

    def _gathered(self, effect: wants.HandIn) -> Handed | None:
        return gathered(
            effect.visit,
            effect.outcome,
            self._room.pages.sheet,
            self._room.now(),
            tolerance_chosen=effect.tolerance_chosen,
            language=self._model().language,
        )

    async def _hand_in(self, handed: Handed | None) -> None:
        room, catalogue = self._room, self._model().catalogue
        if handed is None or catalogue is None:
            self._feed(HandedIn(case=""))
            return
        done = await asyncio.to_thread(hand_in, handed, room.desk, catalogue, room.store)
        if done.case:
            await asyncio.to_thread(room.store.drafts.end, handed.visit.id, room.now().date())
            room.wake_uploader()
        self._feed(done)

    async def _keep_draft(self, visit: Visit, pages: dict[str, Sheet]) -> None:
        room, today = self._room, self._room.now().date()
        kept = await asyncio.to_thread(keep_draft, visit, pages, room.store, today)
        if isinstance(kept, StoreTrouble):
            self._feed(DraftKept(slip=""))
            return
        slip, until = kept
        anywhere = await self._left_at_hall(slip.draft, today)
        room.wake_uploader()
        item = Said(visit.item.name, visit.item.name_en) if visit.item else Said("")
        strip = await asyncio.to_thread(room.paperwork.slip, slip.text, item, until, anywhere)
        printed = await room.paperwork.printer.print(strip)
        self._feed(DraftKept(slip.text, printed.paper, until, anywhere))

    async def _left_at_hall(self, draft: str, today: date) -> bool:
        """Whether the hall has it already, so that any kiosk can go on with it."""
        drafts = self._room.store.drafts
        box = await asyncio.to_thread(drafts.box, draft, today)
        if not (isinstance(box, bytes) and self._model().hall_up):
            return False
        try:
            async with asyncio.timeout(LEAVE_S):
                answer = await self._room.client.put_draft(draft, box)
        except TimeoutError:
            return False
        return isinstance(answer, Closed) and await asyncio.to_thread(drafts.uploaded, draft, box) is None

    async def _open_draft(self, text: str) -> None:
        slip = read_slip(text)
        opened = await self._draft_of(slip) if slip else "not_ours"
        catalogue = self._model().catalogue
        if isinstance(opened, str) or catalogue is None:
            self._feed(DraftOpened(None, opened if isinstance(opened, str) else "no_catalogue"))
            return
        visit = brought_up(opened.visit, catalogue)
        if visit is not None:
            self._room.pages.put_back(opened.pages)
        self._feed(DraftOpened(visit, "" if visit else "item_gone"))

    async def _draft_of(self, slip: Slip) -> Opened | str:
        """The draft, from this disk or, a newer one perhaps, from the hall; or why there is none."""
        room = self._room
        box = await asyncio.to_thread(room.store.drafts.box, slip.draft, room.now().date())
        if isinstance(box, bytes) and (opened := await asyncio.to_thread(open_draft, slip, box)):
            return opened
        answer = await room.client.draft(slip.draft)
        if not isinstance(answer, bytes):
            return "hall_not_reached" if answer is None else "gone"
        return await asyncio.to_thread(open_draft, slip, answer) or "not_ours"

    def _pages_of(self, visit: Visit) -> Iterator[tuple[str, Sheet]]:
        for paper in visit.papers.values():
            for page in paper.pages:
                sheet = self._room.pages.sheet(page.id)
                if sheet is not None:
                    yield page.id, sheet
