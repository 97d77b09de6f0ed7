"""The sentences of the notices. English stands beside the Chinese and is fuzzy."""

from intake.said import Said

ACCEPTED = Said(
    "您申请办理的{item}，申请材料齐全、符合法定形式，根据《中华人民共和国行政许可法》第三十二条等规定，现予受理。",
    "Your application for “{item}” is complete and in the legal form, and is accepted.",
)
ACCEPTED_BY_TERM = Said(
    "您申请办理的{item}，本机关在收到申请材料后五个工作日内没有告知需要补正的内容。"
    "根据《中华人民共和国行政许可法》第三十二条第四项，自收到申请材料之日（{since}）起即为受理。",
    "Nothing to correct in your application for “{item}” was told within five working days. "
    "It therefore counts as accepted from the day it came ({since}).",
)
CORRECT = Said(
    "您申请办理的{item}，经审查，申请材料不齐全或者不符合法定形式。现将需要补正的全部 {count} 项内容一次告知如下：",
    "Your application for “{item}” is not complete yet. Everything to correct, told once ({count}):",
)
TOLERATED = Said(
    "您申请办理的{item}，主要材料齐全且符合法定形式，次要材料有欠缺。根据您的选择和承诺，现予容缺受理。"
    "请在下列期限前（含当日）补齐以下 {count} 项：",
    "Your application for “{item}” holds all main materials. By your choice and commitment it is accepted now. "
    "Please hand in by the days given ({count}):",
)
PROMISE = Said(
    "本人（单位）申请办理{item}（办件编号 {case}），自愿选择容缺受理，已知晓下列 {count} 项材料的要求，"
    "并承诺所提交材料真实、合法，在期限前（含当日）补齐。",
    "I apply for “{item}” (case {case}), choose tolerated deficiency of my own will, know what is asked below "
    "({count}), state that my materials are true, and will hand in what is missing by the days given.",
)
NOT_ACCEPTED = Said(
    "您申请办理的{item}，经审查，不符合以下 {count} 项受理条件，"
    "根据《中华人民共和国行政许可法》第三十二条等规定，不予受理：",
    "Your application for “{item}” cannot be accepted. Conditions that are not met ({count}):",
)
ENDED = Said(
    "您申请办理的{item}，截至{until}（含当日）没有补齐以下 {count} 项内容，本次办理终止。",
    "Your application for “{item}” has ended: by {until} the following was not handed in ({count}).",
)
RECEIVED = Said(
    "现收到您办理{item}提交的下列 {count} 项材料。本凭证只证明材料已经接收，不代表已经受理。",
    "Materials received for “{item}” ({count}). This is not yet an acceptance.",
)
RECEIVED_FORM = Said(
    "现收到您办理{item}提交的申请信息，没有收到材料。本凭证只证明申请信息已经接收，不代表已经受理。",
    "Your form for “{item}” was received, without materials. This is not yet an acceptance.",
)
LACKING = Said(
    "对照办理要求，目前看到以下 {count} 项还需要补齐或者更正，请您提前准备，最终以窗口审核为准：",
    "Seen so far to be missing or wrong ({count}). Please prepare it; the counter decides:",
)
NOT_MET = Said(
    "按您填写的内容，以下 {count} 项受理条件可能不符合，最终以窗口审核为准：",
    "By what was filled in, these conditions may not be met ({count}); the counter decides:",
)
STILL_OWED = Said("以下 {count} 项还没有补齐，请在期限前（含当日）补交：", "Still owed, by the days given ({count}):")

SUPPLEMENTED = Said(
    "现收到您办理{item}按承诺补交的下列 {count} 项材料。本件已经容缺受理，办理期限不变。",
    "Received for “{item}”, as promised ({count}). The case was accepted already, and its days stay as they were.",
)

SAME_DAY = Said("承诺于当日（{until}）办结。", "It will be decided the same day, {until}.")
PROMISED = Said("承诺于{until}前（含当日）办结。", "It will be decided by {until}.")
CONTINUE = Said(
    "请于{until}前（含当日）补正。可在任意一台自助终端扫描下方二维码继续办理，只需补交以上内容；受理日期以材料补齐之日为准。",
    "Please correct it by {until}. Scan the code below at any kiosk; only the above is asked. The day of acceptance is "
    "the day the last material comes.",
)
LATE = Said(
    "逾期没有补正的，本次申请终止，材料退还您；材料齐全后可以重新申请。",
    "If it is not corrected in time, this application ends and your materials are given back; you may apply again.",
)
AGAIN = Said(
    "已经提交的纸质材料，请凭有效证件到窗口领回。材料齐全后，您可以重新申请。",
    "Please fetch your papers at the counter with your identity document. You may apply again when all is there.",
)
LEAD = Said("由{department}负责办理。", "{department} is in charge.")
KEEP = Said("请妥善保管本凭证，凭二维码可查询办理进度。", "Please keep this; its code shows the progress.")
VOLUNTARY = Said("以上内容本人（单位）已逐项阅读，均为真实意思表示。", "I have read all of this and mean it.")
QUESTIONS = Said("咨询电话：{phone}　监督投诉电话：{complaints}", "Questions: {phone}. Complaints: {complaints}")
OVERDUE = Said(
    "超过上述期限没有办结的，您可以投诉，也可以依法申请行政复议或者提起行政诉讼。",
    "If it is not decided by then, you may complain, ask for reconsideration, or sue.",
)
OBJECT = Said(
    "对补正要求有异议的，可自收到本通知书之日起六十日内向{body}申请行政复议，或者六个月内依法向{court}提起行政诉讼。",
    "If you object to what is asked, you may ask {body} for reconsideration within 60 days, or sue at {court} within "
    "six months, of receiving this.",
)
APPEAL = Said(
    "如不服本决定，可自收到本通知书之日起六十日内向{body}申请行政复议，或者自收到之日起六个月内依法向{court}提起行政诉讼。",
    "You may ask {body} for reconsideration within 60 days, or sue at {court} within six months, of receiving this.",
)

TWICE = Said(
    "本文书一式两份，一份交申请人，一份存入办件。", "Made out twice: one for the applicant, one is kept with the case."
)

SEALED = Said("受理机构（专用章）", "The office (seal)")
GENUINE = Said("在任意一台自助终端扫描二维码，可以核验真伪。", "Its code, scanned at any kiosk, proves it genuine.")
SEAL_AT = Said("需要加盖专用章的，请到{window}办理。", "Should you need the seal on it, please ask at {window}.")
"""Instead of the seal, on a paper that a machine issues without it."""

SIGN_RECEIVED = Said("签收人（签名）　　送达时间：　年　月　日　时", "Received by (signature), delivered at")
SIGN_APPLICANT = Said("申请人（签名或者盖章）　　年　月　日", "The applicant (signature, date)")
SIGNED_APPLICANT = Said("申请人（签名）　　{day}", "The applicant (signature), {day}")
