"""What a document is cited for: something to obey, something that is to be made, or a book, a film, a paper to sign."""

from __future__ import annotations

import re
from typing import Final

from ingest.citations.known import known_names
from ingest.citations.names import GENRES, plain
from ingest.records import Role, Tense

_WINDOW: Final = 40  # characters on either side that a role is read from

_PERIOD: Final = re.compile(r"（[^（）]*）$")
_PAPER: Final = re.compile(
    rf"(?:{GENRES}|党章|法典|通则|总则|决议|公报|报告|总结|纪要|通报|公告|通告|命令|令|批复|函|议案|建议|规程|守则|标准|规范|指南|指引|大纲"
    r"|目录|清单|预案|措施|举措|安排|分解|(?:分解|责任|任务|计划|安排|推进|进度|分工)表|手册|程序|流程|解释|[一二三四五六七八九十百\d]+条|红线|禁令|倡议|要求|工作法|机制|体系|名录|名单|区划|草案|协定|条约)$"
)
# Books that end like rules, and what people sign or fill in.
_OTHER: Final = re.compile(
    r"^习近平(?!.*(?:意见|通知|决定|方案)$)|(?:学习|思想)纲要$|宣传手册$|学习手册$|讲话$|论述摘编$|读本$"
    r"|(?:责任|承诺|志愿|申请|倡议|委托|告知|协议|保证|任务)书$|协议$|合同$|(?:登记|自查|申报|审批|统计|测评|打分)表$|证$|证书$|执照$"
)
_SHOWN: Final = re.compile(
    r"[》〉]?(?:系列|等|电视|大型|主题)*(?:微视频|视频|短片|影片|电影|微电影|专题片|纪录片|宣传片|教育片|警示片|话剧|歌曲|歌舞|节目|情景剧|一书|画册|栏目|专栏|丛书|展览)"
)
_SHOWING: Final = re.compile(
    r"(?:拍摄|摄制|观看|收看|播放|播出|演唱|合唱|编演|排演|阅读|订阅|电影|影片|专题片|纪录片|话剧|歌曲|图书|书籍)(?:了|好)?[^，。；：、》]{0,6}《?$"
)

_DO_MAKE: Final = (
    "制定|制订|修订|修改|修编|出台|印发|起草|草拟|拟订|拟定|编制|编写|编印|建立|完善|健全|颁布|推出|形成|更新"
)
_MAKING: Final = re.compile(rf"(?<!新)(?:{_DO_MAKE})(?P<gap>[^，。；：、》了应须需符按依遵照据]{{0,16}}?)《?$")
_NEW: Final = re.compile(r"(?:统一|新|相关|配套|本单位|相应)的")  # 制定新的《X》, but 印发的《X》 is there already
_MADE: Final = re.compile(r"已|上年|去年|此前|先后|近日|日前")
_NOT_MADE: Final = re.compile(r"(?:未|没有|尚未|未能)[^，。；》]{0,8}(?:出台|印发|制定|制订|完成|修订)的《?$")
_UNMADE: Final = re.compile(r"》?(?:原定|原计划|尚未|未能|未按期|迟迟未)[^。；]{0,16}?(?:提交|审议|出台|印发|制定)")
_OBEYING: Final = re.compile(r"(?:落实|贯彻|执行|遵守|依照|按照|参照|根据|依据|对照|学习)[^，。；：、》]{0,6}《?$")
_TAKEN: Final = re.compile(r"(?:将|把|对)[^，。；：、》]{0,8}《?$")
_REMADE: Final = re.compile(
    r"》?(?:[（(][^（()）]*[)）])?(?:进行|作|予以|加以|作出|适时|及时|再次|全面)*(?:修订|修改|完善|修编|制定|调整|细化)"
)
_FINISHING: Final = re.compile(r"(?:完成|推进|启动|做好|抓紧|加快|推动)《?$")
_DRAFTING: Final = re.compile(r"》?的?(?:制定|修订|修改|起草|编制|出台)(?:印发|完善|工作|任务|$|(?=[，。；、\t]))")
_MADE_LATER: Final = re.compile(
    r"》?(?:[（(][^（()）]*[)）])?[，,]?(?:由[^，。；的]{1,16}[，,]?)?[^，。；的]{0,10}?(?:底前|月前|日前|年内|尽快|抓紧|适时)[^，。；的]{0,6}?"
    rf"(?:{_DO_MAKE})(?:完成|到位|实施|工作)?(?=[，。；\t]|$)"
)
_LIST: Final = re.compile(r"》?(?:[（(][^（()）]*[)）])?(?:、|和|及|与|以及|或)?《?")
_STOP: Final = re.compile(r"[，。；：\t\n]")


def role_of(text: str, start: int, end: int, name: str, tense: Tense) -> Role:
    """The role of one citation, read from the name and the words around it.

    A document that a plan makes or revises is to be made; one that the text says is already made is an authority, as
    is whatever else looks like a paper of an office.

    Args:
        text (str): The item's text.
        start (int): Where the name begins in it.
        end (int): Where it ends.
        name (str): Its official name.
        tense (Tense): Of the item.

    Returns:
        Role: other for books, films, certificates and papers that are signed.
    """
    before, behind = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    if _is_other(name, before, behind):
        return "other"
    is_unmade = _UNMADE.match(behind) is not None or _NOT_MADE.search(before) is not None
    return "to_be_made" if is_unmade or (tense == "plan" and _is_to_be_made(before, behind)) else "authority"


def follows_in_list(text: str, end: int, start: int) -> bool:
    """Whether between the end of one name and the start of the next one stands nothing but a list's sign: 》和《."""
    return _LIST.fullmatch(text, end, start) is not None


def _is_other(name: str, before: str, behind: str) -> bool:
    title = plain(_PERIOD.sub("", name))
    if name not in known_names().official and (_OTHER.search(title) or not _PAPER.search(title)):
        return True
    return _SHOWN.match(behind) is not None or _SHOWING.search(before) is not None


def _is_to_be_made(before: str, behind: str) -> bool:
    clause = _STOP.split(before)[-1]
    making = _MAKING.search(clause)
    if making and "的" not in _NEW.sub("", making["gap"]) and not _MADE.search(clause):
        return True
    if _OBEYING.search(clause):
        return False
    if (_TAKEN.search(clause) and _REMADE.match(behind)) or (_FINISHING.search(clause) and _DRAFTING.match(behind)):
        return True
    return _MADE_LATER.match(behind) is not None
