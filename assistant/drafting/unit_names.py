"""Names of units in a draft's sources: the own ones, and those that the draft must not hold. Pure.

In: readings of the own unit's and of other units' documents. Out: words; no foreign one stands in the own texts, so
that `name in text` tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Final

from assistant.drafting.records import Reading
from ingest.obligations.tables import task_row

SELF_USES: Final = 3  # times that a document must call its unit 集团 or 局; less may be chance
FOLLOWED: Final = 2  # characters that tell 集团党委, 集团所属 from 产业集团
SHORTEST_NAME: Final = 2  # characters in front of 集团 and the like; 子公司, 该局 are no names
LONGEST_NAME: Final = 12  # characters; a longer run in front of 公司 is a clause that the boundaries below missed

_ENDS: Final = (
    "集团(?:控股|股份|有限|责任)*公司|集团|(?:控股|股份|有限|责任)*公司|研究院|设计院|医院|学院|大学|中学|小学|银行|协会|"
    "厅|局|厂|矿"
)
_COMMITTEE: Final = re.compile("[省市县区](?:国资|发改|卫健|住建|经信)委")
_HAN: Final = "\u4e00-\u9fff"
_END: Final = re.compile(_ENDS)
_RUN: Final = re.compile(rf"[{_HAN}]+")
# Words in front of a name: verbs of the genre, prepositions, adverbs. A name begins behind the last of them.
_BEFORE: Final = re.compile(
    "安排|帮助|包括|报告|报送|表彰|补齐|补充|布置|参加|参与|采取|彰显|成立|承担|出席|创建|处理|促进|打造|带动|带领|调动|调度|调研|调整|督促|督查|督导|"
    "发挥|反馈|丰富|扶持|巩固|鼓励|关停|贯彻|规范|负责|改革|改进|改造|会同|汇报|激发|激励|加大|加快|加强|坚持|监督|检查|建成|建立|建设成|"
    "健全|健康|奖励|结合|聚焦|举办|拓展|开办|开展|考核|扩大|理顺|理清|力争|联合|了解|落实|纳入|拍摄|配合|培养|配齐|评选|启动|强化|清理|取得|全面|确保|"
    "融入|容纳|上报|设立|深化|深入|审定|审核|审计|实施|实现|树立|梳理|说明|考察|思考|提高|提供|提升|提出|听取|统计|统筹|通过|推动|推进|推荐|完成|完善|围绕|慰问|"
    "协助|列席|旁听|帮扶|参照|提请|命名|编制|形成|修订|宣传|选派|学习|巡察|巡视|研究|要求|以及|依托|引导|引领|邀请|印发|营造|优化|运用|召开|整改|整合|整治|支持|指导|制定|助力|助推|转化|走访|"
    "组建|组织|遵守|做好|做强|抓好|办好|建好|管好|用好|进一步|不断|分类|继续|积极|所属|下属|直属|其中|"
    "(?:发展|管理|服务|保障)(?!$)|"  # 城市发展集团 is a name
    "[对向在与和及由于从到把将给为以是的各经报被让使等或并至往去了赴我本该全]"
)
# What is no name but a kind of unit: 二级公司, 所在公司, 上市公司, 大型商业银行.
_GENERAL: Final = re.compile(
    "(?:[一二三四五六七八九十两几数多]+[级家个类流]?|[家所个]|子|分|总|母|参股|控股|上市|国有|民营|公立|私立|股份|有限|责任|所在|有关|相关|上级|下级|基层|外部|成员|"
    "全资|重点|合作|关联|重要|大型|中小型?|小型|地方|商业|政策性|行业|专业|党|学|医|省|市|县|区|州|企业|单位|机关|部门|航空|保险|金融|证券|物业|绿色|产业|"
    "国|发展|管理|服务|保障)+"
)
# 大局, 开好局, 餐厅: words that end like a unit.
_WORDS: Final = re.compile(
    "(?:布|格|结|大|全|开|开好|时|战|僵|变|胜|当|政|残|定)局$|(?:大|客|餐|展|歌|舞|办事|服务)厅$|(?:工|建|进|出)厂$"
)
# 局部, 矿产, 集中学习: another word that begins like the end of a name.
_GOES_ON: Final = MappingProxyType(
    {"厅": ("级",), "局": ("部", "面", "势", "限"), "厂": ("区", "商"), "矿": ("区", "产", "山")}
    | dict.fromkeys(("大学", "中学", "小学"), ("习", "生"))
)


_SEPARATORS: Final = re.compile(r"[、，,；;\s]+")  # between units in a cell
_MANY: Final = re.compile("各|相关|有关|全体")  # 各所属单位, 本部各部门 name no unit


def own_names(names: Iterable[str], departments: Iterable[str], readings: Iterable[Reading]) -> tuple[str, ...]:
    """All names of the own unit and its parts.

    Args:
        names (Iterable[str]): Of the unit.
        departments (Iterable[str]): That the profile knows.
        readings (Iterable[Reading]): The unit's documents: those that lead or answer for a task are parts of it.

    Returns:
        tuple[str, ...]: Each once; 各所属单位 and the like are none.
    """
    rows = [row for reading in readings for item in reading.outline.items if (row := task_row(item))]
    listed = (unit for row in rows for unit in (*units_listed(row.lead.text if row.lead else ""), *row.units))
    parts = (unit for unit in listed if not _MANY.search(unit))
    return tuple(dict.fromkeys((*names, *departments, *parts)))


def units_listed(cell: str) -> tuple[str, ...]:
    """The units that a table's cell lists: 党委办公室、组织人事部."""
    return tuple(filter(None, _SEPARATORS.split(cell)))


