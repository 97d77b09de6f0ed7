"""The rule behind each cause and what a person does about it, as a careful clerk would say it. English is fuzzy."""

from collections.abc import Mapping

from intake.gap import Cause, Gap, Part
from intake.said import Said

_FORM = "申请表应当填写完整、真实"
_FORM_EN = "The form must be complete and true"
_CHECK = "证件号码应当与证件一致"
_CHECK_EN = "The number must be that of the document"
_LEGAL = "申请材料应当齐全、符合法定形式"
_LEGAL_EN = "Materials must be complete and in the legal form"
_CLEAR = "材料影像应当完整、清晰、可辨认"
_CLEAR_EN = "Pictures of materials must be whole, sharp and legible"

TEXTS: dict[Cause, tuple[Said, Said]] = {
    Cause.UNANSWERED: (
        Said("受理条件应当逐项确认", "Every condition must be answered"),
        Said("请回答“{name}”", "Please answer “{name}”"),
    ),
    Cause.EMPTY: (Said(_FORM, _FORM_EN), Said("请填写“{name}”", "Please fill in “{name}”")),
    Cause.TOO_LONG: (
        Said("“{name}”最多 {most} 个字", "“{name}” has at most {most} characters"),
        Said("请缩短“{name}”的内容", "Please shorten “{name}”"),
    ),
    Cause.CHARACTER: (
        Said("“{name}”含有不能使用的字符", "“{name}” holds characters that cannot be used"),
        Said("请对照证件重新填写“{name}”", "Please fill in “{name}” again from the document"),
    ),
    Cause.NO_NUMBER: (
        Said("“{name}”应当填写整数", "“{name}” must be a whole number"),
        Said("请用数字重新填写“{name}”", "Please fill in “{name}” again in digits"),
    ),
    Cause.OUT_OF_RANGE: (
        Said("“{name}”应当在 {least} 至 {most} 之间", "“{name}” must be from {least} to {most}"),
        Said("请核对并更正“{name}”", "Please check and correct “{name}”"),
    ),
    Cause.NO_DATE: (
        Said("“{name}”应当是存在的日期", "“{name}” must be a date that exists"),
        Said("请按年、月、日重新填写“{name}”", "Please fill in “{name}” again as year, month, day"),
    ),
    Cause.TOO_EARLY: (
        Said("“{name}”不得早于{bound}", "“{name}” must not be before {bound}"),
        Said("请核对并更正“{name}”", "Please check and correct “{name}”"),
    ),
    Cause.TOO_LATE: (
        Said("“{name}”不得晚于{bound}", "“{name}” must not be after {bound}"),
        Said("请核对并更正“{name}”", "Please check and correct “{name}”"),
    ),
    Cause.NO_CHOICE: (
        Said("“{name}”应当从所列选项中选择", "“{name}” must be one of the choices shown"),
        Said("请重新选择“{name}”", "Please choose “{name}” again"),
    ),
    Cause.NUMBER_LENGTH: (
        Said(_CHECK, _CHECK_EN),
        Said("“{name}”位数不对，请对照证件逐位核对", "“{name}” has a wrong number of digits; please compare"),
    ),
    Cause.NUMBER_DATE: (
        Said(_CHECK, _CHECK_EN),
        Said("“{name}”中的出生日期不对，请对照证件核对", "The birth date in “{name}” is wrong; please compare"),
    ),
    Cause.NUMBER_CHECK: (
        Said(_CHECK, _CHECK_EN),
        Said("“{name}”校验不通过，可能输错一位，请逐位核对", "“{name}” does not check; please compare each digit"),
    ),
    Cause.MISSING: (
        Said(_LEGAL, _LEGAL_EN),
        Said(
            "请提交“{name}”（{counts}）",
            "Please hand in “{name}” ({counts})",
        ),
    ),
    Cause.FEW_ORIGINALS: (
        Said("“{name}”需原件 {need} 份", "“{name}” needs {need} original(s)"),
        Said("现有 {have} 份，请补交原件 {more} 份", "{have} came; please bring {more} more original(s)"),
    ),
    Cause.FEW_COPIES: (
        Said("“{name}”需复印件 {need} 份", "“{name}” needs {need} copy(ies)"),
        Said("现有 {have} 份，请补交复印件 {more} 份", "{have} came; please bring {more} more copy(ies)"),
    ),
    Cause.NO_PAGES: (
        Said(_CLEAR, _CLEAR_EN),
        Said("请把“{name}”逐页放在摄像头下拍摄", "Please lay every page of “{name}” under the camera"),
    ),
    Cause.MANY_PAGES: (
        Said("“{name}”最多 {most} 页", "“{name}” has at most {most} pages"),
        Said("请删去多拍的页面", "Please remove the pages that do not belong to it"),
    ),
    Cause.ISSUE_DATE_MISSING: (
        Said("“{name}”自出具之日起 {days} 日内有效", "“{name}” is valid for {days} days from its date"),
        Said("请填写“{name}”上的出具日期", "Please fill in the date that stands on “{name}”"),
    ),
    Cause.ISSUE_DATE_AHEAD: (
        Said("出具日期不得晚于今天", "The date of issue cannot be after today"),
        Said("请核对“{name}”上的出具日期", "Please check the date that stands on “{name}”"),
    ),
    Cause.EXPIRED: (
        Said("“{name}”自出具之日起 {days} 日内有效", "“{name}” is valid for {days} days from its date"),
        Said("该材料已于{until}到期，请到{issuer}重新开具", "It ended on {until}; please get a new one"),
    ),
    Cause.NOT_IN_ORDER: (
        Said(_LEGAL, _LEGAL_EN),
        Said("请按要求更正或者更换“{name}”", "Please correct or replace “{name}” as asked"),
    ),
    Cause.PAGE_BLURRED: (
        Said(_CLEAR, _CLEAR_EN),
        Said("第 {page} 页模糊，请把纸放平，拿开手后重拍", "Page {page} is blurred; please take it again"),
    ),
    Cause.PAGE_DARK: (
        Said(_CLEAR, _CLEAR_EN),
        Said(
            "第 {page} 页太暗，请移开遮光的物品后重拍",
            "Page {page} is too dark; please take it again",
        ),
    ),
    Cause.PAGE_GLARE: (
        Said(_CLEAR, _CLEAR_EN),
        Said("第 {page} 页反光，请转动纸张或取下封套重拍", "Page {page} glares; turn it or take its cover off"),
    ),
    Cause.PAGE_CUT_OFF: (
        Said(_CLEAR, _CLEAR_EN),
        Said(
            "第 {page} 页没有拍全，请让四角都在框内重拍",
            "Page {page} is cut off; keep all corners in view",
        ),
    ),
    Cause.PAGE_SMALL: (
        Said(_CLEAR, _CLEAR_EN),
        Said("第 {page} 页太小，请靠近镜头放平后重拍", "Page {page} is too small; please move it closer"),
    ),
    Cause.PAGE_TWICE: (
        Said("同一页只需拍摄一次", "Each page is taken once"),
        Said("第 {page} 页与前面的页面重复，请删去，并检查是否漏拍", "Page {page} is there already; please remove it"),
    ),
}
"""Cause to rule and remedy. What fails a condition says so itself, in the catalogue."""

_PERHAPS = Said("（视您对其他问题的回答而定）", " (depending on your other answers)")


def gap(part: Part, key: str, name: Said, cause: Cause, words: Mapping[str, object], *, perhaps: bool = False) -> Gap:
    """A gap told in words. ``words`` fill the texts of the cause; ``page`` among them is the page."""
    rule, remedy = (text.filled(name=name, **words) for text in TEXTS[cause])
    if perhaps:
        remedy = Said(remedy.zh + _PERHAPS.zh, remedy.en + _PERHAPS.en)
    page = words.get("page")
    return Gap(part, key, name, cause, rule, remedy, page if isinstance(page, int) else 0, perhaps)
