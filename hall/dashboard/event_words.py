"""Every event of the contract in a sentence, Chinese and English. A kind without one is a failing test.

In braces stand the event's own fields; the closed sets among them are put in words by :data:`VALUES`.
"""

from collections.abc import Mapping

import msgspec

from hall.dashboard.refusal_words import refusal_word
from hall.dashboard.words import LANGUAGES, word

SENTENCES: dict[str, tuple[str, str]] = {
    "lockerd_started": ("柜控程序启动，版本 {version}", "Cabinet program started, version {version}"),
    "clock_jumped": ("系统时钟跳变 {delta_ms} 毫秒", "The clock jumped by {delta_ms} ms"),
    "board_fell_silent": ("锁控板 {board} 无响应（{cause}）", "Lock board {board} fell silent ({cause})"),
    "board_answered": ("锁控板 {board} 恢复响应", "Lock board {board} answers again"),
    "alarm_raised": ("告警：{alarm} {subject}", "Alarm: {alarm} {subject}"),
    "alarm_cleared": ("告警消除：{alarm} {subject}", "Alarm over: {alarm} {subject}"),
    "ledger_restored": (
        "终端账本已从副本还原（{source}）；全部格口须逐一检查",
        "The ledger was restored from a copy ({source}): every compartment wants a look",
    ),
    "door_seen": ("{compartment} 柜门状态：{door}", "{compartment}: door seen {door}"),
    "door_ordered": ("{compartment} 下令开门（{purpose}）", "{compartment}: ordered open ({purpose})"),
    "door_pulsed": ("{compartment} 锁已动作", "{compartment}: lock moved"),
    "door_not_pulsed": ("{compartment} 锁未动作（{cause}）", "{compartment}: lock not moved ({cause})"),
    "door_opened": ("{compartment} 柜门已打开", "{compartment}: door opened"),
    "door_did_not_open": ("{compartment} 柜门没有打开（{outcome}）", "{compartment}: door did not open ({outcome})"),
    "door_closed": ("{compartment} 柜门已关好", "{compartment}: door closed"),
    "door_opened_without_order": ("{compartment} 柜门被擅自打开", "{compartment}: opened without order"),
    "door_order_interrupted": (
        "{compartment} 开门过程中断，现为{door}",
        "{compartment}: order was cut off, door now {door}",
    ),
    "deposit_begun": (
        "开始存入 {deposit}，格口 {compartment}，手机 {phone_masked}，工号 {staff}",
        "Deposit {deposit} begun in {compartment}, phone {phone_masked}, staff {staff}",
    ),
    "deposit_moved": ("{deposit} 改存 {compartment}", "{deposit} moves to {compartment}"),
    "deposit_confirmed": ("{deposit} 已存入 {compartment}", "{deposit} is in {compartment}"),
    "deposit_cancelled": ("{deposit} 取消存放", "{deposit} cancelled"),
    "pickup_begun": ("{deposit} 取件码正确，开始领取", "{deposit}: right code, pickup begun"),
    "pickup_abandoned": ("{deposit} 未领取，继续等待", "{deposit}: pickup abandoned, waits again"),
    "deposit_collected": ("{deposit} 已领取", "{deposit} collected"),
    "document_disputed": ("{deposit} 申请人表示文件不符，已锁定", "{deposit}: not my document, locked"),
    "deposit_overdue": ("{deposit} 超过领取期限", "{deposit} is overdue"),
    "take_back_begun": ("{deposit} 工号 {staff} 开始取回", "{deposit}: staff {staff} takes it back"),
    "take_back_abandoned": ("{deposit} 取回未完成", "{deposit}: taking back abandoned"),
    "deposit_taken_back": ("{deposit} 已由工号 {staff} 取回", "{deposit} taken back by staff {staff}"),
    "code_refused": ("取件码被拒绝（{refusal}）", "A code was refused ({refusal})"),
    "staff_logged_in": ("工号 {staff} 登录", "Staff {staff} logged in"),
    "staff_login_failed": ("工号 {staff} 登录失败", "Staff {staff}: login failed"),
    "service_set": ("{compartment} 设为{service} {why}", "{compartment} set to {service} {why}"),
    "compartment_settled": ("{compartment} 已检查确认，工号 {staff}", "{compartment} checked by staff {staff}"),
    "installation_begun": (
        "工号 {staff} 停止服务，进入安装检查",
        "Staff {staff} stops the service for the installation check",
    ),
    "contents_check_begun": ("工号 {staff} 开始清点格口", "Staff {staff} begins the contents check"),
    "contents_checked": (
        "清点完成：查看 {checked} 个格口，{differences} 处不符，工号 {staff}",
        "Contents check: {checked} looked into, {differences} differ, staff {staff}",
    ),
    "command_taken": ("接受远程命令：{verb}", "Remote command accepted: {verb}"),
}

