"""The words around a notice on a phone. What the notice itself says is of ``intake.notices``."""

LANGUAGES = {"zh": "中文", "en": "English"}
UNREVIEWED = frozenset({"en"})

TEXTS: dict[str, dict[str, str]] = {
    "title": {"zh": "查看通知书", "en": "Read your notice"},
    "who": {
        "zh": "请输入手机号码的后 4 位，或者证件号码的后 4 位。",
        "en": "Please type the last 4 of your mobile number, or of your identity number.",
    },
    "whose": {
        "zh": "申请人或者代办人的都可以。",
        "en": "Those of the applicant, or of who acts for them.",
    },
    "last": {"zh": "后 4 位", "en": "Last 4"},
    "go": {"zh": "查看", "en": "Read"},
    "wrong": {
        "zh": "号码不对，请核对后再输入一次。",
        "en": "Not right. Please look again and type it once more.",
    },
    "wait": {
        "zh": "输错次数太多，请 {minutes} 分钟后再试。",
        "en": "Too many wrong tries. Please try again in {minutes} minute(s).",
    },
    "lost": {"zh": "没有找到通知书", "en": "No notice here"},
    "lost_more": {
        "zh": "链接可能不完整。请点开短信里的整条链接，或者带身份证到任意自助终端查询。",
        "en": "The link may be cut. Please open the whole link of the SMS, or ask at any kiosk with your card.",
    },
    "case": {"zh": "办件编号", "en": "Case"},
    "until": {"zh": "最晚", "en": "By"},
    "rule": {"zh": "依据：", "en": "Rule: "},
    "remedy": {"zh": "办法：", "en": "What to do: "},
    "pdf": {"zh": "打开 PDF（可以保存、打印）", "en": "Open as PDF (to keep or print)"},
    "scan": {
        "zh": "到任意自助终端，让机器扫这个二维码，可以继续办理、查询或者打印。",
        "en": "At any kiosk, show this code to the scanner to go on, ask, or print.",
    },
    "closes": {
        "zh": "为保护您的信息，半小时后需要重新输入号码。",
        "en": "To protect you, the number is asked again after half an hour.",
    },
    "unreviewed": {
        "zh": "",
        "en": "Nobody fluent has reviewed this translation yet. 以中文为准。",
    },
}
