"""Words that a rewording may neither bring in nor lose, and how people and places are told. Plain tables; a leaf."""

from __future__ import annotations

import re
from typing import Final

# Groups of words that say the same: of each group a text has some or none.
# how far an undertaking goes, how wide it is, what becomes of a document, what binds, when
_HELD: Final = """
探索 试探、研究、试点 试行 暂行、正式、逐步 分步 分批、适时 择机、酌情 视情、一般 通常、原则上、参照、有条件的、自愿
力争 争取 力求、计划 拟 打算、可以 允许、鼓励 提倡 倡导、应当 应该、必须 务必
一律、全部、所有、杜绝、仅 只限、首次、翻番 翻一番 倍增、过半 半数以上、大幅、左右 上下 大约
制定 制订、修订 修改、起草 草拟 拟订、印发 出台 下发 颁布、废止 停止执行、审议 审定 审批 批准、备案、立项
问责 追责 追究、处分 处罚 罚款、免职 撤职 撤换 降职、一票否决、奖励 奖金、挂钩、取消 撤销、缴纳 收费 费用
上半年、下半年、全年 每年 年度、年初、年中、年底 年末、年内、月底 月末、今年 本年、明年、去年 上年
近期 即日 立即 马上、元旦、春节、五一、七一、国庆、长期、随时、提前、推迟 延期 延至
一季度 第一季度、二季度 第二季度、三季度 第三季度、四季度 第四季度
"""
HELD: Final[tuple[tuple[str, ...], ...]] = tuple(
    tuple(group.split()) for line in _HELD.split("\n") if line for group in line.split("、")
)

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "廖石韦贾夏付邹熊孟秦邱侯江尹薛闫段雷龙史陶黎贺顾毛郝龚邵覃武钱戴严莫孔向常汤康易乔赖文"
)
_OFFICES: Final = "同志|先生|女士|书记|副书记|主任|部长|经理|总经理|主席|局长|院长|处长|科长|组长|厂长|站长|董事长|委员"
_ACTS: Final = "牵头|负责|主持|担任|带队|出席|讲话|分管|挂帅|审签|签发|授课"
PERSON: Final = re.compile(rf"(?P<name>[{_SURNAMES}][一-鿿]{{1,2}})(?=(?:{_OFFICES}|{_ACTS}))")
CALLED: Final = re.compile(r"(?P<name>[一-鿿]{2,3})(?=同志|先生|女士)")
PLACE: Final = re.compile(
    r"(?P<name>[一-鿿][^在到向由从全本各该同外\W])(?=[省市县镇乡村州](?![场长级域政府委直属容面民内外]))"
)
# Counted by no number; 一 is left out, being part of many words.
NUMERALS: Final = re.compile(r"[〇零二两三四五六七八九十百千万亿]+")
