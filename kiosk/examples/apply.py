"""From the wish to the filled form: each screen as a person would meet it, mistakes and troubles too."""

from dataclasses import replace
from datetime import date

from intake.catalogue.changes import Change
from intake.catalogue.item import Item
from intake.gap import Cause
from intake.identity.checked import SAID, Trouble
from intake.remedies import gap
from intake.review.application import Agent
from intake.said import Said
from kiosk.examples.catalogue import TODAY, catalogue_in_use
from kiosk.examples.moment import NOW_MS
from kiosk.flows.apply import states
from kiosk.flows.apply.entry import Entry
from kiosk.flows.apply.guide import leaves
from kiosk.flows.inputs import CameraSaw, Paper, Sight, Unread
from kiosk.flows.model import Model
from kiosk.flows.states import Home, OutOfService, Screen
from kiosk.flows.visit import Card, Visit

VISIT = "0123456789abcdef0123456789abcdef"
SHOP = "SC-SP-01"
MARRIAGE = "MZ-HY-01"
RELIEF = "MZ-SH-02"
CARD = Card("乌云", "152501196503121224", date(1965, 3, 12), "内蒙古自治区二连浩特市前进路3号", date(2036, 3, 12))
MATE = Agent(name="巴特尔", number="152501199008153215", mobile="13900139000")
SLIP = "ED1:0123456789abcdef0123456789abcdef:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRST"

_ZONE = "P<MNGBATBAYAR<<DORJ<<<<<<<<<<<<<<<<<<<<<<<<<E123456782MNG6503123M3103119<<<<<<<<<<<<<<<4"
_LYING = ((0.36, 0.2), (0.65, 0.22), (0.64, 0.92), (0.35, 0.9))
_RARE = ("乂", "佁", "勚", "嫕", "宧", "祎")
_PICKS = ("乌云", "无云", "五云", "雾云", "乌", "无", "五")


def examples(visitor: Model) -> dict[str, Model]:
    """Every screen of this room by name; ``visitor`` stands at home."""
    person = applicant(visitor)
    shown = {name: replace(person, screen=screen) for name, screen in (_finding() | _naming() | _leaving()).items()}
    return shown | _home(visitor) | _forms(visitor) | _special(visitor) | _expired(person)


def applicant(visitor: Model, code: str = SHOP) -> Model:
    """Somebody who has chosen the item ``code`` and said who they are, on a machine that applies."""
    visit = Visit(
        id=VISIT,
        item=item_of(code),
        consent=1,
        name=CARD.name,
        number=CARD.number,
        mobile="13800138000",
        card=CARD,
    )
    fitted = frozenset({"printer", "id_reader", "camera"})
    place = replace(visitor.place, applies=True, fitted=fitted)
    return replace(visitor, place=place, catalogue=catalogue_in_use(), hall_up=True, visit=visit)


def _expired(person: Model) -> dict[str, Model]:
    """A foreigner whose passport has run out, and somebody who acts for them."""
    old = replace(CARD, name="BATBAYAR DORJ", number="E12345678", valid_to=date(2026, 11, 1))
    told = Visit(id=VISIT, item=item_of("GA-CRJ-03"), kind="foreigner", name=old.name, number=old.number, card=old)
    visit = replace(told, mobile="13800138000", agent=MATE)
    return {"identified-expired": replace(person, visit=visit, screen=states.Identified())}


def item_of(code: str) -> Item:
    """An item of the example catalogue."""
    return catalogue_in_use().catalogue.in_force(TODAY)[code]


def _home(visitor: Model) -> dict[str, Model]:
    home = replace(applicant(visitor), visit=None, screen=Home())
    news = tuple(Change("changed", item_of(code)) for code in (SHOP, MARRIAGE, RELIEF, "GA-HJ-01"))
    told = replace(home, news=news, news_until_ms=NOW_MS + 1)
    return {
        "home-applying": home,
        "home-collecting": replace(home, place=replace(home.place, applies=False)),
        "home-news": told,
        "home-no_cabinet": replace(home, linked=False, cabinet=None),
        "home-loading": replace(home, catalogue=None),
        "out_of_service-applying": replace(home, linked=False, cabinet=None, screen=OutOfService()),
        "leave-no_hall": replace(applicant(visitor), hall_up=False, screen=states.Leave(states.Form())),
        "guide-news": replace(told, screen=states.Guide(item_of(MARRIAGE), states.Find())),
        "find-news": replace(told, screen=states.Find()),
        "find-no_catalogue": replace(home, catalogue=None, screen=states.Find()),
    }


