"""Who answers for a measure, as its own words or the unit-and-duty table say. Nothing is inferred. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.drafting.breakdown.measures import begins_with_subject
from ingest.library.profile import Profile
from ingest.obligations.reading import Read
from ingest.obligations.subjects import subject_in

_AND: Final = re.compile("、|以及|或者|[和与及或]")
_HELPS: Final = re.compile("(?:共同|积极|密切)?(?:配合|协助|参与|协同)")
_ALONG: Final = re.compile("(?:牵头|负责)?(?:会同|联合|协同|商)")
# What a department that is in no list calls itself. Groups (各党支部), bodies (党委) and persons (党员) are none.
# Names in 局 and 中心 must be in a list: 大局 and 建设数据中心 of real reports look like them.
_DEPARTMENT: Final = re.compile(
    r"(?!各|全体|全|所属|所辖|有关|相关|基层|本|每|职能|下属|直属|[一二两三四五六七八九十\d])"
    r"(?:[^\W\d_]{2,14}(?:(?<![支各本全干])部|办公室|(?<![督举主承协])办|(?<![好用实])处|科|(?<!活动)室|领导小组|专班|工作组)|[^\W\d_]{0,8}(?:工会|团委|纪委|妇联))"
)
# What in real documents and reports is read as a unit and is none: 区域布局, and verbs with their objects (扩大高校).
_NO_UNIT: Final = re.compile(
    "(?:扩大|减少|增加|改善|简化|加快|营造|安置|实现|调动|带动|鞭策|拍摄|保护|授权|处理好|大幅)|.*(?:布局|结构)$"
)
_COUNT: Final = re.compile(r"[一二两三四五六七八九十\d]+[个名家]")  # 一个单位原则上保留1个账号: of each
_EVENT: Final = re.compile(r"\S{0,8}?(?:后|之日起|期间)(?:\d|[一二三四五六七八九十]|及时|立即|即|$)")
_PERSONS: Final = re.compile("(?:主要|分管)?(?:负责人|负责同志|领导)")  # 工会、团委主要负责人列席: they do not lead
# The last word of an organisation's name. Who is named by another one is a person, a role or a group of persons: 党员,
# 党支部书记, 中层干部, 技师以上人员.
_ORGANISATION: Final = re.compile(
    r"(?:党委|党组|党工委|总支|支部|组织|委员会|工委|工会|团委|共青团|纪委|妇联|职代会|政府|机关|单位|部门|(?<![干全])部|室|办|处|科|局|司"
    r"|小组|中心组|督[查导]组|工作组|专班|中心|公司|集团|企业|机构|学校|高校|厂|站|所|院|协会|学会|社区|街道|班组)$"
)
_AFTERTHOUGHT: Final = re.compile("（[^（）]*）$")  # 党委（党总支）
_ELSEWHERE: Final = re.compile(
    "[出入在属当]地(?:党|团|政府|单位|部门|社区)"
)  # 流出地党组织: of another house, whichever
# Words around a duty that say nothing of what it is about: 负责意识形态工作.
_AROUND: Final = re.compile(r"^(?:负责|牵头|承担|主管|组织|统筹)+|(?:等?(?:工作|事务|事项|管理))$")
LEAST_DUTY: Final = 4  # characters; a shorter stem (党员 of 党员管理) stands in what others answer for, too


@dataclass(frozen=True, slots=True)
class Units:
    """Who leads and who answers; "" and () where that is not said."""

    lead: str = ""
    responsible: tuple[str, ...] = ()


def units_in(reads: Sequence[Read], departments: Collection[str]) -> Units:
    """Who a measure itself says does it.

    Args:
        reads (Sequence[Read]): Its clauses.
        departments (Collection[str]): Names that are known to be those of departments.

    Returns:
        Units: The department that is named first leads. Groups, bodies and persons are named, but never
            lead.
    """
    named = [each for read in reads for each in _named(read, departments)]
    lead = next((unit for unit, helps in named if not helps and leads(unit, departments)), "")
    others = sorted(named, key=lambda each: each[1])  # helpers last
    return Units(lead, tuple(dict.fromkeys(unit for unit, _ in others if unit != lead)))


def _named(read: Read, departments: Collection[str]) -> Iterator[tuple[str, bool]]:
    """Units that a clause names as doers, and whether each cannot lead, since it only helps."""
    text = read.clause.text
    units = read.subject.text if read.subject else ""
    at = text.find(units)
    before, behind = text[:at], text[at + len(units) :]
    if not units or not _acts(read, before, behind):
        told = [unit for unit in departments if f"由{unit}" in text]
        yield from ((unit, False) for unit in sorted(told, key=len)[-1:])
        return
    if helps := _HELPS.match(behind):
        if helped := subject_in(behind[helps.end() :]):  # 工会配合宣传部开展…: 宣传部 does it
            yield from ((unit, False) for unit in _split(helped.text))
        yield from ((unit, True) for unit in _split(units))
        return
    yield from ((unit, _PERSONS.match(behind) is not None) for unit in _split(units))
    if (along := _ALONG.match(behind)) and (others := subject_in(behind[along.end() :])):
        yield from ((unit, True) for unit in _split(others.text))


def _acts(read: Read, before: str, behind: str) -> bool:
    """Whether the subject does something: not who is made to (推动党务干部交流), nor what only dates (党委会学习后)."""
    if not behind:  # 建设数据中心: a verb with its object
        return False
    is_named = begins_with_subject(read) or before.endswith(("由", "以")) or before == "凡"
    return is_named and not _COUNT.match(read.clause.text, len(before)) and not _EVENT.match(behind)


def _split(units: str) -> list[str]:
    return [unit for unit in _AND.split(units.lstrip("—")) if unit and not _NO_UNIT.match(unit)]


def leads(unit: str, departments: Collection[str]) -> bool:
    """Whether a unit is a department, which can lead.

    Args:
        unit (str): Its name.
        departments (Collection[str]): Names that are known to be those of departments.

    Returns:
        bool: False for groups (各党支部), bodies (党委) and persons.
    """
    return unit in departments or _DEPARTMENT.fullmatch(unit) is not None


def is_unit(name: str) -> bool:
    """Whether a name is that of an organisation that a task can be given to.

    Args:
        name (str): As a document has it: 各党支部, 党委（党总支）.

    Returns:
        bool: False for persons and roles, and for what is only told by its place.
    """
    return _ORGANISATION.search(_AFTERTHOUGHT.sub("", name)) is not None and not _ELSEWHERE.search(name)


def departments_of(profile: Profile) -> frozenset[str]:
    """Departments that the profile names."""
    return frozenset((*profile.departments, *profile.duties))


def units_by_duty(duties: Mapping[str, Sequence[str]], measure: str, task: str) -> Units:
    """Who answers for a measure by the unit-and-duty table.

    Args:
        duties (Mapping[str, Sequence[str]]): Department -> what it answers for.
        measure (str): What is to be done.
        task (str): What it belongs to; it decides where the measure names no duty.

    Returns:
        Units: The department whose duty is named, the longest one where there are several; of departments with the same
            duty the first leads and the others answer.
    """
    for text in (measure, task):
        held = [(_held(text, of), department) for department, of in duties.items()]
        longest = max((length for length, _ in held), default=0)
        if longest:
            lead, *others = [department for length, department in held if length == longest]
            return Units(lead, tuple(others))
    return Units()


def _held(text: str, duties: Sequence[str]) -> int:
    """The length of the longest duty that a text names; 0 where it names none."""
    return max((len(stem) for duty in duties if (stem := _stem(duty)) and stem in text), default=0)


def _stem(duty: str) -> str:
    stem = _AROUND.sub("", duty)
    return stem if len(stem) >= LEAST_DUTY else duty
