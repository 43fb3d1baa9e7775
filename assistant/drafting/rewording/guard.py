"""What a model proposes for an item, against what the item and its sources say: the first reason not to take it. Pure.

Each rule looks at one thing and gives a Chinese reason, "" where nothing is wrong. The reason goes back to the model
once and then to the user.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Final

from assistant.drafting.checks.voice import told_as_done
from assistant.drafting.records import Draft, Sentence
from assistant.drafting.rewording.lexicon import CALLED, HELD, NUMERALS, PERSON, PLACE
from assistant.drafting.rewording.records import BLANKS, THIS_YEAR, Material, Proposal, Proposed, words_of
from assistant.drafting.rewording.same_words import otherwise
from assistant.drafting.rewording.tracing import descent_of, sentences_of
from assistant.drafting.style.shape import sentences
from assistant.drafting.style.wording import FUNCTION_WORDS
from assistant.drafting.voice import as_plan
from assistant.wording.cleaning import names_an_address
from assistant.wording.facts import Amount, Unit, amounts, comparable, names, states, units, verbatim, words
from ingest.labels import label_of

# Carried words are the house's own, and any other word scores a little lower: so much may a whole draft lose.
STYLE_SLACK: Final = 0.01

_PLAIN: Final = re.compile(r"[一-鿿〇0-9，。；：、！？“”‘’《》（）【】—…·％%]")
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?[余多]?")
_STOPS: Final = ("。", "；", "：")
_BRACKETS: Final = ("“”", "‘’", "《》", "（）", "【】")
# What a user says before the words that they want in an item.
_WISHING: Final = re.compile(r"^(?:请)?(?:写明|写上|写清楚|增加|补充|加上|加一句|要求|明确|提出)[：:，]?")
OFFERED: Final = THIS_YEAR - {"problem"}  # roles whose sentences may be taken over: a problem is no demand

Rule = Callable[[Material, Proposal], str]


def refusal(material: Material, proposal: Proposal) -> str:
    """Judge a proposal.

    Args:
        material (Material): The item.
        proposal (Proposal): What the model proposes for its body.

    Returns:
        str: The first reason not to take it, in Chinese; "" where it may stand.
    """
    return next((reason for rule in RULES if (reason := rule(material, proposal))), "")


def sifted(material: Material, proposal: Proposal) -> tuple[Proposal, str]:
    """Take what may stand of a proposal, sentence by sentence.

    Args:
        material (Material): The item.
        proposal (Proposal): What the model proposes for its body.

    Returns:
        tuple[Proposal, str]: The proposal with the item's own sentences where its own may not stand, and why not all of
            them may, in Chinese; "" where all may.
    """
    reason, own = refusal(material, proposal), own_words(material)
    if not reason:
        return proposal, ""
    counterparts = _counterparts(own, proposal)
    alone = (replaced(own, at, each) for at, each in enumerate(counterparts))
    good = tuple(own[at] if refusal(material, each) else counterparts[at] for at, each in enumerate(alone))
    return (own if refusal(material, good) else good), reason


def _counterparts(own: Proposal, proposal: Proposal) -> Proposal:
    """For each sentence of the item the proposed one that says the same, in order; its own where none does."""
    longest: list[list[Proposal]] = [[()] * (len(proposal) + 1) for _ in range(len(own) + 1)]
    kept: list[list[int]] = [[0] * (len(proposal) + 1) for _ in range(len(own) + 1)]
    for i, mine in enumerate(own, 1):
        longest[i][0] = (*longest[i - 1][0], mine)
        for j, said in enumerate(proposal, 1):
            ways = [(kept[i][j - 1], longest[i][j - 1]), (kept[i - 1][j], (*longest[i - 1][j], mine))]
            if not otherwise(mine.text, said.text):
                ways.append((kept[i - 1][j - 1] + 1, (*longest[i - 1][j - 1], said)))
            kept[i][j], longest[i][j] = max(ways, key=lambda way: way[0])
    return longest[-1][-1]


def own_words(material: Material) -> Proposal:
    """An item's body as if it were proposed."""
    return tuple(Proposed(sentence.text, ()) for sentence in material.body)


def replaced(proposal: Proposal, at: int, each: Proposed) -> Proposal:
    """A proposal with another sentence in one place."""
    return (*proposal[:at], each, *proposal[at + 1 :])


def refusal_of_whole(before: Draft, first: Draft, after: Draft) -> str:
    """Judge the draft that a proposal makes, both drafts examined.

    Args:
        before (Draft): As it was.
        first (Draft): The model-free draft, whose style sets the measure.
        after (Draft): With the proposal in it.

    Returns:
        str: The first reason not to take it, in Chinese; "" where it may stand.
    """
    known = Counter((each.check, each.address, each.message) for each in before.findings)
    now = Counter((each.check, each.address, each.message) for each in after.findings)
    if found := next(iter(now - known), None):
        return f"改写后检查发现新问题（{found[0]}）：{found[2]}"
    if after.style.score < first.style.score - STYLE_SLACK:
        return "改写后离本单位的文风更远"
    return ""