def _finding() -> dict[str, Screen]:
    item = item_of("GA-HJ-01")
    find = states.Find()
    guides = {
        f"guide-{number}-{leaf.part}": states.Guide(item, find, number) for number, leaf in enumerate(leaves(item))
    }
    return {
        "find": find,
        "find-theme": states.Find(by="theme"),
        "find-department": states.Find(by="department"),
        "find-shelf": states.Find(by="theme", shelf="family"),
        "find-life_event": states.Find(by="life_event", guides=True),
        "find-search": states.Find(by="search"),
        "find-search-typed": states.Find(by="search", entry=_searched("jieh", "结婚", "结合", "接", "节", "界", "杰")),
        "find-search-nothing": states.Find(by="search", entry=Entry(letters="qqqq")),
        "guide": states.Guide(item_of(SHOP), states.Find(guides=True)),
        **guides,
        "guide-joint": states.Guide(item_of("SC-CY-01"), find, len(leaves(item_of("SC-CY-01"))) - 1),
        "sample": states.Sample(states.Guide(item, find), _with_sample(item)),
        "consent": states.Consent(states.Guide(item, find)),
    }


def _searched(letters: str, *candidates: str) -> Entry:
    return Entry(letters=letters, candidates=candidates, takes=(len(letters),) * len(candidates))


def _with_sample(item: Item) -> str:
    return next((one.key for one in item.material if one.sample), item.material[0].key)


def _passports() -> dict[str, Screen]:
    """Under the camera, and what it read."""
    laid: dict[str, Screen] = {
        f"lay_passport-{sight}": states.LayPassport(
            "foreigner", CameraSaw(sight, () if sight is Sight.NO_PAGE else _LYING)
        )
        for sight in Sight
        if sight is not Sight.SAME_PAGE
    }
    name = Entry(text="BATBAYAR DORJ", board="abc", capitals=True)
    return laid | {
        "detail-zone-read": states.Detail("foreigner", "mrz", Entry(text=_ZONE), read=True),
        "detail-name-read": states.Detail("foreigner", "name", name, read=True),
    }


def _naming() -> dict[str, Screen]:
    detail = states.Detail
    picking = Entry(text="那仁", letters="wuyun", candidates=_PICKS, takes=(5, 5, 5, 5, 2, 2, 2))
    troubles = {f"lay_card-{why}": states.LayCard("self", trouble=why) for why in Unread}
    return {
        **_passports(),
        "who": states.Who(),
        "lay_card": states.LayCard("self"),
        "lay_card-other": states.LayCard("for_person"),
        "lay_card-agent": states.LayCard("for_person", "agent", same=True),
        **troubles,
        "card_seen": states.CardSeen("self", "applicant", CARD),
        "card_seen-expired": states.CardSeen("self", "applicant", replace(CARD, valid_to=date(2026, 11, 1))),
        "detail": detail("self", "name"),
        "detail-completes": detail("self", "name", Entry(text="阿卜杜拉·买买提艾力·阿卜杜热"), completes=True),
        "detail-typing": detail("self", "name", picking),
        "detail-page": detail("self", "name", replace(picking, page=1)),
        "detail-rare": detail("self", "name", Entry(text="赵", rare=True)),
        "detail-rare-typing": detail("self", "name", Entry(text="赵", letters="yi", candidates=_RARE, rare=True)),
        "detail-character": detail("self", "name", Entry(text="赵", letters="u20bb7", candidates=("𠮷",), takes=(6,))),
        "detail-character-begun": detail("self", "name", Entry(text="赵", letters="u2")),
        "detail-agent": detail("for_foreigner", "agent.number", Entry(text="1525")),
        "detail-agent-passport": detail("for_foreigner", "agent.passport", Entry(text="E1234")),
        "detail-abc": detail("foreigner", "name", Entry(text="BATBAYAR DORJ", board="abc", capitals=True)),
        "detail-signs": detail("for_company", "name", Entry(text="二连浩特市草原口岸贸易有限公司", board="signs")),
        "detail-number": detail("self", "number", Entry(text="1525011965031")),
        "detail-wrong": detail("self", "number", Entry(text="152501196503121222"), SAID[Trouble.CHECK_DIGIT]),
        "detail-mobile": detail("for_person", "mobile", Entry(text="1380013")),
        "detail-code": detail("head", "number", Entry(text="91152501MA0N"), SAID[Trouble.LENGTH]),
        "detail-passport": detail("foreigner", "number", Entry(text="E1234")),
        "detail-zone": detail("foreigner", "mrz", Entry(text="P<MNGBATBAYAR<<DORJ<<<<<<<<<<<<<<<<<<<<<<<<<<E12345")),
        "identified": states.Identified(),
    }


