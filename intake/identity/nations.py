"""The 56 nations (民族) as cards number them: GB/T 3304-1991, ``01`` to ``56``."""

_NAMES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
_BY_CODE = {f"{number:02}": f"{one}族" for number, one in enumerate(_NAMES.split(), start=1)}


def nation(code: str) -> str:
    """``02`` is 蒙古族; nothing for a code that is none (residence permits have none)."""
    return _BY_CODE.get(code, "")
