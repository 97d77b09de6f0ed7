"""Every text of the phone page. Chinese is what counts; the Mongolian is unreviewed, and the page says so."""

LANGUAGES = {"zh": "中文", "en": "English", "mn": "Монгол"}
UNREVIEWED = frozenset({"mn"})

TEXTS: dict[str, dict[str, str]] = {
    "title": {
        "zh": "用手机拍材料",
        "en": "Photograph your papers",
        "mn": "Бичиг баримтаа утсаараа авах",
    },
    "for": {
        "zh": "正在拍：{title}",
        "en": "You are sending: {title}",
        "mn": "Илгээж буй баримт: {title}",
    },
    "camera": {"zh": "拍照", "en": "Take a picture", "mn": "Зураг авах"},
    "album": {"zh": "从相册选", "en": "Choose from album", "mn": "Зургийн сангаас сонгох"},
    "send": {"zh": "发送到自助终端", "en": "Send to the kiosk", "mn": "Киоск руу илгээх"},
    "sending": {"zh": "正在发送，请稍候……", "en": "Sending, please wait…", "mn": "Илгээж байна, түр хүлээнэ үү…"},
    "chosen": {
        "zh": "已选 {count} 张，请按“发送到自助终端”。",
        "en": "{count} chosen. Press “Send to the kiosk”.",
        "mn": "{count} зураг сонгосон. “Киоск руу илгээх” товчийг дарна уу.",
    },
    "sent": {
        "zh": "发送成功 {count} 张",
        "en": "{count} sent",
        "mn": "{count} зураг амжилттай илгээгдлээ",
    },
    "look": {
        "zh": "请回到自助终端查看。还有其他页，可以继续拍。",
        "en": "Please look at the kiosk. You may send more pages.",
        "mn": "Киоскоос шалгана уу. Өөр хуудас байвал үргэлжлүүлэн авч болно.",
    },
    "limits": {
        "zh": "每张不超过 20 MB，最多 20 张。请把纸放平、拍全四个角，字要清楚。",
        "en": "At most 20 MB each, at most 20 pictures. Lay the paper flat, show all four corners, and keep it sharp.",
        "mn": "Зураг бүр 20 MB-аас ихгүй, нийт 20-оос олонгүй. Цаасаа тэгш тавьж, дөрвөн буланг бүтэн, тод авна уу.",
    },
    "too_large": {
        "zh": "有照片超过 20 MB，没有发送。请重新拍一张，或把照片改小后再发。",
        "en": "A picture is over 20 MB and was not sent. Please take it again, or make it smaller.",
        "mn": "20 MB-аас том зураг илгээгдсэнгүй. Дахин авах эсвэл багасгаад илгээнэ үү.",
    },
    "too_many_pixels": {
        "zh": "有照片尺寸过大，没有发送。请用普通拍照模式重拍。",
        "en": "A picture has too many pixels and was not sent. Please use the normal mode.",
        "mn": "Хэт том хэмжээтэй зураг илгээгдсэнгүй. Энгийн горимоор дахин авна уу.",
    },
    "too_small": {
        "zh": "有照片太小，看不清字，没有发送。请靠近一些重拍。",
        "en": "A picture is too small to read and was not sent. Please go nearer and take it again.",
        "mn": "Хэт жижиг зураг илгээгдсэнгүй. Ойртож дахин авна уу.",
    },
    "no_picture": {
        "zh": "有文件不是照片，或格式不支持，没有发送。请直接拍照。",
        "en": "A file is not a picture, or of a kind we cannot open, and was not sent. Please take a picture.",
        "mn": "Зураг биш, эсвэл нээх боломжгүй файл илгээгдсэнгүй. Шууд зураг авна уу.",
    },
    "pdf": {
        "zh": "这里不收 PDF 文件，没有发送。请直接给材料拍照。",
        "en": "PDF files are not taken. Please photograph the paper.",
        "mn": "PDF файл хүлээж авахгүй тул илгээгдсэнгүй. Бичиг баримтаа шууд зургаар авна уу.",
    },
    "empty": {
        "zh": "有文件是空的，没有发送。请重新选择照片。",
        "en": "A file is empty and was not sent. Please choose the picture again.",
        "mn": "Хоосон файл илгээгдсэнгүй. Зургаа дахин сонгоно уу.",
    },
    "damaged": {
        "zh": "有照片不完整，没有发送。请再拍一张，或者重新选择。",
        "en": "A picture is not whole and was not sent. Please take or choose it again.",
        "mn": "Бүрэн бус зураг илгээгдсэнгүй. Дахин авах эсвэл сонгоно уу.",
    },
    "too_many": {
        "zh": "已经发满 20 张，其余没有发送。请先在自助终端处理已收到的照片。",
        "en": "20 pictures have been sent; the others were not. Please go on at the kiosk.",
        "mn": "20 зураг хүрсэн тул бусад нь илгээгдсэнгүй. Киоск дээр үргэлжлүүлнэ үү.",
    },
    "broken": {
        "zh": "网络中断，照片没有发完。请再发一次。",
        "en": "The connection broke before everything was sent. Please send it again.",
        "mn": "Холболт тасарч, зураг бүрэн илгээгдсэнгүй. Дахин илгээнэ үү.",
    },
    "none": {
        "zh": "还没有选照片。请先拍照，或从相册选。",
        "en": "No picture was chosen yet. Please take one, or choose from the album.",
        "mn": "Зураг сонгоогүй байна. Эхлээд зураг авах эсвэл сонгоно уу.",
    },
    "privacy": {
        "zh": "照片加密传送，只有您面前的自助终端能打开，取走后即从服务器删除。",
        "en": "Pictures are encrypted; only the kiosk in front of you can open them, and then they are deleted here.",
        "mn": "Зургийг шифрлээд зөвхөн таны урд байгаа киоск руу илгээнэ.",
    },
    "ended": {"zh": "这个页面已经结束", "en": "This page has ended", "mn": "Энэ хуудас дууссан"},
    "ended_more": {
        "zh": "如果还要发照片，请在自助终端上重新打开二维码，再扫一次。",
        "en": "To send more pictures, please open the code on the kiosk again and scan it.",
        "mn": "Дахин зураг илгээх бол киоск дээр кодыг дахин нээж уншуулна уу.",
    },
    "unreviewed": {
        "zh": "",
        "en": "",
        "mn": "Энэ орчуулгыг мэргэжлийн хүн хараахан хянаагүй. 蒙古文译文尚未审校，以中文为准。",
    },
}


def text(key: str, language: str, **words: object) -> str:
    """A text with its places filled."""
    return TEXTS[key][language].format(**words)