def _forms(visitor: Model) -> dict[str, Model]:
    shop, pair, relief = (applicant(visitor, code) for code in (SHOP, MARRIAGE, RELIEF))
    begun = _answering(pair, of_age="yes", unmarried="yes", partner_name="其其格", partner_abroad="no")
    done = _answering(begun, partner_number="152501199008153215")
    asked = states.Question
    return {
        "question-condition": replace(shop, screen=asked("licensed")),
        "question-choice": replace(_answering(relief, cause="accident"), screen=asked("cause")),
        "question-date": replace(relief, screen=asked("happened_on", Entry(text="202611"))),
        "question-date-wrong": replace(relief, screen=asked("happened_on", Entry(text="20260231"), _no_date())),
        "question-number": replace(shop, screen=asked("area", Entry(text="86"))),
        "question-name": replace(begun, screen=asked("partner_name", _spelt())),
        "question-entered": replace(done, screen=asked("partner_number", alone=True)),
        "question-text": replace(applicant(visitor, "MZ-YL-01"), screen=asked("bank", _account(), alone=True)),
        "not_open": replace(_answering(shop, licensed="no"), screen=states.NotOpen("licensed")),
        "form": replace(done, screen=states.Form()),
        "form-told": replace(begun, screen=states.Form(page=1, told=True)),
        "form-people": replace(_reopened(shop), screen=states.Form()),
        "form-empty": replace(shop, screen=states.Form(told=True)),
    }


def _answering(model: Model, **answers: str) -> Model:
    if model.visit is None:
        return model
    return replace(model, visit=replace(model.visit, answers=model.visit.answers | answers))


def _reopened(model: Model) -> Model:
    """A case taken up again: a number of the applicant's and a field are open."""
    if model.visit is None:
        return model
    open_ = frozenset({("applicant", "mobile"), ("field", "area")})
    before = model.visit.application()
    return replace(model, visit=replace(model.visit, reason="correction", case="E261123", reopened=before, open=open_))


def _no_date() -> Said:
    return gap("field", "happened_on", Said("发生日期"), Cause.NO_DATE, {}).remedy


def _spelt() -> Entry:
    return Entry(letters="qiqi", candidates=("其其", "奇奇"))


def _account() -> Entry:
    return Entry(text="6228480402564890018", board="signs")


def _leaving() -> dict[str, Screen]:
    form = states.Form()
    return {
        "leave": states.Leave(form),
        "keeping": states.Keeping(form),
        "kept": states.Kept(form, SLIP, Paper.PRINTED, date(2026, 12, 23)),
        "kept-sent": states.Kept(form, SLIP, Paper.SENT, date(2026, 12, 23)),
        "kept-no_paper": states.Kept(form, SLIP, Paper.OUT, date(2026, 12, 23)),
        "kept-here": states.Kept(form, SLIP, Paper.PRINTED, date(2026, 12, 23), anywhere=False),
        "kept-here-sent": states.Kept(form, SLIP, Paper.SENT, date(2026, 12, 23), anywhere=False),
        "kept-not": states.Kept(form),
    }


def _special(visitor: Model) -> dict[str, Model]:
    person = applicant(visitor)
    acted = NOW_MS - (states.Form.idle_s_min - 9) * 1000
    with_agent = replace(person, visit=replace(person.visit, agent=MATE)) if person.visit else person
    return {
        "still_here": replace(person, screen=states.Form(), acted_ms=acted),
        "identified-agent": replace(with_agent, screen=states.Identified()),
        "identified-company": replace(_company(with_agent), screen=states.Identified()),
        "who-foreigner": replace(applicant(visitor, "GA-CRJ-03"), screen=states.Who()),
    }


def _company(model: Model) -> Model:
    if model.visit is None:
        return model
    company = replace(model.visit, kind="company", name="二连浩特市草原口岸贸易有限公司", number="91152501MA0N12345X")
    return replace(model, visit=replace(company, mobile=MATE.mobile))
