"""Kiosks' logs and submissions come in by two connections at the same moment: everything once, nothing written over."""

from functools import partial

from hall.cases.models import Case
from hall.cases.receive import receive
from hall.here import machine
from hall.ingest.batch import take
from hall.ingest.chain import Cursor
from hall.ingest.messages import Addresses, Message
from hall.kiosks.models import Event, Kiosk
from hall.sms.models import Sms
from intake.contract.answers import Acknowledged
from tests.hall.case_story import KIOSK_DECIDES, handing_in
from tests.hall.postgres.at_once import READS_ONLY, Lock, together
from tests.hall.story import KioskLog, begun, collected, confirmed
from tests.intake.story import applying, item

NOW_MS = 1_795_100_000_000
EVERY_KIOSK = "SELECT id FROM kiosk FOR UPDATE"


def hears(*messages: Message) -> dict[str, Cursor]:
    """One ingest process takes what arrived."""
    return take(Addresses(machine().kiosk), messages, NOW_MS)


def said(log: KioskLog, *payloads: bytes) -> list[Message]:
    return [Message(log.topics.log, payload, False) for payload in payloads]


def test_two_who_hear_one_kiosk_store_its_log_once(lock: Lock) -> None:
    log = KioskLog()
    messages = said(log, *log.writes_all(begun("k1-7"), confirmed("k1-7"), collected("k1-7")))

    told = lock.holds_up(EVERY_KIOSK, [partial(hears, *messages), partial(hears, *messages)])

    assert told == [{"k1": Cursor(3, log.hash)}] * 2
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
    assert Sms.objects.count() == 1


def test_each_heard_a_part_of_it_and_what_is_held_is_its_beginning(lock: Lock) -> None:
    log = KioskLog()
    messages = said(log, *log.writes_all(begun("k1-7"), confirmed("k1-7"), collected("k1-7"), begun("k1-8")))

    lock.holds_up(EVERY_KIOSK, [partial(hears, *messages[:3]), partial(hears, *messages[1:])])

    held = Kiosk.objects.get(pk="k1").cursor_seq
    assert held in {3, 4}  # whoever was second had either a gap or only something new
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, held + 1))
    assert hears(*messages) == {"k1": Cursor(4, log.hash)}


def test_a_word_about_itself_does_not_take_a_kiosks_log_back(lock: Lock) -> None:
    log = KioskLog()
    entry = said(log, log.writes(begun("k1-7")))
    status = Message(log.topics.status, b'{"s":"online","boot":"b1"}', True)

    lock.holds_up(EVERY_KIOSK, [partial(hears, *entry), partial(hears, status)])

    kiosk = Kiosk.objects.get(pk="k1")
    assert (kiosk.cursor_seq, kiosk.online) == (1, True)


def test_two_who_hear_all_kiosks_never_wait_for_each_other(lock: Lock) -> None:
    one, two = KioskLog("k1"), KioskLog("k2")
    strange = [Message(topic, b"", False) for topic in ("hall/v1/x/y/log", one.topics.status, two.topics.telemetry)]
    for turn in range(15):
        there = said(one, one.writes(begun(f"k1-{turn}"))) + said(two, two.writes(begun(f"k2-{turn}")))
        together([partial(hears, *strange, *there), partial(hears, *reversed(there), *reversed(strange))])

    assert [row.cursor_seq for row in Kiosk.objects.order_by("id")] == [15, 15]


def test_two_kiosks_that_gave_one_number_make_two_cases(lock: Lock) -> None:
    one, pages = handing_in(applying(item(KIOSK_DECIDES)), kiosk="k1")
    two, others = handing_in(applying(item(KIOSK_DECIDES)), kiosk="k2", label="other", case=one.case)

    told = lock.holds_up(
        READS_ONLY.format("cases_case"),
        [partial(receive, one, pages, one.at_ms), partial(receive, two, others, two.at_ms)],
    )

    assert {type(answer) for answer in told} == {Acknowledged}
    assert sorted(case.kiosk for case in Case.objects.all()) == ["k1", "k2"]
    assert sum(bool(case.printed_number) for case in Case.objects.all()) == 1


def test_a_case_that_came_a_moment_before_is_not_written_over(lock: Lock) -> None:
    receive(*handing_in(applying(item(KIOSK_DECIDES)), label="first"), NOW_MS)
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)), kiosk="k2")
    same_number = f"""{{"number": "{submission.case}"}}"""

    (told,) = lock.holds_up(
        READS_ONLY.format("cases_case"),
        [partial(receive, submission, pages, submission.at_ms)],
        f"INSERT INTO cases_case SELECT (jsonb_populate_record(c, '{same_number}')).* FROM cases_case c",
    )

    assert isinstance(told, Acknowledged)
    assert told.renumbered
    assert Case.objects.get(pk=submission.case).kiosk == "k1"


def test_one_submission_by_two_connections_is_one_case(lock: Lock) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    come_in = partial(receive, submission, pages, submission.at_ms)

    first, second = lock.holds_up(READS_ONLY.format("cases_case"), [come_in, come_in])

    assert first == second
    assert Case.objects.count() == 1


def test_many_kiosks_hand_in_at_once(lock: Lock) -> None:
    handed = [handing_in(applying(item(KIOSK_DECIDES)), kiosk=f"k{1 + turn % 2}", label=str(turn)) for turn in range(8)]

    told = together([partial(receive, one, pages, one.at_ms) for one, pages in handed])

    assert {answer.case for answer in told if isinstance(answer, Acknowledged)} == {one.case for one, _ in handed}
