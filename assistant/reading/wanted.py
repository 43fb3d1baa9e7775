"""What sort of thing a question asks for (an amount, a date, a person, …), and where a text states such a thing.

A sentence on the right topic without the asked-for thing is no answer: 按规定上好党课 does not say how often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from ingest.numerals import value_of

Sort = Literal[
    "document",
    "contact",
    "clock",
    "duration",
    "date",
    "frequency",
    "share",
    "money",
    "amount",
    "who",
    "members",
    "meaning",
]

NAMES: Final[dict[Sort, str]] = {
    "document": "依据的文件",
    "contact": "电话或地址",
    "clock": "钟点",
    "duration": "时长或期限",
    "date": "时间或期限",
    "frequency": "次数或频次",
    "share": "比例或幅度",
    "money": "金额",
    "amount": "数量",
    "who": "责任人或单位",
    "members": "各项的名称",
    "meaning": "具体内容",
}

_DIGITS: Final = r"\d+(?:[.,]\d+)*"
_HAN: Final = r"[一二两三四五六七八九十百千半]+"
_SCALE: Final = r"(?:多|余)?[十百千万亿]*(?:多|余)?"
FOCUS_CHARS: Final = 8
# What stands between a thing and the words that ask for its amount: 党课每年要讲几次, 失业率控制在多少.
_VERBS: Final = re.compile(
    r"(?:要|得|应|需|可|能|会|讲|开|做|办|搞|定|放|控制|达到|提高|提到|降|涨|升|是|为|有|在|到|了|至少|最少|最多|不少于|"
    r"每年|每月|每季度|一年|由|归|分别|一共|总共|规定|打算|计划|安排|拟|再|各)+$"
)
_UNIT: Final = (
    r"个?工作日|个?百分点|个?小时|个月|学时|课时|人次|批次|场次|平方米|公里|季度|分钟|"
    r"[项条次回名人位个家户篇种类套亩吨件份场期所支门部张座处台辆册本章节款字分倍元块天日周年月岁级档村县省市届轮道成批样]"
)
MOST_CHARS: Final = 2000  # of a sentence that are looked at: a longer one is a table without stops
_TIMES: Final = "个?工作日|分钟|年|个月|月|日|天|小时|周|季度"
# XX部 and XX县 are masked names, not numbers.
_MASKED_UNITS: Final[dict[Sort, str]] = {
    "date": _TIMES,
    "duration": _TIMES,
    "money": "元|块",
    "share": "%|％|个?百分点|成|倍",
    "frequency": "次|回|场|期",
    "amount": r"人次|批次|场次|[项条次名人位个家户篇种类套亩吨件份场期所张座处台辆册本倍元天届轮批]",
}
_SAME_UNIT: Final[tuple[frozenset[str], ...]] = (
    frozenset(("名", "人", "位", "个", "人次")),
    frozenset(("次", "回", "场", "轮", "期", "场次")),
    frozenset(("天", "日", "个工作日", "工作日")),
    frozenset(("家", "个", "户")),
    frozenset(("册", "份", "本")),
    frozenset(("条", "项", "个", "样", "件")),
    frozenset(("小时", "个小时", "学时", "课时")),
    frozenset(("百分点", "个百分点")),
    frozenset(("种", "个", "类")),
    frozenset(("元", "块")),
)
_VAGUE: Final = r"(?!一(?:批|定|些|体|流|系列|道|类|级|线|年一度|步|律))"  # 一批 is no amount
_NO_YEAR: Final = r"(?!(?:19|20)\d\d年)"
_AMOUNT: Final = rf"(?<![\d.第“]){_NO_YEAR}{_DIGITS}(?![\d.、．)）])|(?<![第“]){_VAGUE}{_HAN}(?:{_UNIT})"
_MASK: Final = r"(?<![A-Za-z])(?:[XxＸ×＊*]{1,4}|某+)"
_PERIOD: Final = rf"(?:{_DIGITS}|{_HAN})(?:个)?(?:年|月|日|天|季度|周|小时|工作日)"

_ASKS: Final[tuple[tuple[Sort, str], ...]] = (
    (
        "document",
        r"(?<!有)(?:哪|什么)[^，。？有]{0,5}(?:文件|办法|制度|条例|法规|法律|细则|规则|方案)(?![^，。？]{0,4}(?:内容|要求))|"
        r"(?:依据|根据|按照|按|出自)(?:的是|着)?(?:什么|哪)(?!么)",
    ),
    (
        "frequency",
        r"(?:多久|多长时间|隔多[久长])[^，。？]{0,14}(?:一|几|1)(?:次|回|遍)|频次|频率|多久(?:开|讲|学|查|报|碰|研究|通报|组织)|"
        r"(?:每|一)个?(?:年|月|季度?|周|半年)[^，。？]{0,18}(?:几|多少)(?:次|回|场)",
    ),
    (
        "contact",
        r"(?:哪个|哪些|什么|多少)[^，。？]{0,4}(?:电话|号码|邮箱|网址|传真)|(?:电话|号码|邮箱|网址|传真)[^，。？]{0,6}(?:是多少|是什么|多少)",
    ),
    ("clock", r"几点(?=[开到钟上下起结半？?]|$)"),
    (
        "date",
        r"什么时候|何时|啥时候|啥时|什么时间|哪一?[天年月日]|几(?:月份?|号)|最晚|最迟|截止|期限|时限",
    ),
    ("duration", r"多久|多长时间|(?:几|多少)个?(?:天|日|年|月|小时|工作日|季度)"),
    ("share", r"百分之几|百分点|几成|几个点|(?:比例|比重|占比|增速|涨幅|降幅|率)[^，。？]{0,10}(?:多少|几)|多大比例"),
    (
        "money",
        r"多少(?:钱|经费|资金)|多少[^，。？]{0,8}(?:款|费|津贴|补助|补贴|奖金|工资|报酬)(?!用|公开|监督|管理)|几块钱|多少[万亿]*元|几[十百千]?[万亿]*元|金额|"
        r"(?:投资|支出|收入|经费|资金|补助|补贴|工资|预算|赤字|产值|投入|费用|价格|奖金|罚款)(?:总额|规模|标准)?(?:是|为|有|达|了)?多少$",
    ),
    ("amount", rf"多少(?!点)|(?<!哪)几[大十百千万亿]*(?={_UNIT})(?!方面|个方面|部分|部|[一二]条)"),
    ("amount", r"[高低多少快慢增减涨降勤严长短]了?(?:吗|没有|还是)"),
    (
        "who",
        r"谁|(?:叫|是)什么名字|姓名|哪[个些几一]*(?:部门|单位|人|机构|组织|领导|科室|处室|岗位)|什么(?:人|部门|单位|机构)|责任人|归(?:哪|什么)",
    ),
)
_STATES: Final[dict[Sort, str]] = {
    "document": (
        r"《[^》]{2,60}》?|〔\d{4}〕|[\u4e00-\u9fff]{4,}(?:条例|办法|规则|细则|规定)(?:（试行）)?(?=[，。、；要的]|$)"
    ),
    "duration": (
        rf"(?:{_DIGITS}|{_HAN})个?(?:工作日|小时|季度|月内|年内|天|周|个月)|"
        rf"(?<!月)(?:{_DIGITS}|{_HAN})[年日](?!度)|半[天年日]|当[天日]"
    ),
    "frequency": (
        rf"每(?:{_DIGITS}|{_HAN})?个?(?:年|月|季度?|周|日|天|半年)|(?:{_DIGITS}|{_HAN})(?:次|回|场)|按[季月周]|定期"
    ),
    "contact": r"(?:电话|内线|分机|手机|传真)[:：]?(?:内线|分机)?\d|\d{3,4}[-－—]\d{4}|\d{7,}|@|www|http",
    "clock": rf"\d{{1,2}}[:：]\d{{2}}|(?:{_DIGITS}|{_HAN})[时点](?![面期之])",
    "date": rf"{_PERIOD}|[年月季](?:度)?[底末初]|[明后今]年|[上下]半年|[上中下]旬|立即|当[天日月年]|从即日起",
    "share": rf"{_DIGITS}\s*(?:%|％|‰|个?百分点)|百分之|{_HAN}分之{_HAN}|(?:{_DIGITS}|{_HAN})[成倍]",
    "money": rf"(?:{_DIGITS}|{_HAN}){_SCALE}元",
    "amount": rf"{_AMOUNT}|百分之|{_HAN}分之{_HAN}",
    "who": (
        r"部|委|局|办公室|组|处|科|会|院|所|中心|党支部|党委|书记|主任|负责人|负责同志|人员|职工|干部|员工|企业|公司|单位|机关|"
        r"机构|领导|班子|成员|省长|市长|政府|者|群众|居民|党员"
    ),
}
_COUNTED: Final = re.compile(r"(?:多少|(?<!哪)几)[十百千万亿]*(?P<unit>" + _UNIT + ")")
_QUOTED: Final = re.compile(r"[“\"「『‘]([^”\"」』’]{1,20})[”\"」』’]")
_FORMULA: Final = re.compile(r"(?P<n>[两二三四五六七八九十]|\d{1,2})个?(?P<key>[^\d，。、？的是分具]{1,6})")
_PLAIN_TERM: Final = re.compile(
    r"(?:请问)?(?:(?P<counted>[两二三四五六七八九十](?:个|种|大|项)?[\u4e00-\u9fff]{1,5}?)(?:具体|分别|到底)?(?:是什么|是哪些|指哪些)[？?]?$|"
    r"(?P<term>[\u4e00-\u9fff\d]{2,8}?)(?:具体|分别|到底)?"
    r"(?:是什么意思|指什么|是指什么|指的是什么|的含义|是哪[两三四五六七八九十]|是哪几[个种项]))"
)
_LOCATES: Final = re.compile(r"哪一?[条项款章]|哪(?:个|一)?部分|原因|为什么|为啥|怎么没|怎么办")
_WHO_IS: Final = re.compile(
    r"([^的，。？\s]{2,5}?)(?:现在|目前|现任)?(?:分别)?(?:(?:是|叫)(?:谁(?!的)|什么名字|什么$|啥)|由谁(?:担任|出任|来当))"
)
_NAME: Final = r"\s*[\u4e00-\u9fff·]{2,4}(?=同志|[，。；、（\s]|$)"
_NUMERAL: Final = re.compile(r"[一两二三四五六七八九十]")
# Behind the quoted term: “五型党支部”是哪五型, “12234”党建工作思路具体指什么, “1123”战役规划的具体内容是什么.
_MEANS: Final = re.compile(
    r"[^的，。？谁]{0,10}(?:的?(?:具体)?(?:内容|含义|意思)|要求|建设|活动)?(?:分别|具体|各)?"
    r"(?:是什么(?!时候)|指什么|是指|指的|什么意思|包括|包含|是保|是谁?哪(?!一?[天年月日次个家位])|有哪[两三四五六七八九十])"
)
_EXPLAINS: Final = r"(?:，?即|是指|指的是|就是|主要是|包括|分别是|具体是|[：:（(—])"
_ELEMENT: Final = re.compile(r"[、，；。：:;（）()“”\"]")
_JOINED: Final = re.compile("以及|和|及|与")
BEHIND_KEY: Final = 3  # characters of the noun behind the last member: 安全型党支部


@dataclass(frozen=True)
class Wanted:
    """What a question asks for. `count` and `key` belong to members: the five of 五个标准化, its key 标准化."""

    sort: Sort
    units: tuple[str, ...] = ()  # an amount's, where the question names them: 几批次
    term: str = ""  # that is to be explained, 五个标准化 or 12234; or whose holder is asked for, 组长是谁
    count: int = 0
    key: str = ""
    focus: str = ""  # what stands right before and behind the asking words: whose amount, whose date

    @cached_property
    def _stated(self) -> re.Pattern[str]:
        if self.sort == "amount" and self.units:
            return re.compile(rf"(?<![第]){_NO_YEAR}{_VAGUE}(?:{_DIGITS}|{_HAN}){_SCALE}(?:{'|'.join(self.units)})")
        return re.compile(_STATES[self.sort])

    def stated_in(self, text: str) -> list[tuple[int, int]]:
        """Where a text states such a thing.

        Args:
            text (str): A sentence.

        Returns:
            list[tuple[int, int]]: Spans [start, end), in order.
        """
        text = text[:MOST_CHARS]
        if self.sort in ("members", "meaning"):
            return [(0, len(text))] if self._explained_by(text) else []
        if self.sort in ("date", "duration"):  # the years in 《…规划（2023－2025年）》 belong to its name
            text = re.sub(r"（[^）]*）", lambda aside: " " * len(aside[0]), text)
        if self.sort == "who" and self.term:  # 党委书记是谁 is answered by a name behind 党委书记, by nothing else
            return [m.span() for m in re.finditer(rf"{re.escape(self.term)}(?:[:：]|是|为|由){_NAME}", text)]
        return [match.span() for match in self._stated.finditer(text)]

    def hidden_in(self, text: str) -> bool:
        """Whether a mask stands in a text where the asked-for number would: X篇, XX万元."""
        units = "|".join(self.units) or _MASKED_UNITS.get(self.sort, _UNIT)
        return self.sort in ("amount", "money", "share", "frequency", "date", "duration") and (
            re.search(rf"\d?{_MASK}\d?[十百千万亿]*(?:{units})", text[:MOST_CHARS]) is not None
        )

    def _explained_by(self, text: str) -> bool:
        """Whether a sentence lists the members, or explains the term that it names."""
        if self.count and members_in(text, self.key) >= self.count:
            return True
        named = re.escape(self.term) + r"[”\"」』’》]?[^。；]{0,10}?"
        if self.term and re.search(named + _EXPLAINS, text):
            return True
        return bool(self.term) and _listed_before(text, self.term)


def wanted_of(question: str) -> Wanted | None:
    """The sort of thing that a question asks for.

    Args:
        question (str): In the user's words.

    Returns:
        Wanted | None: None where no sort is told by its words, as for 怎么做 or 有什么要求.
    """
    if _LOCATES.search(question):
        return None
    if named := _to_explain(question):
        return named
    for sort, asks in _ASKS:
        if asked := re.search(asks, question):
            units = _units_asked(question) if sort == "amount" else ()
            holder = _WHO_IS.search(question) if sort == "who" else None
            return Wanted(sort, units, term=holder[1] if holder else "", focus=_focus(question, asked))
    return None


def members_in(text: str, key: str) -> int:
    """How many neighbouring elements of a text begin or end with the key of a counted formula.

    Args:
        text (str): 学习型、效益型、创新型、服务型、安全型.
        key (str): 型.

    Returns:
        int: The longest run; 5 here.
    """
    longest = run = 0
    for element in _ELEMENT.split(text):
        element = element.strip()
        joined = sum(_is_member(part, key) for part in _JOINED.split(element)) if key else 0
        run = run + max(joined, 1) if key and _is_member(element, key) else 0
        longest = max(longest, run)
    return longest


def _is_member(element: str, key: str) -> bool:
    if key == "一":  # 五个一: 听一次工作汇报、召开一次座谈会
        return re.search(r"一[次个项场件份]", element) is not None
    return element != key and (element.startswith(key) or key in element[-len(key) - BEHIND_KEY :])


def _listed_before(text: str, term: str) -> bool:
    """对党忠诚、…、清正廉洁“20字”要求: three elements or more right before the term."""
    before = re.search(r"([^。；：，]*)[“\"「『‘]?" + re.escape(term), text)
    return before is not None and before[1].count("、") >= 2


def _focus(question: str, asked: re.Match[str]) -> str:
    before = _VERBS.sub("", re.split(r"[，。；？?]", question[: asked.start()])[-1])
    behind = re.split(r"[，。；？?]", question[asked.end() :])[0]
    return f"{before[-FOCUS_CHARS:]} {behind[:FOCUS_CHARS]}"


def _units_asked(question: str) -> tuple[str, ...]:
    """The units that are asked for, with those that mean the same."""
    units = [match["unit"] for match in _COUNTED.finditer(question)]
    same = [unit for asked in units for group in _SAME_UNIT if asked in group for unit in sorted(group)]
    return tuple(sorted(dict.fromkeys([*units, *same]), key=len, reverse=True))


def _to_explain(question: str) -> Wanted | None:
    """“五型党支部”是哪五型, 五个“聚焦”分别是什么, “12234”具体指什么."""
    quoted = _QUOTED.search(question)
    if quoted is not None and not _MEANS.match(question, quoted.end()):
        return None
    plain = quoted or _PLAIN_TERM.match(question)
    if plain is None:
        return None
    term = quoted[1] if quoted else plain["counted"] or plain["term"]
    formula = _FORMULA.match(term) or _FORMULA.search(re.sub("[“”]", "", question))
    if formula is None or not (formula["key"] in term or term in formula["key"]) or _NUMERAL.search(formula["key"][1:]):
        return Wanted("meaning", term=term)
    key = re.sub("党支部|党组织", "", formula["key"])
    return Wanted("members", term=term, count=value_of(formula["n"].replace("两", "二")), key=key)