def foreign_names(
    units: Iterable[str], readings: Iterable[Reading], own_names: Sequence[str], own_texts: Sequence[str]
) -> tuple[str, ...]:
    """Names of other units.

    Args:
        units (Iterable[str]): Of other documents, not above the own unit.
        readings (Iterable[Reading]): Of other units, used as sources.
        own_names (Sequence[str]): Of the own unit, its departments and those above it.
        own_texts (Sequence[str]): The own unit's plans and what binds it.

    Returns:
        tuple[str, ...]: Each once. A name that an own text holds is not foreign; where a document calls its own unit by
            a word that the own texts use in another way (集团), what it goes on with tells: 集团党委.
    """
    own = "\n".join((*own_names, *own_texts))
    found = dict.fromkeys(filter(None, units))
    for reading in readings:
        text = text_of(reading)
        found |= dict.fromkeys((*organisations_in(text), *_self_names(text, own)))
    return tuple(name for name in found if name not in own)


def text_of(reading: Reading) -> str:
    """All words of a document, its title included."""
    return "\n".join((reading.outline.title, *(item.text for item in reading.outline.items)))


def organisations_in(text: str) -> Iterator[str]:
    """Names of companies, bureaus, schools and the like in a text; general words (子公司, 二级公司) are none.

    Args:
        text (str): 听取青禾水务集团、东山文化公司汇报，指导各二级公司，报省国资委…

    Yields:
        str: 青禾水务集团, 东山文化公司, 省国资委.
    """
    for front, end, behind in _ends_in(text):
        fits = SHORTEST_NAME <= len(front) <= LONGEST_NAME - len(end) and not _GENERAL.fullmatch(front)
        if fits and not _WORDS.search(front + end) and not behind.startswith(_GOES_ON.get(end, ())):
            yield front + end
    yield from _COMMITTEE.findall(text)


def _ends_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Words that end names of units, each with what may be the name in front, and with what stands behind."""
    for run in _RUN.finditer(text):
        begin = 0
        for end in _END.finditer(run[0]):
            yield _BEFORE.split(run[0][begin : end.start()])[-1], end[0], run[0][end.end() :]
            begin = end.end()


def _self_names(text: str, own: str) -> Iterator[str]:
    """The word by which a text calls its own unit (集团); where the own texts hold it, too, its uses (集团党委)."""
    bare = [(end, behind) for front, end, behind in _ends_in(text) if not front]
    words = Counter(end for end, _ in bare)
    for word in (word for word, times in words.items() if times >= SELF_USES):
        if word not in own:
            yield word
        else:
            yield from (word + behind[:FOLLOWED] for end, behind in bare if end == word and len(behind) >= FOLLOWED)
