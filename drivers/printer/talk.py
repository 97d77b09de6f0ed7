"""One conversation with the printer: questions asked one by one, and answers told from noise."""

import asyncio

from drivers.byte_port import BytePort
from drivers.printer.state import (
    ASKED,
    PrinterState,
    is_end_of_job,
    is_flow_control,
    is_status,
    question,
    state_of,
)
from drivers.trouble import Cause, Trouble


class Talk:
    """``job_over`` turns true when the printer says that it has worked through all it was sent."""

    def __init__(self, port: BytePort, reply_s: float) -> None:
        self.job_over = False
        self._port = port
        self._reply_s = reply_s
        self._noise = 0

    async def state(self) -> PrinterState | Trouble:
        """Ask everything. Nothing but noise is trouble. :raises OSError: the port is gone."""
        self._noise = 0
        answers: dict[int, int] = {}
        for number in ASKED if not self._port.mute else ():
            await self._port.write(question(number), self._reply_s)
            answer = await self._answer()
            if answer is not None:
                answers[number] = answer
        if self._noise and not answers:
            return Trouble("printer", Cause.GARBLED, f"{self._noise} bytes that are no answer")
        return state_of(answers)

    async def listen(self, limit_s: float) -> None:
        """Take what comes first. :raises OSError: the port is gone."""
        self._heard(await self._port.read(limit_s))

    async def _answer(self) -> int | None:
        loop = asyncio.get_running_loop()
        until_s = loop.time() + self._reply_s
        while (left_s := until_s - loop.time()) > 0:
            data = await self._port.read(left_s)
            if (answer := self._heard(data)) is not None:
                return answer
            if not data:
                break
        return None

    def _heard(self, data: bytes) -> int | None:
        """The last answer among ``data``."""
        answer = None
        for byte in data:
            if is_status(byte):
                answer = byte
            elif is_end_of_job(byte):
                self.job_over = True
            elif not is_flow_control(byte):
                self._noise += 1
        return answer
