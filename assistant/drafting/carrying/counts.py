"""Targets of one year: 发展党员26名 -> the user's figure, or 【待补：发展党员人数】. Pure.

A frequency (每季度1次), a bound (不少于2次), a share (65%), a new value of a change and what stands year after year are
no such targets; nor is what a word of structure counts (三会一课, “1234”工作思路), nor a single one (1期). A figure of
the user fills a bound or a share, too, where it measures the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from assistant.drafting.carrying.changes import TURN, new_values
from assistant.drafting.carrying.spans import FILLED, NAMED, Span
from assistant.drafting.records import blank
from ingest.obligations.amounts import Amount, amounts_in
from ingest.obligations.clauses import sentences_of
from ingest.obligations.deadlines import Context, deadlines_in
from ingest.obligations.frequencies import frequency_in
from ingest.obligations.subjects import subject_in

_SHARES: Final = frozenset({"%", "个百分点", ""})
_MONEY: Final = re.compile("元$")
_POWER: Final = re.compile("^[百千]?(?:万亿|[万亿])")
_PEOPLE: Final = frozenset({"名", "人", "位"})
_SUMS: Final = re.compile("全年|年内|当年|本年度")  # the one period that sums up and does not repeat
_EACH: Final = re.compile(r"每(?:人|名|位|个|家|次|期|批|户|支|组|届)|各(?:自)?(?=\d)|人均|人手|平均")
# 会议确定的30项重点任务 is a definite number; 上年未完成的3个问题 is one that will be another.
_DEFINITE: Final = re.compile(r"的$|(?:上述|以下|下列|这|那|第|前|后)$")
_LEFT_OVER: Final = re.compile(r"上年|去年|上一年|未|剩余|遗留|其余|(?:19|20)\d\d年[^，。；]{0,12}的$")
# 落实国企党建30项重点任务: a set that another document counts. 56个民族: a fact of the world.
_SET: Final = re.compile(r"(?:落实|贯彻|执行|对照)[^，。；]*$")
_SET_OF: Final = re.compile(r"[^，。；]{0,6}?(?:任务|要求|措施|举措|标准|规定|制度|意见)")
_FIXED: Final = re.compile("民族|字|点(?:要求|意见)")
# What the amounts of obligations leave out: 2.76万亿元, 100万人, 20万公里.
_LARGE: Final = re.compile(
    r"(?<![\d.])(?P<n>\d+(?:\.\d+)?)(?P<measure>[百千]?(?:万亿|[万亿])(?:元|美元|人次|人|户|套|辆|亩|斤|吨|公里|千瓦时|千瓦|平方米|立方米|件|家|个|名))"
    r"(?!次|以上|以内|以下)"
)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_BOUNDED: Final = re.compile("(?:至少|不少于|不低于|不超过|超过|达到|控制在|以上)$")
_TURNED: Final = re.compile(f"(?:{TURN})$")
_TURNING: Final = re.compile(TURN)
_VERBS: Final = re.compile(
    r"^.*(?:评选|命名|创建|新建|建成|组建|编印|签订|表彰|选派|选树|完成|发布|刊发|打造|培育|设立|选拔|安排|保持|采购|发放|拨付|投入|下拨|举办|开展|制作)"
)
_LEADING: Final = re.compile(
    r"^(?:其中|今年|大规模|全年|年内|当年|本年度|年底|计划|力争|争取|确保|原则上|继续|新|再|共|总计|累计|还|并|也|拟|预计)+"
)
_VERB_TAIL: Final = re.compile(r"(?:达到|保持|控制在|为|共|达)$|^[比较].*")
_NOUN: Final = re.compile(
    r"[^\d，。；、：“”《》（）【】到在进轮对与和从给向并完用赴为]{0,8}?"
    r"(?:干部|党员|职工|员工|人才|人员|团员|青年|书记|委员|代表|骨干|标兵|先进|模范|学员|师徒|支部|小组|组织|单位|企业|公司|部门|班组|站所|基地|阵地|"
    r"问题|项目|课题|任务|案例|品牌|岗|队|室|中心|书屋|活动|成果|制度|稿件|信息|实事|难题)"
)
LABEL_CHARS: Final = 12  # a longer name of a missing fact is no name any more
_DATES: Final = Context(year=None, yearly=False)


def count_spans(text: str, standing: Collection[str], figures: Mapping[str, str]) -> Iterator[Span]:
    """What becomes of the targets of one year.

    Args:
        text (str): A sentence of last year's plan.
        standing (Collection[str]): Quantities that stand, as written: 10名.
        figures (Mapping[str, str]): The user's figures by matter: 发展党员 -> 25名.

    Yields:
        Span: The amount alone changes.
    """
    closed = [*new_values(text), *(name.span() for name in NAMED.finditer(text))]
    for sentence in sentences_of(text, 0):
        for clause in sentence.clauses:
            amounts = [
                amount
                for amount in _amounts(clause.text)
                if not any(s < clause.start + amount.end and clause.start + amount.start < e for s, e in closed)
            ]
            for at, amount in enumerate(amounts):
                first = amounts[at - 1].end if at else 0
                last = amounts[at + 1].start if at + 1 < len(amounts) else len(clause.text)
                around = clause.text[first : amount.start], clause.text[amount.end : last]
                new = _given(clause.text, amount, "".join(around), figures)
                if new is None and _is_target(clause.text, amount, standing):
                    new = Span(amount.start, amount.end, blank(_label(*around, amount.measure)), "年度数量待补")
                if new:
                    yield replace(new, start=clause.start + new.start, end=clause.start + new.end)


def _amounts(clause: str) -> list[Amount]:
    """What a clause counts; nothing where it counts by periods or by heads: 每季度1次, 每人2件."""
    frequency = frequency_in(clause)
    if _EACH.search(clause) or (frequency and not _SUMS.match(clause, frequency.start)):
        return []
    dates = [(date.start, date.end) for date in deadlines_in(clause, _DATES)]
    large = [
        Amount(match.start(), match.end(), match["n"], match["measure"], "", "")
        for match in _LARGE.finditer(clause)
        if not _BOUNDED.search(clause, 0, match.start())
    ]
    spans = [(amount.start, amount.end) for amount in large]
    return sorted([*large, *amounts_in(clause, (*dates, *spans))], key=lambda amount: amount.start)


def _is_target(text: str, amount: Amount, standing: Collection[str]) -> bool:
    if amount.bound or amount.measure in _SHARES or not amount.in_digits:
        return False
    if amount.number == "1" and not _MONEY.search(amount.measure):
        return False
    if {text[amount.start : amount.end], f"{amount.number}{amount.measure}"} & set(standing):
        return False
    before = text[: amount.start]
    if _TURNED.search(before) or _TURNING.match(text, amount.end) or _FIXED.match(text, amount.end):
        return False
    if _SET.search(before) and _SET_OF.match(text, amount.end):
        return False
    return not _DEFINITE.search(before) or _LEFT_OVER.search(before) is not None


def _given(text: str, amount: Amount, around: str, figures: Mapping[str, str]) -> Span | None:
    """The user's figure for the matter that an amount counts; a bound stays, unless the figure has one of its own."""
    for matter, figure in sorted(figures.items(), key=lambda pair: -len(pair[0])):
        value = f"{figure}{amount.measure}" if _NUMBER.fullmatch(figure) else figure
        if matter and amount.measure and matter in around and value.endswith(amount.measure):
            start, end = amount.start, amount.end
            if _NUMBER.match(value):
                start += len(amount.word) if text.startswith(amount.word, start) else 0
                end -= len(amount.word) if text.endswith(amount.word, start, end) else 0
            return Span(start, end, value, FILLED)
    return None


def _label(before: str, behind: str, measure: str) -> str:
    """发展党员 + 名 -> 发展党员人数; 10名年轻干部 -> 年轻干部人数."""
    plain = _POWER.sub("", measure)
    suffix = "人数" if plain in _PEOPLE else "金额" if _MONEY.search(plain) else f"{plain}数"
    noun = _NOUN.match(behind)
    matter = noun[0] if noun else "" if re.match(r"[\u4e00-\u9fff]", behind) else _matter(before)
    if len(matter) + len(suffix) > LABEL_CHARS:
        matter = ""
    return f"{matter.removesuffix(suffix)}{suffix}"


def _matter(before: str) -> str:
    """What is counted, without date, doer and verb: 12月底前评选党支部特色品牌 -> 党支部特色品牌."""
    for date in reversed(deadlines_in(before, _DATES)):
        before = before[: date.start] + before[date.end :]
    before = before.lstrip("、和及与")
    subject = subject_in(before)
    if subject and before.startswith(subject.text):
        before = before.removeprefix(subject.text)
    words = _VERB_TAIL.sub("", _LEADING.sub("", _VERBS.sub("", before)))
    return "" if NAMED.search(words) else words
