"""The kiosk's side of the MQTT link: connects, stays connected, and never gives up."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import msgspec

from locker.contract.topics import CommandAnswer, LogAck, Status, Telemetry, Topics
from locker.daemon.uplink.drops import Drops
from locker.daemon.uplink.inbound import CommandMessage, Inbox
from locker.daemon.uplink.link import Link, LinkTrouble, Will, open_link
from locker.daemon.uplink.outbox import Outbox
from locker.daemon.uplink.pauses import pause_s
from locker.daemon.uplink.ports import Log, StateSource
from locker.daemon.uplink.settings import UplinkSettings
from locker.daemon.uplink.states import States

log = logging.getLogger(__name__)

_encode = msgspec.json.Encoder().encode


def _ignore_online(_online: bool) -> None:
    pass


def _ignore_doubt(_seq: int, _why: str) -> None:
    pass


class Uplink:
    """Sends the ledger, the cabinet's state and telemetry to the hall; takes its acknowledgements and commands.

    ``telemetry`` is asked every ``settings.telemetry_s``. ``commands`` gets each command unverified, one at a time,
    and is never cancelled by a lost connection. ``on_hall_clock`` gets the hall's Unix time in milliseconds with
    every acknowledgement of an entry that came into the ledger after this was made: the broker may have kept one of
    an earlier life, and its time with it. ``on_doubt`` is told (seq, why) when the hall holds what this ledger
    does not. ``on_online`` is told of every change of :attr:`online`. Callbacks run in the loop and must not block.
    :attr:`trouble` is why the last connection failed or ended, :attr:`tries` how many in a row did.
    """

    def __init__(
        self,
        settings: UplinkSettings,
        topics: Topics,
        log: Log,
        state: StateSource,
        telemetry: Callable[[], Telemetry],
        commands: Callable[[CommandMessage], Awaitable[CommandAnswer]],
        on_hall_clock: Callable[[int], None],
        on_doubt: Callable[[int, str], None] = _ignore_doubt,
        on_online: Callable[[bool], None] = _ignore_online,
    ) -> None:
        self.online = False
        self.trouble = ""
        self.tries = 0
        self.drops = Drops()
        self._settings = settings
        self._topics = topics
        self._telemetry = telemetry
        self._on_hall_clock = on_hall_clock
        self._on_online = on_online
        self._before_this_life = log.head
        self._outbox = Outbox(log, topics.log, settings, on_doubt)
        self._states = States(state, topics, settings.version)
        self._inbox = Inbox(topics, self._acknowledged, commands, self.drops)

    async def run(self) -> None:
        """Keep the link up until cancelled; then say goodbye. Never returns by itself."""
        answering = asyncio.create_task(self._inbox.answer_commands())
        try:
            await _first_to_end([self._stay_connected()], answering)
        finally:
            await _cancelled(answering)

    async def _stay_connected(self) -> None:
        while True:
            begun_s = time.monotonic()
            trouble = await self._one_connection()
            if time.monotonic() - begun_s > self._settings.steady_s:
                self.tries = 0
            wait_s = pause_s(self.tries, self._settings.pause_s, self._settings.pause_s_max)
            log.warning("no hall: %s; next try in %.1f s", trouble.cause, wait_s)
            self.tries, self.trouble = self.tries + 1, trouble.cause
            await asyncio.sleep(wait_s)

    async def _one_connection(self) -> LinkTrouble:
        link = await open_link(self._settings, self._will(), self.drops)
        if isinstance(link, LinkTrouble):
            return link
        log.info("connected to the hall's broker")
        try:
            return await self._use(link)
        finally:
            self._set_online(False)
            link.publish(self._topics.status, self._status("offline", _now_ms()), retain=True)
            await link.close()

    async def _use(self, link: Link) -> LinkTrouble:
        link.subscribe([self._topics.log_ack, self._topics.command])
        link.publish(self._topics.status, self._status("online", _now_ms()), retain=True)
        self._set_online(True)
        await _first_to_end(
            [
                self._inbox.receive(link.inbound),
                self._outbox.send(link),
                self._states.publish(link),
                self._send_telemetry(link),
                self._send_answers(link),
            ],
            link.closed,
        )
        return link.closed.result()

    async def _send_telemetry(self, link: Link) -> None:
        while True:
            link.publish(self._topics.telemetry, _encode(self._telemetry()), qos=0)
            await asyncio.sleep(self._settings.telemetry_s)

    async def _send_answers(self, link: Link) -> None:
        while True:
            reply = await self._inbox.replies.get()
            link.reply(self._topics.command_ack, _encode(reply.answer), reply.correlation)

    def _acknowledged(self, ack: LogAck) -> None:
        if self._outbox.acknowledged(ack) and ack.seq > self._before_this_life:
            self._on_hall_clock(ack.hall_at_ms)

    def _set_online(self, online: bool) -> None:
        self.online = online
        self._on_online(online)

    def _will(self) -> Will:
        return Will(self._topics.status, self._status("offline", since_ms=0))

    def _status(self, word: str, since_ms: int) -> bytes:
        settings = self._settings
        return _encode(Status(s=word, boot=settings.boot, version=settings.version, since_ms=since_ms))


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


async def _first_to_end(jobs: list[Coroutine[Any, Any, None]], other: "asyncio.Future[Any]") -> None:
    """Run ``jobs`` until ``other`` is done or one of them fails; a failure is a bug and is raised."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        done, _ = await asyncio.wait([*tasks, other], return_when=asyncio.FIRST_COMPLETED)
        for ended in done:
            ended.result()
    finally:
        for task in tasks:
            await _cancelled(task)


async def _cancelled(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.wait((task,))
