"""Counted formulas without quotation marks (三强三促, 五个到位, 四融合行动) in a text. Pure.

A numeral before a word is a formula only where no ordinary count is built so: counts that alternate with single signs,
a counted verb, a counted quality of a party branch. 三个方面, 两个月, 五个部门 and 三个服务中心 are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_NUMERALS: Final = "一二两三四五六七八九十百千万〇零双"
_COUNTING: Final = "两二三四五六七八九十"
# Behind a numeral these count time, people, things or rank, or part a number: 三年一届, 两人一组, 三分之二, 五星三级.
_MEASURES: Final = (
    "年月日天周季旬时分秒点次回遍届度期批轮岁人名位户家对组队班级层等星类种项条件份台座处所间张本篇部门册套只支棵株"
    "里米亩吨元块角成倍折票号楼中届者则样般字省市县区侧"
)
_LINKS: Final = "个大的地得来去是要至到之与和或"  # 三是一体, 二至三平方米
# 十九届三中, 第三强化班, 周三促学, 接二连三 begin in the middle of something else.
_FRONT: Final = rf"(?<![{_NUMERALS}\d第周初届星期“‘接挑推丢颠朝说低横])"
_COUNTED_AGAIN: Final = rf"(?![{_NUMERALS}{_MEASURES}{_LINKS}])\w[一{_COUNTING}]"
_ALTERNATING: Final = rf"[{_COUNTING}](?:{_COUNTED_AGAIN}){{1,4}}(?![{_NUMERALS}{_MEASURES}个])\w"
# Words that tell what is done or reached: nothing else than a formula counts them.
_DEEDS: Final = (
    "融合|提升|提高|聚焦|强化|深化|优化|到位|到底|过硬|坚持|必须|务必|维护|确立|结合|统一|转变|转化|突破|覆盖|延伸|下沉|引领|带头|满意|"
    "创新|创建|争创|争先|争当|促进|贯通|联动|联建|共建|对接|对标|对照|同步|落实|保障|规范|自信|意识|靠前|清零|见底|打通|赋能|严守|敢于|善于|"
    "突出|紧盯|抓好|抓实|筑牢|打造|夯实|激活|推动|推进|带动|驱动|激发|凝聚|明确|加强|增强|注重|着力|聚力|发力|过关|上墙|区分开来|一以贯之|"
    "不[^，。；：、\\s]{1,3}|(?:标准|规范|制度|常态|长效|信息|精细|数字|品牌|项目|清单)化"
)
_QUALITIES: Final = "[型好强优](?:党支部|党组织|党总支|党委|支部|机关|班组|班子|干部|党员|队伍|站所|站室)"
# What a formula is the name of. Behind 三个提升 only what is never counted itself: 三个提升工程 may be three projects.
_UNCOUNTED: Final = "要求|原则|行动|思路|工作法|方针|理念"
_NAMED: Final = f"{_UNCOUNTED}|工程|机制|制度|体系|活动|计划|目标|工作|模式|举措|专项|标准"
_END: Final = r"(?=[^\w“《]|$)"
_FORMULA: Final = re.compile(
    rf"{_FRONT}(?P<name>{_ALTERNATING}"
    rf"|[{_COUNTING}]个(?:{_DEEDS})(?={_UNCOUNTED}|[^\w“《]|$)"
    rf"|[{_COUNTING}](?:{_DEEDS})(?={_NAMED}|[^\w“《]|$)"
    rf"|[三四五六七八九]{_QUALITIES}"
    rf"|(?!19|20)\d{{3,6}}(?=工作法|工作思路|工作机制|工作体系))"
)
_QUOTATIONS: Final = re.compile(r"“[^“”]*”|‘[^‘’]*’")


def bare_formulas(text: str) -> Iterator[re.Match[str]]:
    """Find counted formulas outside quotation marks.

    Args:
        text (str): Of any length.

    Yields:
        re.Match[str]: In order; the group "name" is the whole match, without what the formula is the name of.
    """
    # The same length: a match's places are the text's.
    outside = _QUOTATIONS.sub(lambda quoted: "“" + "\0" * (len(quoted[0]) - 2) + "”", text)
    yield from _FORMULA.finditer(outside)