# --- form -------------------------------------------------------------------------------------------------------------


def in_plain_chinese(material: Material, proposal: Proposal) -> str:
    """No sign and no foreign word but those of the item and its sources: no English, Markdown, HTML, address."""
    text = words_of(proposal)
    strange = next((sign for sign in text if not _PLAIN.match(sign) and sign not in material.text), "")
    if strange:
        return (
            f"含有不该有的字符“{strange}”"
            if strange.isprintable() and strange.strip()
            else "含有不该有的空白或控制字符"
        )
    foreign = words(comparable(text)) - words(comparable(material.told))
    if foreign:
        return f"写了原文没有的外文“{min(foreign)}”"
    return "写了网址或邮箱" if names_an_address(text) and not names_an_address(material.text) else ""


def in_whole_sentences(material: Material, proposal: Proposal) -> str:
    """One sentence each, with its stop, brackets closed, no number of its own in front."""
    for each in proposal:
        if not each.text.endswith(_STOPS) or len(sentences(each.text)) != 1:
            return "每一句都要以一个句号结束，一句只有一个句号"
        if any(each.text.count(pair[0]) != each.text.count(pair[1]) for pair in _BRACKETS):
            return "引号、书名号或括号不成对"
        if label_of(each.text) and not any(label_of(old.text) for old in material.body):
            return "句首多了序号"
    if proposal[-1].text[-1] != material.text[-1]:
        return f"末尾应是“{material.text[-1]}”"
    return ""


def in_length(material: Material, proposal: Proposal) -> str:
    """Within the house style's range, and not far from the model-free text."""
    least, most = material.chars
    length = len(words_of(proposal))
    if not least <= length <= most:
        return f"篇幅应在{least}到{most}字之间，改写成了{length}字"
    longest = max(len(each.text) for each in proposal)
    return f"有一句长{longest}字，太长" if longest > material.sentence_chars else ""


# --- what must stay ---------------------------------------------------------------------------------------------------


def keeps_blanks(material: Material, proposal: Proposal) -> str:
    """Every 【待补：…】 exactly, in the sentence that had it."""
    old, new = Counter(BLANKS.findall(material.text)), Counter(BLANKS.findall(words_of(proposal)))
    if old != new:
        return f"必须原样保留{next(iter((old - new) or (new - old)))}" if old - new else "增加了【】"
    came_from = descent_of(material, proposal)
    for j, each in enumerate(proposal):
        there = "".join(material.body[i].text for i in came_from.get(j, ()))
        if any(mark not in there for mark in BLANKS.findall(each.text)):
            return "【待补：…】换了位置"
    return ""


def keeps_given(material: Material, proposal: Proposal) -> str:
    """What the user has written, word for word."""
    now = {each.text for each in proposal}
    changed = next((old.text for old in material.body if old.kind == "用户给定" and old.text not in now), "")
    return f"使用者写的句子不能改：{changed}" if changed else ""


def keeps_figures(material: Material, proposal: Proposal) -> str:
    """Numbers, dates and frequencies of the item."""
    flat = comparable(words_of(proposal))
    stated = amounts(flat)
    lost = next(
        (one for one in sorted(amounts(comparable(material.text)), key=str) if not states(flat, stated, one)), None
    )
    if lost:
        return f"丢了“{lost.value}{'' if lost.measure in ('date', 'every') else lost.measure}”"
    missing = Counter(_DIGITS.findall(comparable(material.text))) - Counter(_DIGITS.findall(flat))
    return f"丢了数字“{next(iter(missing))}”" if missing else ""


def keeps_names(material: Material, proposal: Proposal) -> str:
    """Names in 《》, quoted words and units of the item."""
    text = words_of(proposal)
    now = names(text)
    if lost := next((name for name in names(material.text) if name not in now), ""):
        return f"丢了“{lost}”"
    flat = comparable(text)
    gone = (unit for unit in sorted(units(comparable(material.text)), key=str) if unit.body not in flat)
    lost_unit = next(gone, None)
    return f"丢了“{lost_unit.before}{lost_unit.body}”" if lost_unit else ""


# --- what must not come in --------------------------------------------------------------------------------------------


def invents_no_figures(material: Material, proposal: Proposal) -> str:
    """No number, date or frequency that neither the item nor this year's sources have."""
    flat, told = comparable(words_of(proposal)), comparable(material.told)
    stated = amounts(told)
    for one in sorted(amounts(flat), key=str):
        if not states(told, stated, one):
            return f"“{_printed(one)}”在原文和来源里没有"
    for pattern in (_DIGITS, NUMERALS):
        new = set(pattern.findall(words_of(proposal))) - set(pattern.findall(material.told))
        if new:
            return f"数字“{min(new)}”在原文和来源里没有"
    return ""


