"""A problem -> the measure that answers it, by how the problem is told: 未建立, 不够, 偏少, 跟不上, 存在短板. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from assistant.drafting.voice.mending import AS_SUFFIX, MADE, MENDED, STATE, WEAK

Turned = Callable[[re.Match[str]], str]

_STOPS: Final = "。；;，,：: 　\n"
# Who shows the problem says nothing about what is to be done: 个别党支部, 有的单位.
_HEDGE: Final = re.compile(
    r"^(?:(?:工作中|目前|当前|主要|还|仍|也)*(?:存在)?(?:的)?)?(?:(?:有的|有些|个别|部分|少数|一些|某些|多数|不少)(?:基层|所属|下属)?(?:单位|党组织|党支部|支部|党员干部|党员|干部|同志|企业|部门|班子|领域|领导干部)?(?:存在|对|在)?)?"
)
_UNTOLD: Final = re.compile("^(?:有的|有些|一些)|的?(?:问题)?$")
_STILL: Final = r"(?:还|仍|尚|仍然|依然|也|都|还是|相对|有些|有所|一直|始终|总体|普遍)*"
_DEGREES: Final = "比较|较为|较|偏|过于|过|太|略显|稍显|明显"
_DEGREE: Final = f"(?:{_DEGREES})?"
_GERUND: Final = re.compile(r"(?:推进|发展|抓得|做得|落得|管得|开展|进展|做|抓)$")
_FRAME: Final = re.compile(rf"^(?:上年|去年)[^，。；]{{0,4}}的|反映(?=负担)|{_STILL}$")
_SIDES: Final = re.compile(r"之间$|方面$|上$")
_VERB: Final = re.compile(
    r"^(?:加强|推进|推动|落实|做好|开展|建立|完善|健全|深化|提高|提升|强化|巩固|优化|规范|压实|严格|改进|发挥|密切|联系|参加|执行|学习|贯彻|抓)"
)
_PEOPLE: Final = re.compile("(?:干部|人才|人员|力量|骨干|党员|队伍|书记|师资)$")
_THOSE: Final = re.compile("(?P<who>.{0,8}?(?:干部|人才|人员|党员|书记|骨干|职工))(?P<which>.{2,}的)")
_CUTTABLE: Final = re.compile("(?:检查|督查|报表|会议|文件|活动|台账|考核|材料|数量|指标|任务|留痕)$")
_ACTIVITY: Final = re.compile("(?:交流|联系|学习|培训|研究|检查|督查|调研|沟通|互动|宣传|走访|谈心谈话|监督|指导)$")


def measure_of(problem: str) -> str:
    """The measure that answers a problem.

    Args:
        problem (str): Without label and stop; further clauses, which tell the details, are not looked at.

    Returns:
        str: Verb and object; 着力解决…的问题 where the problem is told in no known way.
    """
    lead = _lead(problem)
    return _by_form(_told(lead)) or f"着力解决{_UNTOLD.sub('', lead) or lead}的问题"


def tells_problem(words: str) -> bool:
    """Whether words tell a problem in a known way.

    Args:
        words (str): A title or a sentence's first clause.

    Returns:
        bool: True for 制度更新跟不上实践.
    """
    return _by_form(_told(_lead(words))) != ""


def _lead(words: str) -> str:
    """The first clause."""
    return re.split("[，。；：\n]", words.strip())[0].rstrip(_STOPS)


def _told(lead: str) -> str:
    """What is wrong, without who shows it."""
    return _HEDGE.sub("", lead, count=1) or lead


def _by_form(told: str) -> str:
    for pattern, turned in _FORMS:
        match = pattern.fullmatch(told)
        measure = turned(match) if match and _is_one(match["what"], turned) else ""
        if measure:
            return measure
    return ""


def _is_one(what: str, turned: Turned) -> bool:
    """Whether only one thing is told: 意识不强、作风不实 are two, and no form fits both."""
    return turned in (_fought, _fought_habit, _solved) or not re.search("[不未没]|偏|较", what)


# --- what each form becomes ---------------------------------------------------------------------------------------


def _made(match: re.Match[str]) -> str:
    """流动党员管理机制仍未建立 -> 建立流动党员管理机制; 责任没有落实到位 -> 推动责任落实到位."""
    what = _bare(match["what"])
    if match["behind"]:
        return f"推动{what}{match['verb']}{match['behind']}"
    return f"{match['verb']}{what}"


def _lacking(match: re.Match[str]) -> str:
    what, lacking = _bare(match["what"]), match["lacking"]
    if re.search("性$|意识$|能力$|活力$|动力$", lacking):
        return f"增强{what}{lacking}"
    return f"加强{what}{lacking}"


def _behind(match: re.Match[str]) -> str:
    return f"推动{_bare(match['what'])}与{match['pace']}同步"


def _few(match: re.Match[str]) -> str:
    what = _bare(match["what"])
    if those := _THOSE.fullmatch(what):  # 党务干部熟悉生产经营的不多
        return f"充实{those['which']}{those['who']}"
    if _PEOPLE.search(what):
        return f"充实{what}"
    return f"加强{what}" if _ACTIVITY.search(what) else f"增加{what}"


def _uneven(match: re.Match[str]) -> str:
    what = _SIDES.sub("", _bare(match["what"]))
    return f"推动{what}均衡发展"


def _merged(match: re.Match[str]) -> str:
    return f"推动{_bare(match['what'])}深度融合"


def _apart(match: re.Match[str]) -> str:
    what = _bare(match["what"])
    return "推动学用结合" if what == "学用" else f"推动{what}紧密结合"


def _fought(match: re.Match[str]) -> str:
    return f"着力纠治{match['what']}"


def _fought_habit(match: re.Match[str]) -> str:
    return f"着力纠治{match['what'].removesuffix('的')}的现象"


def _shortcoming(match: re.Match[str]) -> str:
    what, short = _SIDES.sub("", _bare(match["what"])), match["short"]
    if "漏洞" in short:
        return f"堵塞{what}漏洞"
    return f"纠正{what}偏差" if "偏差" in short else f"补齐{what}短板"


def _formal(match: re.Match[str]) -> str:
    return f"推动{_bare(match['what'])}取得实效"


def _not_enough(match: re.Match[str]) -> str:
    what, lack = _bare(match["what"]), match["lack"]
    if lack in STATE:
        return f"推动{what}{STATE[lack]}"
    return _mended(what, MENDED[lack], AS_SUFFIX.get(lack, ""))


def _mended(what: str, verb: str, suffix: str = "") -> str:
    """严格 + 组织生活; 作用发挥 turns round: 充分发挥作用."""
    if what.startswith(verb):
        return what
    if what.endswith("发挥"):
        return f"充分发挥{what.removesuffix('发挥')}"
    if _VERB.match(what) and not suffix and verb in ("严格", "加强", "强化"):
        return f"{'严格' if verb == '严格' else '着力'}{what}"
    return f"{verb}{what}{suffix}"


def _short(match: re.Match[str]) -> str:
    what = _bare(match["what"])
    if what.endswith("发挥"):
        return f"充分发挥{what.removesuffix('发挥')}"
    if re.search("阵地|设施|场所|载体|平台|机制|制度", what):
        return f"加强{what}建设"
    if re.search("经费|资金|投入|保障", what):
        return f"强化{what}保障".replace("保障保障", "保障")
    if re.search("性|能力|意识|动力|活力|本领|后劲|自觉", what):
        return f"增强{what}"
    return f"充实{what}" if _PEOPLE.search(what) else f"加强{what}"


def _weak(match: re.Match[str]) -> str:
    what = _bare(match["what"])
    verb, suffix = WEAK[match["weak"]]
    if verb == "精简" and not _CUTTABLE.search(what):
        return ""
    if verb == "加强" and re.search("力量$", what):
        verb = "充实"
    if verb == "加强" and re.search("能力|意识|基础$", what):
        verb = "夯实" if what.endswith("基础") else "增强"
    return f"{verb}{what}{suffix}"


def _late(match: re.Match[str]) -> str:
    return f"加快推进{_bare(match['what'])}"


def _wanted(match: re.Match[str]) -> str:
    what, verb = _bare(match["what"]), match["verb"]
    return what if what.startswith(verb) else f"{verb}{what}"


def _solved(match: re.Match[str]) -> str:
    return f"着力解决{match['what']}问题"


def _bare(what: str) -> str:
    """The matter without what frames it: 党建工作推进 -> 党建工作, 上年提出的办法 -> 办法."""
    what = _FRAME.sub("", what)
    return _GERUND.sub("", what) or what


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WHAT: Final = r"(?P<what>.{2,24}?)"
_NOT: Final = rf"{_STILL}(?:不够|不太|不甚|不是很|不|欠)"
_IS_THERE: Final = (
    rf"{_STILL}(?:不同程度|较为|比较|较|很|十分)?(?:存在|突出|多发|有所抬头|时有发生|屡有发生|有发生|屡禁不止|反弹)"
)
_TENDENCY: Final = (
    "重.{1,6}轻|形式主义|官僚主义|腐败|“四风”|不正之风|走过场|应付|推诿|懒政|怠政|不作为|乱作为|享乐|一团和气"
)
_SHORTCOMING: Final = "薄弱环节|短板弱项|短板|弱项|不足|差距|欠缺|漏洞|偏差|薄弱点|盲区|空白"
_WANTED: Final = "加强|提高|提升|完善|改进|深化|规范|加快|健全|增强|优化|巩固|强化"
# The first form that tells the whole clause is the one.
_FORMS: Final[tuple[tuple[re.Pattern[str], Turned], ...]] = tuple(
    (re.compile(pattern), turned)
    for pattern, turned in (
        (rf"{_WHAT}的?(?:现象|倾向|做法){_IS_THERE}", _fought_habit),
        (rf"{_WHAT}问题{_STILL}(?:没有得到.*|没有实现.*|{_IS_THERE})", _solved),
        (rf"(?P<what>.*(?:{_TENDENCY}).*?){_IS_THERE}", _fought),
        (rf"{_WHAT}{_STILL}跟不上(?P<pace>.+?)(?:的?(?:需要|要求|步伐))?", _behind),
        (
            rf"{_WHAT}{_STILL}(?:存在|有|暴露出)(?:一定|一些|明显|较大|不少)?的?(?:问题和|缺点和)?(?P<short>{_SHORTCOMING})",
            _shortcoming,
        ),
        (rf"{_WHAT}融合的?(?:深度|程度)?{_STILL}(?:不够|不足|不)(?:深入|深|紧密|紧|好|到位|充分)?", _merged),
        (rf"{_WHAT}{_STILL}(?:不够平衡|不平衡|不均衡|不够均衡|参差不齐|冷热不均)", _uneven),
        (rf"{_WHAT}{_STILL}(?:脱节|“?两张皮”?|相脱离)", _apart),
        (rf"{_WHAT}{_STILL}(?:流于形式|浮于表面)", _formal),
        (rf"{_WHAT}{_STILL}(?:起步|启动){_DEGREE}(?:晚|迟|慢)", _late),
        (rf"{_WHAT}{_STILL}(?:有待|亟待|亟需|仍需)(?:进一步)?(?P<verb>{_WANTED})", _wanted),
        (
            rf"{_WHAT}{_STILL}(?:未能?|没有|尚未)(?:有效|完全|真正|及时|全面|同步)?"
            rf"(?P<verb>{MADE})(?P<behind>到位|起来|落地|见效|.{{0,8}})",
            _made,
        ),
        (rf"{_WHAT}{_STILL}(?:缺乏|缺少|欠缺)(?:有效|足够|必要)?的?(?P<lacking>.+)", _lacking),
        (rf"{_WHAT}{_STILL}(?:偏少|较少|过少|不多|太少|短缺|紧缺|匮乏)", _few),
        (rf"{_WHAT}{_NOT}(?P<lack>{_one_of([*STATE, *MENDED])})", _not_enough),
        (rf"{_WHAT}{_STILL}(?:不足|不够)", _short),
        (rf"{_WHAT}{_STILL}{_DEGREE}(?P<weak>{_one_of(word for word in WEAK if len(word) > 1)})", _weak),
        # 偏弱, 较重: one character alone may be the end of a word (比重).
        (rf"{_WHAT}{_STILL}(?:{_DEGREES})(?P<weak>{_one_of(WEAK)})", _weak),
    )
)
