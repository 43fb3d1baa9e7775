"""缺少完成情况, 要点事项没有写到, 给定与报告不一致: what a 总结 owes the plan of its year.

Pure but for the embedding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.compare.likeness import likeness
from assistant.drafting.belonging import part_of
from assistant.drafting.checks.paper import Paper, found, shortened
from assistant.drafting.records import Draft, DraftItem, Finding, Row, Source
from assistant.matrix.matching import ANSWERS
from ingest.embedding import Embedding

CHECK: Final = "缺少完成情况"
PART: Final = "要点事项没有写到"
DIFFERENT: Final = "给定与报告不一致"
GIVE: Final = "补上完成情况，或者在今年的新情况里给定"
SAY: Final = "补上完成情况；没有开展的，说明原因和打算"
BLANKS: Final = re.compile(r"(?:【待补[^【】]*】[。；，]?)+")  # a sentence that tells nothing yet
_FIGURE: Final = re.compile(r"(?P<name>\D+)(?P<figure>\d+(?:\.\d+)?)")  # 发展党员27
# Likewise, anywhere in a sentence; 截至12月底 counts nothing.
_COUNT: Final = re.compile(r"(?P<name>[^\d，。；、：【】]{4,})(?P<figure>\d+(?:\.\d+)?)(?![\d.年月日])")
UNREPORTED: Final = "报告没有写到"  # why a sentence of the plan is not told of


def without_evidence(draft: Draft, embedding: Embedding) -> Iterator[Finding]:
    """Items of the plan whose outcome the text does not tell, and sentences of the others of which no report speaks.

    Args:
        draft (Draft): A 总结; of the other kinds nothing is found. It may have been edited since it was written: what
            was deleted is missed, too.
        embedding (Embedding): What knows words of like meaning.

    Yields:
        Finding: One for each.
    """
    if draft.kind != "总结":
        return
    written: dict[str, str] = {}
    planned = {row.key: row for row in draft.plan.rows if _is_asked(row)}
    left: set[str] = set()
    for item in draft.items():
        written.setdefault(item.row, item.address)
        yield from _different(item)
        yield from _at_odds(item)
        for sentence in item.sentences if item.row in planned else ():
            if BLANKS.fullmatch(sentence.text):
                left |= {key for key, row in planned.items() if {*row.sources} & {*sentence.sources}} or {item.row}
                message = f"“{planned[item.row].title}”没有报告或给定事项说明完成情况，不能写成已经完成"
                yield Finding(CHECK, item.address, message, GIVE, sentence.text)
    for row in _untold([row for key, row in planned.items() if key not in left], draft, embedding):
        message = f"要点的“{row.title}”没有写到完成情况{'（已从稿中拿掉）' if row.decision == 'drop' else ''}"
        yield Finding(CHECK, written.get(row.key, ""), message, GIVE)
    for row in draft.plan.rows:
        if row.decision != "drop" and row.key in written:
            for dropped in (each for each in row.dropped if each.reason == UNREPORTED):
                message = f"要点的这一句没有报告写到：{shortened(dropped.source.quote)}"
                yield Finding(PART, written[row.key], message, "补写完成情况，或者确认不必写")


def owed_to_the_plan(paper: Paper) -> Iterator[Finding]:
    """Items of the plan of its year that a 总结 from anywhere tells nothing of, as far as the library has the plan.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each: where the text leaves a blank for it, else of the whole document.
    """
    for name, source in paper.context.owed:
        message = f"没有写到“{name}”的完成情况（{source.file} {source.address}）"
        blank = re.compile(rf"【待补：{re.escape(name)}[^【】]*】")
        at = next(((item, match[0]) for item in paper.items if (match := blank.search(item.text))), None)
        yield found(CHECK, at[0], message, SAY, at[1]) if at else Finding(CHECK, "", message, SAY)


def _is_asked(row: Row) -> bool:
    """Whether a row stands for an item of the plan that asks for something; the user's leaving it out asks no less."""
    return any(each.role == "plan" for each in row.sources) and (row.decision != "drop" or row.by_user)


def _untold(rows: Sequence[Row], draft: Draft, embedding: Embedding) -> Iterator[Row]:
    """The rows of which neither a report's words nor the user's tell in the text.

    A sentence of the user's tells of the rows that it is like, wherever it stands; one that is like none of its item's.
    """
    telling = [(item.row, s) for item in draft.items() for s in item.sentences if not BLANKS.fullmatch(s.text)]
    told = {source.place for _, sentence in telling for source in sentence.sources}
    given = [(key, s.text) for key, s in telling if any(each.role == "fact" for each in s.sources)]
    left = [row for row in rows if not any(each.place in told for each in _saying(row))]
    alike = likeness([row.sources[0].quote for row in left], [text for _, text in given], embedding)
    of_items = {key for (key, _), row in zip(given, alike.T, strict=True) if row.max(initial=0) < ANSWERS}
    for row, answers in zip(left, alike, strict=True):
        if answers.max(initial=0) < ANSWERS and row.key not in of_items:
            yield row


def _saying(row: Row) -> Iterator[Source]:
    """What a sentence that tells of a row rests on; the problem stands in another part of the text."""
    return (source for source in (*row.sources, *row.evidence) if source.role != "problem")


def _different(item: DraftItem) -> Iterator[Finding]:
    """Figures of the user's beside other figures of the same name in a report of the whole year."""
    given = [each for each in item.sentences if each.kind == "用户给定"]
    reports = [each for each in item.sentences if each.kind != "用户给定"]
    reported = [each.text for each in reports if not any(part_of(source.document) for source in each.sources[:1])]
    for sentence in given:
        if stated := _FIGURE.match(sentence.text):
            same = re.compile(rf"{re.escape(stated['name'])}(?P<figure>\d+(?:\.\d+)?)")
            others = (other for text in reported for other in same.finditer(text))
            for other in (each for each in others if each["figure"] != stated["figure"]):
                message = f"给定的是“{stated[0]}”，报告写的是“{other[0]}”"
                yield Finding(DIFFERENT, item.address, message, "核对后只保留一处", sentence.text)


def _at_odds(item: DraftItem) -> Iterator[Finding]:
    """Figures of one name that two reports give differently; what the half of a year came to is no other figure."""
    told: dict[tuple[str, str], tuple[str, Source]] = {}
    for sentence in (each for each in item.sentences if each.sources and each.sources[0].role == "progress"):
        of_when = part_of(sentence.sources[0].document)
        for stated in _COUNT.finditer(sentence.text):
            figure, source = told.setdefault((stated["name"], of_when), (stated["figure"], sentence.sources[0]))
            if figure != stated["figure"] and source.file != sentence.sources[0].file:
                both = ((source.file, figure), (sentence.sources[0].file, stated["figure"]))
                said = "，".join(f"《{file}》写的是“{stated['name']}{number}”" for file, number in both)
                yield Finding(
                    DIFFERENT, item.address, f"两份报告的数字不一致：{said}", "核对后只保留一处", sentence.text
                )
