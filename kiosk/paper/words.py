"""What stands on the strips beside the notice's own words. English is fuzzy."""

from intake.said import Said

CASE = Said("办件编号", "Case")
DAY = Said("日期", "Day")
ADDRESSEE = Said("申请人", "Applicant")
ITEM = Said("办理事项", "Item")
RULE = Said("依据：")
REMEDY = Said("办法：")
UNTIL = Said("期限：")
LAST_DAY = Said("{until}前（含当日）")
SCAN = Said(
    "在任意一台自助终端扫描此码\n可继续办理、补交材料、查询进度", "Scan at any kiosk to continue or ask progress"
)
VOID = Said("以上没有印完整，无效", "Not printed whole; void")
CALL_GAP = "　"
"""Stands between two numbers to call (``intake.notices.words``)."""
SIGN_GAP = "　　"
"""Stands between who signs and the day (``intake.notices.words``)."""
ADDRESS = Said("地址：")
PHONE = Said("电话：")

DRAFT_TITLE = Said("暂存凭条", "Draft slip")
DRAFT_OPENING = Said("您办理的“{item}”尚未提交，已填写的内容为您加密保存。")
DRAFT_HOW = Said("继续办理：请在任意一台自助终端扫描下方二维码。")
DRAFT_HOW_HERE = Said(
    "继续办理：本机还没有把内容送到大厅，请回到这台自助终端扫描下方二维码；送到以后，任意一台自助终端都可以。"
)
DRAFT_UNTIL = Said("保存至{until}（含当日），到期自动删除。")
DRAFT_KEEP = Said("请妥善保管：任何人持有本凭条都可以打开您填写的内容。凭条遗失不能补打，请重新填写。")
DRAFT_EN = Said(
    "", "Not handed in yet. Scan the code at any kiosk to continue, by {until}. Whoever has this slip can open it."
)
DRAFT_EN_HERE = Said(
    "",
    "Not handed in yet. This kiosk has not reached the hall: scan the code at this kiosk to continue; once it has, at"
    " any kiosk, by {until}. Whoever has this slip can open it.",
)
