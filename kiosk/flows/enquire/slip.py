"""The slip for papers handed in through the locker. No numbered notice: the case's own code leads back to it."""

from intake.notices.notice import Kind, Notice, NoticeNumber, Row
from intake.said import Said
from kiosk.flows.enquire.states import PapersInside
from kiosk.flows.model import Model

TITLE = Said("纸质材料存放凭条", "Slip for papers handed in")
NUMBER = "存放编号 {deposit}　{compartment} 号格口"
ADDRESSEE = "见办件通知书"
OPENING = Said(
    "您已将办理{item}的下列纸质材料放入文件柜，等待工作人员取出核对。",
    "You put the following papers for “{item}” into the cabinet; staff will take them out and check them.",
)
CLOSING = Said(
    "本凭条只证明材料已放入文件柜。工作人员取出后登记交接，扫描下方二维码可以查询进度。",
    "This only shows that papers were put in. Scan the code below to ask progress.",
)


def slip(model: Model, screen: PapersInside) -> Notice | None:
    """As the printer wants it; None while no catalogue says who issues it."""
    if model.catalogue is None:
        return None
    originals, day = screen.originals, model.catalogue.today
    where = {"deposit": screen.deposit or "", "compartment": screen.compartment or ""}
    return Notice(
        number=NoticeNumber(Kind.RECEIPT, day.year, 0),
        title=TITLE,
        written_number=NUMBER.format(**where),
        day=day,
        case=originals.case,
        addressee=ADDRESSEE,
        item=originals.item,
        opening=OPENING.filled(item=originals.item),
        rows=tuple(Row(number, name) for number, name in enumerate(originals.papers, start=1)),
        closing=(CLOSING,),
        signatures=(),
        qr=originals.qr,
        office=model.catalogue.office,
    )