def _printed(amount: Amount) -> str:
    return amount.value + ("" if amount.measure in ("date", "every") else amount.measure)


def invents_no_names(material: Material, proposal: Proposal) -> str:
    """No document, quoted word, unit, person or place that neither the item nor this year's sources have."""
    text, told = words_of(proposal), material.told
    stated = verbatim(told)
    if named := next((name for name in names(text) if name not in stated), ""):
        return f"“{named}”在原文和来源里没有"
    if retitled := Counter(re.findall("《[^《》]*》", text)).keys() - set(re.findall("《[^《》]*》", told)):
        return f"文件名称{min(retitled)}在原文和来源里没有"
    flat = comparable(told)
    if strange := next((unit for unit in sorted(units(comparable(text)), key=str) if not _is_named(unit, flat)), None):
        return f"单位“{strange.before}{strange.body}”在原文和来源里没有"
    people = (match["name"] for pattern in (PERSON, CALLED, PLACE) for match in pattern.finditer(text))
    who = next((name for name in people if name not in told), "")
    return f"“{who}”像是人名或地名，在原文和来源里没有" if who else ""


def _is_named(unit: Unit, told: str) -> bool:
    before = unit.before[-2:]
    if len(unit.body) == 1:
        return before + unit.body in told
    return unit.body in told and (before in told or unit.before.endswith(FUNCTION_WORDS))


# --- what must not be turned ------------------------------------------------------------------------------------------


def holds_strength(material: Material, proposal: Proposal) -> str:
    """必须, 可以, 拟, 试行, 不少于, 力争 …: neither put in nor left out."""
    text = words_of(proposal)
    for group in HELD:
        had, has = (sum(each.count(word) for word in group) for each in (material.text, text))
        if had != has:
            return f"“{group[0]}”一类的字眼{'加进来了' if has > had else '丢了'}"
    return ""


def says_the_same(material: Material, proposal: Proposal) -> str:
    """Sentence by sentence the item's own words; a further sentence is one of a source or of what the user wants."""
    told = iter(proposal)
    for sentence in material.body:
        strange = ""
        for each in told:
            strange = otherwise(sentence.text, each.text)
            if not strange or not _is_offered(material, each.text):
                break
        else:
            return f"缺了一句：{sentence.text}"
        if strange:
            return f"“{strange}”与原文不是同样的字句"
    more = next((each.text for each in told if not _is_offered(material, each.text)), "")
    return f"多了一句：{more}" if more else ""


def _is_offered(material: Material, text: str) -> bool:
    """Whether a sentence says what this year's sources or the user say, in the same words."""
    offered = (source.quote for source in material.sources if source.role in OFFERED)
    wish = _WISHING.sub("", material.wish)
    return any(not otherwise(each, text) for quote in (*offered, wish) for each in sentences(quote))


def speaks_as_plan(material: Material, proposal: Proposal) -> str:
    """A plan commands and looks ahead: no 我们将, no 了. A summary tells what was done, in the reports' own words."""
    if material.kind == "总结":
        return ""
    for each in proposal:
        if any(told_as_done(each.text)) and not any(told_as_done(material.text)):
            return f"“{each.text}”是总结的口气，应写成计划"
        if not _is_plan(each.text, material.unit) and all(_is_plan(old.text, material.unit) for old in material.body):
            return f"“{each.text}”不是要点的口气"
    return ""


def _is_plan(text: str, unit: str) -> bool:
    return as_plan(text, addressees=(), own=unit) == f"{text.rstrip('。；：')}。"


def is_traced(material: Material, proposal: Proposal) -> str:
    """Code finds where each sentence comes from."""
    given = {old.text for old in material.body if old.kind == "用户给定"}
    made = (each for each in sentences_of(material, proposal, "") if each.text not in given)
    strays = (each.text for each in made if not each.sources or _is_nobodys(each))
    lost = next(strays, "")
    return f"“{lost}”看不出由哪一句改来" if lost else ""


def _is_nobodys(sentence: Sentence) -> bool:
    """Whether a sentence counts as the user's and is not."""
    return sentence.kind == "用户给定" and sentence.sources[0].role != "fact"


RULES: Final[tuple[Rule, ...]] = (
    in_plain_chinese,
    in_whole_sentences,
    in_length,
    keeps_blanks,
    keeps_given,
    invents_no_figures,
    invents_no_names,
    keeps_figures,
    keeps_names,
    holds_strength,
    says_the_same,
    speaks_as_plan,
    is_traced,
)
