"""Why a kiosk said no, as maintenance staff read it. Every refusal of the contract is here (tested)."""

from hall.dashboard.words import LANGUAGES

REFUSALS: dict[str, tuple[str, str]] = {
    "code_malformed": ("取件码格式不对", "code malformed"),
    "code_unknown": ("取件码不存在", "code unknown"),
    "code_used": ("取件码已使用", "code used"),
    "code_taken_back": ("文件已被取回", "document was taken back"),
    "entry_paused": ("暂停输入", "entry paused"),
    "deposit_disputed": ("文件有异议，已锁定", "deposit disputed"),
    "deposit_needs_staff": ("需要工作人员处理", "deposit needs staff"),
    "permission_over": ("刷证许可已失效", "permission by card is over"),
    "pickup_over": ("领取已结束", "pickup over"),
    "cabinet_busy": ("柜子正忙", "cabinet busy"),
    "door_needs_closing": ("有柜门未关", "a door needs closing"),
    "lock_cooling": ("锁在冷却", "lock cooling"),
    "board_unreachable": ("锁控板无响应", "lock board unreachable"),
    "compartment_unknown": ("没有这个格口", "compartment unknown"),
    "compartment_out_of_service": ("格口已停用", "compartment out of service"),
    "no_compartment_free": ("没有空闲格口", "no compartment free"),
    "deposit_unknown": ("没有这份文件", "deposit unknown"),
    "deposit_in_other_state": ("文件状态不符", "deposit in another state"),
    "case_already_waiting": ("该办件已在柜中", "case already waiting"),
    "case_number_malformed": ("办件号格式不对", "case number malformed"),
    "case_hand_ins_waiting": ("该办件已有多份材料待取", "papers of this case wait already"),
    "hand_ins_full": ("格口须留给领取文件的人", "room is kept for results"),
    "hand_in_over": ("交材料已结束", "handing in is over"),
    "phone_malformed": ("手机号格式不对", "phone malformed"),
    "login_wrong": ("工号或密码错误", "login wrong"),
    "login_locked": ("登录已锁定", "login locked"),
    "login_needed": ("需要登录", "login needed"),
    "right_missing": ("没有权限", "right missing"),
    "alarm_stands": ("告警原因仍在", "the alarm's cause still stands"),
    "documents_inside": ("柜内还有文件", "documents are inside"),
    "doors_unchecked": ("还有格口没有清点", "not every compartment was looked into"),
    "command_expired": ("命令已过期", "command expired"),
    "command_forged": ("命令签名无效", "command not signed by this hall"),
    "command_retained": ("命令被代理保留", "command was retained"),
    "command_foreign": ("命令不是给该终端的", "command for another kiosk"),
    "clock_untrusted": ("终端时钟不可信", "the kiosk's clock is not trusted"),
    "ledger_damaged": ("账本损坏", "ledger damaged"),
    "storage_full": ("存储已满", "storage full"),
    "starting": ("正在启动", "starting"),
    "request_malformed": ("请求格式不对", "request malformed"),
    "request_too_long": ("请求过长", "request too long"),
    "version_unsupported": ("版本不支持", "version not supported"),
    "request_id_reused": ("请求编号重复", "request id reused"),
}


def refusal_word(refusal: str, language: str) -> str:
    """The refusal in words; its name when a newer kiosk has one we do not know."""
    pair = REFUSALS.get(refusal)
    return pair[LANGUAGES.index(language)] if pair else refusal[:60]
