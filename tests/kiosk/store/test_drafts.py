"""A draft waits for its slip, thirty days, here and at the hall."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.store import Store, StoreTrouble, open_store

TODAY = date(2026, 11, 23)
ONE, OTHER = "1" * 32, "2" * 32


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path)
    assert isinstance(store, Store)
    return store


@pytest.fixture(autouse=True)
def _closed(store: Store) -> object:
    yield
    store.close()


def test_a_draft_is_found_for_thirty_days_and_no_longer(store: Store) -> None:
    last = store.drafts.keep(ONE, b"box", TODAY)

    assert last == TODAY + timedelta(days=30)
    assert store.drafts.box(ONE, TODAY + timedelta(days=30)) == b"box"
    assert store.drafts.box(ONE, TODAY + timedelta(days=31)) is None
    store.drafts.keep(OTHER, b"box", TODAY + timedelta(days=31))
    assert store.drafts.box(ONE, TODAY) is None, "it is gone, not only hidden"


def test_a_draft_is_uploaded_once_and_again_when_it_was_changed(store: Store) -> None:
    store.drafts.keep(ONE, b"first", TODAY)
    assert store.drafts.to_upload() == (ONE, b"first")

    store.drafts.keep(ONE, b"second", TODAY)
    store.drafts.uploaded(ONE, b"first")
    assert store.drafts.to_upload() == (ONE, b"second"), "the hall has the older one only"

    store.drafts.uploaded(ONE, b"second")
    assert store.drafts.to_upload() is None


def test_a_draft_that_was_handed_in_is_gone_here_and_to_be_forgotten_at_the_hall(store: Store) -> None:
    store.drafts.keep(ONE, b"box", TODAY)

    store.drafts.end(ONE, TODAY)

    assert store.drafts.box(ONE, TODAY) is None
    assert store.drafts.to_end() == ONE
    store.drafts.forgotten(ONE)
    assert store.drafts.to_end() is None


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    store = open_store(tmp_path / "small", bytes_max=100_000)
    assert isinstance(store, Store)

    assert store.drafts.keep(ONE, bytes(200_000), TODAY) is StoreTrouble.FULL
    store.close()
