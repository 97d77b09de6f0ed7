"""The catalogue the examples are of: the one in ``config/catalogue``."""

from datetime import date
from functools import cache
from pathlib import Path

from intake.catalogue.load import Catalogue, load_catalogue
from intake.catalogue.readings import read_table
from intake.catalogue.search import index
from intake.clock.calendar import Calendar
from intake.notices.notice import Office
from intake.said import Said
from kiosk.flows.catalogue import CatalogueInUse

TODAY = date(2026, 11, 23)
OFFICE = Office(
    name=Said("二连浩特市政务服务局", "Erenhot Government Service Office"),
    short="二政服",
    address="二连浩特市政务服务大厅",
    phone="0479-12345",
    complaints="12345",
    review_body="二连浩特市人民政府",
    court="二连浩特市人民法院",
)
FOLDER = Path(__file__).parents[2] / "config" / "catalogue"


@cache
def catalogue_in_use() -> CatalogueInUse:
    """As a kiosk would hold it on :data:`TODAY`."""
    catalogue = load_catalogue({file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.toml")})
    if not isinstance(catalogue, Catalogue):
        raise TypeError(str(catalogue))
    readings = read_table((FOLDER / "pinyin.txt").read_text(encoding="utf-8"))
    found = index(catalogue, catalogue.in_force(TODAY).values(), readings)
    return CatalogueInUse("example", catalogue, found, Calendar(), OFFICE, TODAY)
