"""What a driver says, as a person at the kiosk hears it."""

from datetime import date

import pytest

from drivers.id_reader.card import CardKind, IdCard
from drivers.printer.state import PaperLeft, PrinterState
from drivers.trouble import Cause, Trouble
from kiosk.flows.inputs import CardRead, Paper, ReaderTrouble, Unread
from kiosk.wiring import paper_of, read_card

PORT_GONE = Trouble("printer", Cause.PORT_GONE)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (PrinterState(PaperLeft.OUT), Paper.OUT),
        (PrinterState(PaperLeft.OUT, cover_open=True), Paper.OUT),
        (PrinterState(PaperLeft.OK, cover_open=True), Paper.COVER_OPEN),
        (PrinterState(PaperLeft.OK, jammed=True), Paper.JAMMED),
        (PrinterState(PaperLeft.OK, offline=True), Paper.JAMMED),
        (PrinterState(), Paper.SENT),
        (PORT_GONE, Paper.NO_PRINTER),
        (Trouble("printer", Cause.PORT_GONE, sent=True), Paper.JAMMED),
    ],
)
def test_what_became_of_a_print(said: PrinterState | Trouble, heard: Paper) -> None:
    assert paper_of(said) is heard


def test_a_card_is_heard_without_its_photo_and_never_in_a_log() -> None:
    card = IdCard(CardKind.RESIDENT, "乌云", "152501196503121222", 2, "02", date(1965, 3, 12), "前进路1号")

    heard = read_card(card, laid_now=True)

    assert isinstance(heard, CardRead)
    assert (heard.card.name, heard.card.number, heard.card.birth) == (card.name, card.number, card.birth)
    assert (heard.card.sex, heard.card.nation) == ("female", "蒙古族")
    assert heard.laid_now
    assert "乌云" not in repr(heard)


def test_a_card_of_another_kind_is_only_told_to_be_one() -> None:
    assert read_card(IdCard(CardKind.UNSUPPORTED), laid_now=True) == ReaderTrouble(Unread.UNKNOWN_CARD)