HANDED_IN = ("申请人开始交材料 {deposit}，格口 {compartment}", "Applicant hands in {deposit} in {compartment}")
"""A deposit nobody of the staff began: an applicant's paper originals."""

BY_CARD = ("{deposit} 已核对身份证，开始领取", "{deposit}: identity card checked, pickup begun")

VALUES: dict[tuple[str, str], tuple[str, str]] = {
    ("source", "export"): ("导出文件", "an export"),
    ("source", "ledger"): ("账本文件", "a ledger"),
    ("door", "closed"): ("关闭", "closed"),
    ("door", "open"): ("打开", "open"),
    ("door", "doubtful"): ("存疑", "doubtful"),
    ("door", "unknown"): ("未知", "unknown"),
    ("purpose", "place"): ("存放", "placing"),
    ("purpose", "pickup"): ("领取", "pickup"),
    ("purpose", "take_back"): ("取回", "taking back"),
    ("purpose", "check"): ("检查", "check"),
    ("purpose", "remote"): ("远程", "remote"),
    ("purpose", "hand_in"): ("交材料", "handing in"),
    ("outcome", "opened"): ("已打开", "opened"),
    ("outcome", "did_not_open"): ("未打开", "did not open"),
    ("outcome", "was_open"): ("原本就开着", "was open already"),
    ("outcome", "sensor_doubtful"): ("传感器存疑", "sensor doubtful"),
    ("outcome", "not_pulsed"): ("锁未动作", "lock not moved"),
    ("outcome", "interrupted"): ("中断", "interrupted"),
    ("service", "in_service"): ("可用", "in service"),
    ("service", "needs_check"): ("待检查", "needs check"),
    ("service", "out_of_service"): ("停用", "out of service"),
    ("verb", "open"): ("远程开门", "open"),
    ("verb", "take_out_of_service"): ("停用格口", "out of service"),
    ("verb", "clear_alarm"): ("消除告警", "alarm dealt with"),
    ("verb", "return_to_service"): ("恢复使用", "back in service"),
}


class _Blank(dict[str, str]):
    """A field that the event does not carry (it has a default) is left out of the sentence."""

    def __missing__(self, _key: str) -> str:
        return ""


def sentence(kind: str, body: str, language: str) -> str:
    """The event in words; of a kind this hall does not know, the kind."""
    place = LANGUAGES.index(language)
    if kind not in SENTENCES:
        return f"{('未知事件', 'Unknown event')[place]}: {kind[:64]}"
    fields = msgspec.json.decode(body, type=dict[str, object])
    pair = _otherwise(kind, fields) or SENTENCES[kind]
    words = _Blank({name: _value(name, str(value), language) for name, value in fields.items()})
    return " ".join(pair[place].format_map(words).split()).replace("()", "").replace("（）", "")


def _otherwise(kind: str, fields: Mapping[str, object]) -> tuple[str, str] | None:
    """What it is called when it did not happen the usual way."""
    if kind == "deposit_begun" and not fields.get("staff"):
        return HANDED_IN
    return BY_CARD if kind == "pickup_begun" and fields.get("card_until_s") else None


def _value(name: str, value: str, language: str) -> str:
    if name == "alarm":
        return word(f"alarm_{value}", language)
    if name == "refusal":
        return refusal_word(value, language)
    pair = VALUES.get((name, value))
    return pair[LANGUAGES.index(language)] if pair else value[:200]
