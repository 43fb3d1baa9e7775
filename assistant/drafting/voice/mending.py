"""What is said to be weak -> the verb that mends it. Plain tables; a leaf."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# What is said to be not …enough, by the verb that mends it.
_MENDING: Final[Mapping[str, str]] = {
    "严格": "严格 严",
    "提高": "高 精准 准确",
    "增强": "强 主动 积极 系统",
    "深化": "深 深入 深刻",
    "密切": "密切 紧密 紧",
    "规范": "规范",
    "抓细": "细 细致",
    "抓实": "实 扎实",
    "强化": "有力",
    "完善": "完善 全面",
    "健全": "健全",
    "畅通": "畅通",
    "理顺": "顺畅",
    "丰富": "丰富",
    "加大": "大",
    "加快": "快",
    "筑牢": "牢固 牢",
    "优化": "合理 科学",
    "拓展": "广泛 广",
    "加强": "充分 集中 好 重视",
    "充实": "充足",
    "明确": "明确 清晰 明晰",
    "巩固": "稳固",
}
MENDED: Final = {word: verb for verb, words in _MENDING.items() for word in words.split()}
AS_SUFFIX: Final = {"精准": "精准度", "准确": "准确性", "主动": "主动性", "积极": "积极性", "系统": "系统性"}
STATE: Final = {
    "到位": "到位",
    "力": "到位",
    "及时": "及时到位",
    "经常": "经常化",
    "明显": "取得明显成效",
    "彻底": "彻底到位",
}
_WEAKENING: Final[Mapping[tuple[str, str], str]] = {
    ("推进", "规范化"): "粗放",
    ("加强", ""): "薄弱 弱 松散 松 松懈",
    ("提高", ""): "低",
    ("加快", ""): "慢 缓慢 滞后 落后",
    ("丰富", ""): "单一 单调",
    ("更新", ""): "陈旧",
    ("优化", ""): "老化",
    ("减轻", ""): "重 繁重",
    ("精简", ""): "多 频繁",
    ("加强", "统筹"): "分散 零散",
    ("改进", ""): "差 简单",
}
WEAK: Final = {word: mending for mending, words in _WEAKENING.items() for word in words.split()}
MADE: Final = (
    "建立|形成|健全|完善|出台|制定|明确|落实|开展|理顺|打通|配齐|配备|建成|完成|整改|解决|消除|规范|统一|细化|公开"
)
