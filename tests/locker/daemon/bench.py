"""lockerd in this process with a real ledger, a real socket and doors that answer at once; people as clients."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import AnyReply, CabinetState, DoorMoved, LoggedIn, Welcome
from locker.contract.codec import decode_reply, encode_line
from locker.contract.facts import DepositKind, Right, Size
from locker.contract.ids import BootId, CaseNumber, KioskId, RequestId, StaffNumber, StaffToken
from locker.daemon.clock import Clock
from locker.daemon.doors import TICK_S, Doors
from locker.daemon.mark import Mark
from locker.daemon.reception import OpenReception
from locker.daemon.socket_server import SocketServer
from locker.daemon.staff import Member, StaffDesk, hash_pin
from locker.daemon.wires import PulseResult
from locker.domain.code import CodeBook
from locker.domain.layout import Rules
from locker.ledger.ledger import Ledger
from tests.locker.story import SECRET, small_cabinet

PIN = "4821"
PIN_HASH = hash_pin(PIN)
LIMIT_S = 5.0
CONFIRMED = PulseResult(confirmed=True, sent=True)


@dataclass
class Boards:
    """The wires: every pulse springs its door open, unless told otherwise."""

    pulses: list[tuple[str, int]] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    result: PulseResult = CONFIRMED
    springs: bool = True
    answers: bool = True
    given_up: int = 0
    doors: "Doors | None" = None
    shut: dict[str, list[bool]] = field(default_factory=lambda: {"upper": [True] * 3, "lower": [True] * 2})
    poll_ms: Mapping[str, float] = field(default_factory=dict)

    async def start(self) -> None:
        for board in self.shut:
            self.read(board)

    async def stop(self) -> None:
        self.pulses.append(("all off", 0))

    async def pulse(self, board: str, channel: int, pulse_ms: int) -> PulseResult:  # noqa: ARG002
        self.pulses.append((board, channel))
        await asyncio.sleep(0)
        if not self.answers:
            await self.says_nothing()
        if self.springs and self.result.confirmed:
            self.shut[board][channel - 1] = False
            asyncio.get_running_loop().call_soon(self.read, board)
        return self.result

    async def says_nothing(self) -> None:
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            self.given_up += 1
            raise

    def hold_polling(self, seconds: float) -> None:
        self.held.append(seconds)

    def read(self, board: str) -> None:
        assert self.doors is not None
        self.doors.inputs_read(board, tuple(self.shut[board]))

    def push_shut(self, board: str, channel: int) -> None:
        self.shut[board][channel - 1] = True
        self.read(board)


class Person:
    """Somebody at a client of the socket: asks, is answered, sees notices."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        self.moves: list[DoorMoved] = []
        self.state: CabinetState | None = None
        self.token = StaffToken("")
        self._reader = reader
        self._answers: dict[str, asyncio.Future[AnyReply]] = {}
        self._changed = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while line := await self._reader.readline():
            word = decode_reply(line)
            if isinstance(word, DoorMoved):
                self.moves.append(word)
            elif isinstance(word, CabinetState):
                self.state = word
            else:
                self._answers.setdefault(word.re, asyncio.get_running_loop().create_future()).set_result(word)
            self._changed.set()

    async def ask(self, request: rq.Request) -> AnyReply:
        self.writer.write(encode_line(request))
        return await self.answer_to(request.id)

    async def answer_to(self, request: str) -> AnyReply:
        future = self._answers.setdefault(request, asyncio.get_running_loop().create_future())
        async with asyncio.timeout(LIMIT_S):
            answer = await future
        del self._answers[request]
        return answer

    async def sees(self, fact: Callable[[], bool]) -> None:
        async with asyncio.timeout(LIMIT_S):
            while not fact():
                self._changed.clear()
                await self._changed.wait()

    async def sees_step(self, step: str) -> DoorMoved:
        await self.sees(lambda: any(move.step == step for move in self.moves))
        return next(move for move in self.moves if move.step == step)

    async def log_in(self, pin: str = PIN) -> AnyReply:
        answer = await self.ask(rq.StaffLogin(id=new_id(), number=StaffNumber("1001"), pin=pin))
        if isinstance(answer, LoggedIn):
            self.token = answer.token
        return answer

    async def begins_deposit(self, case: str = "C-1") -> AnyReply:
        return await self.ask(
            rq.BeginDeposit(
                id=new_id(),
                token=self.token,
                kind=DepositKind.RESULT,
                case=CaseNumber(case),
                phone_sealed="c2VhbGVk",
                phone_masked="138****8000",
                size=Size.S,
            )
        )

    async def leave(self) -> None:
        self._listening.cancel()
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()


def new_id() -> RequestId:
    return RequestId(uuid.uuid4().hex)


@dataclass
class Lockerd:
    """The running daemon, and the hands around it."""

    folder: Path
    doors: Doors
    boards: Boards
    ledger: Ledger
    codes: CodeBook = field(default_factory=lambda: CodeBook(SECRET))
    people: list[Person] = field(default_factory=list)

    @property
    def socket(self) -> Path:
        return self.folder / "socket"

    async def raw(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_unix_connection(self.socket)

    async def person(self, watching: bool = True) -> Person:
        person = Person(*await self.raw())
        self.people.append(person)
        welcome = await person.ask(rq.Hello(id=RequestId("hello"), protocol=rq.PROTOCOL))
        assert isinstance(welcome, Welcome)
        if watching:
            await person.ask(rq.Watch(id=RequestId("watch")))
        return person


@asynccontextmanager
async def lockerd(
    folder: Path,
    rules: Rules | None = None,
    clock: Clock | None = None,
    boards: Boards | None = None,
    answer_ms: int = 2500,
) -> AsyncIterator[Lockerd]:
    """Run lockerd's parts until the end of the block, and stop them as SIGTERM would."""
    ledger = Ledger(folder / "ledger.sqlite", BootId(uuid.uuid4().hex))
    boards = boards or Boards()
    rules, clock = rules or Rules(), clock or Clock()
    layout = {id_: replace(slot, answer_ms=answer_ms) for id_, slot in small_cabinet().items()}
    doors = Doors(KioskId("k1"), ledger, layout, rules, CodeBook(SECRET), clock, TICK_S)
    boards.doors = doors
    desk = StaffDesk({StaffNumber("1001"): Member("1001", "Bao", PIN_HASH, list(Right))}, doors)
    server = SocketServer(folder / "socket", OpenReception(doors, desk, Mark(folder)), "test")
    alive = asyncio.Event()
    tasks = [asyncio.create_task(doors.run(boards, "test", alive.set)), asyncio.create_task(server.serve())]
    try:
        async with asyncio.timeout(LIMIT_S):
            await alive.wait()
        running = Lockerd(folder, doors, boards, ledger)
        await running.person()
        yield running
        for person in running.people:
            await person.leave()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        ledger.close()
