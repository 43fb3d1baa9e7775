"""`yaodian eval`: how well this library, with this model, answers the user's own questions. It only prints."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from assistant.cli_options import in_json
from assistant.console import Command, GivenPath, desk_of, existing_library, plain, print_json, with_home
from ingest.errors import BadRequest
from ingest.records import EVERYONE, Filters
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.evaluating import Question, Rate, Texts, Verdict
    from assistant.workspace.feedback import Feedback

NAMES: Final = {
    "evidence_any": "引到至少一处依据",
    "evidence_all": "引到全部依据",
    "citations_needed": "引文用得上",
    "address_right": "条目位置正确",
    "said": "说出答案",
    "ambiguous_seen": "指出有歧义",
    "false_refusals": "误答没有找到（越低越好）",
    "over_quoted": "引文过长（越低越好）",
    "refused": "没写的答没有找到",
    "context_any": "检索到至少一处依据",
    "context_all": "检索到全部依据",
}
BY_KIND: Final = ("evidence_any", "evidence_all", "said", "refused")
STATUS: Final = {"answered": "作了回答", "not_found": "没有找到", "ambiguous": "指出有歧义"}


@click.command("eval", cls=Command)
@click.argument("questions", metavar="[问题文件]", type=GivenPath(), required=False)
@click.option("--feedback", is_flag=True, help="改用问答页上的反馈：标为“正确”的回答应仍引到同样的原文，其余逐条列出")
@click.option("--out", type=GivenPath(dir_okay=False), help="把每题的回答和检索结果写入这个文件（JSONL）")
@in_json
@click.option("--user", default=EVERYONE, help="以该用户身份提问（含其私有文件）")
@with_home
@click.pass_context
def evaluate(
    context: click.Context, /, questions: Path | None, feedback: bool, out: Path | None, as_json: bool, user: str
) -> int:
    """用自己的问题测评：每行写明问题、能否回答、应引用的文件和原文；或用问答页上的反馈（--feedback）。"""
    from assistant.evaluating import faults_of

    settings, everything = existing_library(context), Filters(reader=user)
    given = _given(settings, questions, feedback, everything)
    texts = _texts(settings, everything)
    faults = [(question.id, fault) for question, _ in given.questions for fault in faults_of(question, texts)]
    faulty = {number for number, _ in faults}
    source = "反馈所引的原文已有变化" if feedback else "问题文件有误"
    for number, fault in faults:
        click.echo(f"{source}，{number} 未计入：{fault}", err=True)
    with out.open("w", encoding="utf-8") if out else nullcontext() as file:
        verdicts = []
        for verdict in _verdicts(settings, [(q, f) for q, f in given.questions if q.id not in faulty], texts):
            verdicts.append(verdict)
            if file:
                line = {"id": verdict.question.id, **plain(verdict.answer), "hits": verdict.hits}
                file.write(json.dumps(line, ensure_ascii=False, default=plain) + "\n")
    if as_json:
        more: dict[str, Any] = {"faults": [{"id": number, "fault": fault} for number, fault in faults]}
        if feedback:
            more |= {"complaints": [plain(each) for each in given.complaints], "followups": given.followups}
        print_json(_summary(verdicts) | more)
    else:
        _show_figures(verdicts)
        _show_kinds(verdicts)
        _show_misses([v for v in verdicts if v.missed])
        _show_complaints(given)
    return 0


def _given(settings: Settings, questions: Path | None, feedback: bool, everything: Filters) -> Feedback:
    """What to ask: the lines of a file, or what one person has thought of answers on the page."""
    from assistant.evaluating import read_questions
    from assistant.workspace.feedback import Feedback, feedback_of
    from ingest.library import Library

    if (questions is None) == (not feedback):
        raise BadRequest("请给出问题文件，或用 --feedback 改用问答页上的反馈，两者选一")
    if questions:
        return Feedback(tuple((question, everything) for question in read_questions(questions)), (), 0)
    with closing(Library.open(settings.library_url)) as library:
        found = library.chats.rated(everything.reader)
    if not found:
        raise BadRequest("还没有反馈。请在问答页的回答下面点“正确”“出处有误”或“不完整”；查看某位用户的反馈请加 --user")
    return feedback_of(found)


def _texts(settings: Settings, filters: Filters) -> Texts:
    from assistant.evaluating import squeeze
    from ingest.library import Library

    texts: dict[str, list[str]] = {}
    with closing(Library.open(settings.library_url)) as library:
        for document in library.documents(filters):
            texts.setdefault(document.file, []).append(squeeze(library.content(document.version, filters.reader)))
    return texts


def _verdicts(settings: Settings, asked: Sequence[tuple[Question, Filters]], texts: Texts) -> Iterator[Verdict]:
    from assistant.evaluating import CONTEXT_ITEMS, judge

    bar = click.progressbar(asked, label="逐题测评", file=sys.stderr, hidden=not sys.stderr.isatty())
    with desk_of(settings) as desk, bar:
        for question, filters in bar:
            answer = desk.ask(question.question, filters)
            yield judge(question, answer, desk.search(question.question, CONTEXT_ITEMS, filters), texts)


def _summary(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    from assistant.evaluating import by_kind

    return _rates(verdicts) | {
        "engines": _engines(verdicts),
        "citations": sum(len(v.answer.citations) for v in verdicts),
        "forged_citations": sum(v.forged for v in verdicts),
        "by_kind": {kind: _rates(group) for kind, group in by_kind(verdicts).items()},
        "misses": [v.question.id for v in verdicts if v.missed],
        "context_misses": [v.question.id for v in verdicts if not all(v.context)],
    }


def _rates(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    from assistant.evaluating import figures

    rates, answerable = figures(verdicts), _answerable(verdicts)
    return {
        "answerable": answerable,
        "unanswerable": len(verdicts) - answerable,
        **{name: rate.value for name, rate in rates.items()},
        "intervals": {name: rate.interval for name, rate in rates.items()},
    }


def _answerable(verdicts: Sequence[Verdict]) -> int:
    return sum(v.question.answerable for v in verdicts)


def _engines(verdicts: Sequence[Verdict]) -> Counter[str]:
    return Counter(v.answer.engine for v in verdicts)


def _show_figures(verdicts: Sequence[Verdict]) -> None:
    from assistant.evaluating import figures

    answerable = _answerable(verdicts)
    engines = "，".join(f"{engine} {n} 题" for engine, n in _engines(verdicts).items())
    click.echo(f"测评 {len(verdicts)} 题：资料写明的 {answerable} 题，没写的 {len(verdicts) - answerable} 题")
    click.echo(f"回答引擎：{engines or '—'}")
    for notice, n in Counter(v.answer.notice for v in verdicts if v.answer.notice).items():
        click.echo(f"  其中 {n} 题：{notice}")
    click.echo("\n" + _row("指标", ["数值", "95% 区间", "计数"]))
    for name, rate in figures(verdicts).items():
        click.echo(_row(NAMES[name], [_percent(rate), _interval(rate), f"{rate.hits}/{rate.cases}"]))
    forged, citations = sum(v.forged for v in verdicts), sum(len(v.answer.citations) for v in verdicts)
    click.echo(_row("与原文不符的引文", [str(forged), "", f"{forged}/{citations}"]))


def _show_kinds(verdicts: Sequence[Verdict]) -> None:
    from assistant.evaluating import by_kind, figures

    click.echo("\n" + _row("题型（题数）", [NAMES[name] for name in BY_KIND]))
    for kind, group in by_kind(verdicts).items():
        rates = figures(group)
        cells = [f"{_percent(rates[name])} {_interval(rates[name])}" for name in BY_KIND]
        click.echo(_row(f"{kind or '未写'}（{len(group)}）", cells))


def _show_misses(missed: Sequence[Verdict]) -> None:
    click.echo(f"\n未达到预期的有 {len(missed)} 题")
    for v in missed:
        click.echo(f"\n{v.question.id}　{v.question.question}")
        for gold, found in zip(v.question.gold, v.found, strict=True):
            click.echo(f"  应引（{'已引到' if found else '未引到'}）{gold.file} {gold.item} “{gold.quote}”")
        if not v.question.answerable:
            click.echo(f"  应答　没有找到。{v.question.answer}")
        click.echo(f"  实际　{STATUS[v.answer.status]}{'，引文过长' if v.wordy else ''}")
        for c in v.answer.citations:
            click.echo(f"    [{c.n}] {c.file} {c.address} “{c.quote}”")


def _show_complaints(given: Feedback) -> None:
    if given.followups:
        click.echo(f"\n另有 {given.followups} 个标为正确的回答是对追问的，不能单独再问，未计入")
    if given.complaints:
        click.echo(f"\n读者指出有问题的回答 {len(given.complaints)} 个；请把应引的原文写进问题文件，再来测评")
    for each in given.complaints:
        click.echo(f"\n{each.question}\n  反馈　{each.verdict}{f'：{each.note}' if each.note else ''}")
        for c in each.citations:
            click.echo(f"    [{c.n}] {c.file} {c.address} “{c.quote}”")


def _row(name: str, cells: Sequence[str]) -> str:
    return (_pad(name, 26) + "".join(_pad(cell, 20) for cell in cells)).rstrip()


def _pad(text: str, width: int) -> str:
    """Filled up to a width in a terminal, where a Chinese character takes two columns."""
    return text + " " * (width - sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text))


def _percent(rate: Rate) -> str:
    return "—" if rate.value is None else f"{rate.value:.1%}"


def _interval(rate: Rate) -> str:
    return "" if rate.interval is None else "{:.0%}–{:.0%}".format(*rate.interval)
