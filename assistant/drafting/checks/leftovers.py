"""外单位名称, 掩码, 广告残留: what was taken over from somebody else's paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.checks.paper import Paper, before, blanked, clause_at, found, without_names
from assistant.drafting.records import Finding
from assistant.drafting.unit_names import organisations_in
from ingest.records import Item

FOREIGN: Final = "外单位名称"
MASK: Final = "掩码"
ADVERT: Final = "广告残留"

# XX次, 1X家, ××公司, ***, X次; not X光, Word的X轴, APP names.
MASKED: Final = re.compile(
    r"(?<![A-Za-z])[XxＸｘ×]{2,}(?![A-Za-z])|\*{2,}|＊{2,}|(?<![一二三四五六七八九])[○〇□]{2,}(?![一二三四五六七八九年])|某某|(?<![A-Za-z])[XＸ×](?=[\u4e00-\u9fff])(?![光轴射坐型])|"
    r"(?<=[\u4e00-\u9fff])[XＸ×](?=[，。；、）])|\d[xXＸ×](?=[\u4e00-\u9fff])|(?<![A-Za-z\d])x(?=[个项次名人家期场篇份万亿元户名])"
)
_ADVERT: Final = re.compile(
    r"https?://\S+|www\.[\w.]+|(?:扫描?|长按|识别)(?:下方|上方|文末)?二维码|(?:微信)?公众号[：:]\s?\S+|"
    r"(?:请|欢迎|扫码|点击|敬请)关注|关注(?:我们|本站|本号)|(?:更多|海量|精品|免费)(?:公文|范文|文稿|模板)|"
    r"(?:公文|范文|文秘)(?:网(?![上络])|大全|之家|素材|铺子)|免费下载|点击(?:下载|查看|上方|蓝字)|"
    r"(?:加|添加)(?:客服|微信|QQ)[：:]?\s?[A-Za-z0-9_-]{5,}|本文(?:来源|转自|由.{2,12}(?:整理|提供))|"
    r"(?:来源|转自)[：:]\s?(?:网络|互联网|公众号)|仅供(?:参考|学习)|版权归|侵权(?:请|必)|VIP(?:专享|可见|下载)"
)


_COMMITTEE: Final = "党委|党组(?!织)|党工委|纪委|党总支|党支部"
_RESTING: Final = re.compile("^(?:按照|根据|依照|遵照|依据|接受|服从|传达|征求)")  # 按照青山集团党委要求
_SET_UP: Final = re.compile("成立|组建|设立|新设|筹建|更名|重组|划入|并入|改制")


def foreign_names(paper: Paper) -> Iterator[Finding]:
    """Names of other units, outside names of documents; those that are part of an own name do not count.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each name and item.
    """
    context = paper.context
    own = [name for name in (*context.names, context.superior, *context.departments, paper.outline.unit) if name]
    foreign = sorted({name for name in context.foreign if name} - set(own), key=lambda name: (-len(name), name))
    for item in paper.items:
        text = blanked(without_names(item.text), sorted(own, key=len, reverse=True))
        for name in foreign:
            if name in text:
                text = blanked(text, [name])
                yield found(FOREIGN, item, f"出现了其他单位的名称：{name}", "改为本单位的名称，或者删去", name)


def strange_names(paper: Paper) -> Iterator[Finding]:
    """Party committees of units that no document of the own unit names; without any there is nothing to go by.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each name and item; a unit that is only now set up is none.
    """
    context = paper.context
    if not context.own_texts:
        return
    known = "\n".join((*context.known_names, paper.outline.unit, context.own_texts))
    belonging = tuple(dict.fromkeys((*context.known_names, *organisations_in(known))))
    for item in paper.items:
        text = without_names(item.text)
        for name in dict.fromkeys(_RESTING.sub("", each) for each in organisations_in(text)):
            led = re.search(rf"{re.escape(name)}(?:{_COMMITTEE})", text)
            is_known = name in known or name.endswith(belonging)
            if led and not is_known and not _is_own_or_new(item, text, led, context.names):
                message = f"资料库里没有这个单位：{name}"
                yield found(FOREIGN, item, message, "核对是否为本单位、上级或者所属单位的名称", led[0])


def _is_own_or_new(item: Item, text: str, led: re.Match[str], own: tuple[str, ...]) -> bool:
    """Whether a unit stands behind an own name (云岭集团物流公司党委) or is only now set up."""
    return before(text, led.start()).endswith(own) or bool(_SET_UP.search(clause_at(item, *led.span())))


def masks(paper: Paper) -> Iterator[Finding]:
    """Figures and names that somebody has made unreadable: XX次, ***.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each item, at its first mask.
    """
    for item in paper.items:
        hidden = list(MASKED.finditer(item.text))
        if hidden:
            more = f"等{len(hidden)}处" if len(hidden) > 1 else ""
            quote = item.text[max(0, hidden[0].start() - 6) : hidden[0].end() + 6]
            yield found(MASK, item, f"有掩码“{hidden[0][0]}”{more}", "写上实际的名称或数字；暂缺的写【待补】", quote)


def adverts(paper: Paper) -> Iterator[Finding]:
    """Lines of the website that a text was copied from.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each item.
    """
    for item in paper.items:
        advert = _ADVERT.search(item.text)
        if advert:
            yield found(ADVERT, item, f"有网页上带下来的文字：{advert[0]}", "删去", advert[0])
