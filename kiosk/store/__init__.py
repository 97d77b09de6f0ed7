"""What the kiosk keeps on its disk: numbers given, sealed submissions, sealed drafts. The only room with SQLite."""

from kiosk.store.books import Books, StoreTrouble
from kiosk.store.drafts import Drafts
from kiosk.store.numbers import Numbers, Wanted
from kiosk.store.store import Store, open_store
from kiosk.store.submissions import Kept, Submissions, Waiting

__all__ = [
    "Books",
    "Drafts",
    "Kept",
    "Numbers",
    "Store",
    "StoreTrouble",
    "Submissions",
    "Waiting",
    "Wanted",
    "open_store",
]
