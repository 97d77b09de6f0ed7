"""Where somebody stood who asks for help: the kiosk's screens as staff say it. Every screen is here (tested)."""

from hall.dashboard.words import LANGUAGES

PLACES: dict[tuple[str, str], str] = {
    ("在首页", "at home"): "starting home",
    ("终端暂停服务", "out of service"): "out_of_service sorry",
    ("在取件", "collecting"): "collect collect_which paused",
    ("在柜门前", "at a door"): "opening door_open door_stuck door_shut thank_you wrong_document",
    ("工作人员在操作", "staff at work"): (
        "staff_login staff_menu deposit_case deposit_phone deposit_size deposit_list unfinished take_back compartments"
        " alarms differences contents_check installation prove_door prove_watch prove_ask prove_shut hand_over"
    ),
    ("在找事项、看指南", "looking for an item"): "find guide sample consent",
    ("在填申请人信息", "saying who applies"): "who lay_card card_seen lay_passport detail identified",
    ("在填申请表", "filling in the form"): "form question not_open",
    ("在准备材料", "at the papers"): "papers one_paper issued_on page_preview",
    ("在摄像头下拍材料", "at the camera"): "camera",
    ("在用手机拍材料", "with pictures from a phone"): "from_phone",
    ("在核对申请", "checking the application"): "review",
    ("在看承诺书、签名", "at the promise"): "commitment sign",
    ("在选怎么领结果", "choosing how the result comes"): "delivery post_address",
    ("在提交、看通知书", "handing in"): "handing_in handed_in read_notice goodbye",
    ("在保存、离开", "keeping a draft"): "leave keeping kept",
    ("在查办件", "asking about cases"): "enquire ask_person cases case prove_number",
    ("在补打通知书", "printing a notice again"): "print_which",
    ("在评价", "rating"): "rate rated",
    ("在交纸质原件", "handing originals in"): "hand_in_size papers_inside",
}
"""What is said, Chinese and English, for the screens that are named."""

SCREENS: dict[str, tuple[str, str]] = {name: said for said, names in PLACES.items() for name in names.split()}


def screen_word(screen: str, language: str) -> str:
    """The screen in words; its name when a newer kiosk has one we do not know."""
    said = SCREENS.get(screen)
    return said[LANGUAGES.index(language)] if said else screen[:60]
