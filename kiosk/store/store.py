"""The store of one kiosk, opened."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from kiosk.store.books import BYTES_MAX, Books, StoreTrouble, trouble_of
from kiosk.store.drafts import Drafts
from kiosk.store.submissions import Submissions

FILE = "kiosk.sqlite"


@dataclass(frozen=True, slots=True)
class Store:
    """What the kiosk keeps; ``folder`` is its own, nobody else reads there."""

    folder: Path
    books: Books
    submissions: Submissions
    drafts: Drafts

    def close(self) -> None:
        """Let go of the file."""
        self.books.close()


def open_store(folder: Path, bytes_max: int = BYTES_MAX) -> Store | StoreTrouble:
    """Open or make the store in ``folder``; a file that is damaged is left as it is, for people to look at."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        books = Books(folder / FILE, bytes_max)
    except sqlite3.DatabaseError as error:
        return trouble_of(error)
    except OSError:
        return StoreTrouble.BROKEN
    return Store(folder, books, Submissions(books), Drafts(books))
