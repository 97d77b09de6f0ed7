"""What can go wrong with a modem, and that the driver says so and gets over it."""

import asyncio
from pathlib import Path

import pytest

from drivers.modem.gsm import ModemState, Sent
from drivers.sim.modem_pdu import report
from drivers.trouble import Cause, Trouble
from tests.drivers.modem.conftest import Desk

PHONE = "13800138000"


async def send_in_vain(desk: Desk) -> Trouble:
    trouble = await desk.modem.send(PHONE, "您的文件已办结")
    assert isinstance(trouble, Trouble)
    return trouble


@pytest.mark.parametrize(
    ("number", "words", "maybe_sent"),
    [
        (38, "network out of order", False),
        (42, "network congested", False),
        (50, "not part of the SIM's plan", False),
        (304, "found the message invalid", False),
        (322, "memory full", False),
        (332, "gave no answer in time", True),
        (999, "meaning unknown", False),
    ],
)
async def test_a_refusal_is_told_in_words(desk: Desk, number: int, words: str, maybe_sent: bool) -> None:
    await desk.ready()
    desk.far.faults.cms_error = number

    trouble = await send_in_vain(desk)

    assert trouble.cause is Cause.REFUSED
    assert words in trouble.detail
    assert trouble.sent is maybe_sent


async def test_after_a_refusal_the_next_text_goes_out(desk: Desk) -> None:
    await desk.ready()
    desk.far.faults.cms_error = 42
    await send_in_vain(desk)
    desk.far.faults.cms_error = None

    assert isinstance(await desk.modem.send(PHONE, "再试"), Sent)


async def test_no_sim_card_is_told_and_noticed_when_it_is_put_in(desk: Desk) -> None:
    desk.far.faults.sim_card = False
    await desk.until(lambda: desk.modem.trouble)
    assert desk.modem.trouble is not None
    assert "no SIM card" in desk.modem.trouble.detail
    assert (await send_in_vain(desk)).sent is False

    desk.far.faults.sim_card = True
    await desk.ready()


async def test_the_network_goes_and_comes(desk: Desk) -> None:
    await desk.ready()
    desk.far.faults.network = False
    await desk.until(lambda: desk.modem.state is ModemState.NOT_REGISTERED)
    assert "not registered" in (await send_in_vain(desk)).detail

    desk.far.faults.network = True
    await desk.ready()


async def test_unplugged_and_plugged_in_again_it_is_found(desk: Desk) -> None:
    await desk.ready()
    desk.far.unplug()
    await desk.until(lambda: desk.modem.state is ModemState.AWAY)
    trouble = await send_in_vain(desk)
    assert trouble.cause is Cause.PORT_GONE
    assert trouble.sent is False

    desk.far.plug()
    await desk.ready()
    assert isinstance(await desk.modem.send(PHONE, "回来了"), Sent)


async def test_a_modem_that_falls_silent_after_taking_a_text_may_have_sent_it(desk: Desk) -> None:
    await desk.ready()
    desk.far.faults.silent_after_message = True

    trouble = await send_in_vain(desk)

    assert trouble.cause is Cause.NO_REPLY
    assert trouble.sent is True
    assert len(desk.far.inbox) == 1
    # Its late answer must not be taken for the next one's: the port is closed and opened again.
    await desk.until(lambda: ModemState.AWAY in desk.states)


async def test_a_silent_modem_is_left_and_found_again(desk: Desk) -> None:
    await desk.ready()
    desk.far.faults.silent = True
    await desk.until(lambda: not desk.modem.registered)
    desk.far.faults.silent = False

    await desk.ready()


async def test_garble_is_no_answer(desk: Desk) -> None:
    await desk.ready()
    desk.far.faults.garbled = True
    await desk.until(lambda: not desk.modem.registered)
    assert desk.modem.trouble is not None
    desk.far.faults.garbled = False

    await desk.ready()


async def test_a_modem_that_started_again_is_set_up_again(desk: Desk) -> None:
    await desk.ready()
    desk.far.restart()
    await desk.until(lambda: not desk.modem.registered)
    await desk.ready()

    await desk.modem.send(PHONE, "在")
    await desk.until(lambda: desk.reports)


async def test_a_report_that_was_only_stored_is_fetched_and_the_memory_emptied(desk: Desk) -> None:
    await desk.ready()
    _, line = report(9, "+8613800138000", 0)
    desk.far.stored()[3] = line
    desk.far.say('+CDSI: "ME",3')

    await desk.until(lambda: desk.reports)
    assert desk.reports[0].reference == 9
    await desk.modem.send(PHONE, "后")
    assert desk.far.stored() == {}


async def test_reports_of_the_night_before_are_read_at_the_start(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "modem")
    _, line = report(77, "+8613800138000", 0x46)
    desk.far.stored()[1] = line
    await desk.far.start()
    await desk.modem.start()
    await desk.ready()

    assert [report.reference for report in desk.reports] == [77]
    assert desk.far.stored() == {}
    await desk.modem.stop()
    await desk.far.stop()


async def test_a_prompt_that_somebody_left_open_is_closed(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "modem")
    await desk.far.start()
    desk.far.ask_for_message(24)
    await desk.modem.start()
    await desk.ready()
    await desk.modem.stop()
    await desk.far.stop()


@pytest.mark.parametrize("noise", [("+CDS: 25", "not hex"), ("+CDSI: zz",), ('+CMTI: "ME",99999',), ("RING",)])
async def test_noise_from_the_modem_is_borne(desk: Desk, noise: tuple[str, ...]) -> None:
    await desk.ready()
    desk.far.say(*noise)

    assert isinstance(await desk.modem.send(PHONE, "好"), Sent)


async def test_stopping_while_a_text_is_under_way_ends_it(desk: Desk) -> None:
    await desk.ready()
    desk.far.faults.silent_after_message = True
    sending = asyncio.create_task(desk.modem.send(PHONE, "停"))
    await desk.until(lambda: desk.far.inbox)
    await desk.modem.stop()

    trouble = await sending
    assert isinstance(trouble, Trouble)
    assert trouble.sent is True


async def test_a_file_that_is_no_port(tmp_path: Path) -> None:
    path = tmp_path / "modem"
    path.write_text("accounts of the year")
    desk = Desk(path)
    await desk.modem.start()

    trouble = await send_in_vain(desk)

    assert trouble.cause is Cause.PORT_GONE
    await desk.modem.stop()
    assert path.read_text() == "accounts of the year"
