"""Last year's text revised into the draft: accepted it is the draft, rejected it is last year's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting.records import Draft, DraftItem, Section, Sentence
from assistant.export.word import write_draft, write_revisions
from ingest.errors import BadRequest
from ingest.records import Item, Outline
from tests.assistant.export.word_layout import Package, W, problems, texts
from tests.assistant.export.word_samples import BASE, DRAFT, carried, draft_from, read_outline

CORPUS = Path(__file__).parents[3] / "corpus"
PLANS = sorted(path for path in CORPUS.iterdir() if path.stem.endswith("要点"))


def revised(folder: Path, draft: Draft = DRAFT, base: Outline = BASE) -> Path:
    path = folder / "对照.docx"
    write_revisions(path, draft, base)
    return path


def plain_text(folder: Path, draft: Draft) -> list[str]:
    path = folder / "清稿.docx"
    write_draft(path, draft)
    printed = texts(path)
    return printed[: printed.index("【待补：成文日期】") + 1]


def old_text(base: Outline) -> list[str]:
    front = [base.title, *([f"{base.addressees}："] if base.addressees else [])]
    items = [i for i in base.items if not i.cells and (i.address == "附件说明" or not i.address.startswith("附件"))]
    return front + [line for item in items for line in item.text.split("\n")]


def marks(path: Path) -> list[tuple[str, str]]:
    return [
        (mark.tag.removeprefix(W), "".join(mark.itertext()))
        for mark in Package.of(path).body.iter(f"{W}ins", f"{W}del")
        if len(mark)
    ]


def test_accepted_it_is_the_draft_and_rejected_last_years_text(tmp_path: Path) -> None:
    path = revised(tmp_path)
    assert problems(path) == []
    assert texts(path) == plain_text(tmp_path, DRAFT)
    assert texts(path, accepted=False) == old_text(BASE)


def test_only_what_is_changed_is_marked(tmp_path: Path) -> None:
    shown = marks(revised(tmp_path))
    assert shown[:4] == [("del", "2025"), ("ins", "2026")] * 2
    assert ("del", "建立台账。") in shown
    assert ("del", "（二）办好2025年读书班。7月底前举办1期读书班。") in shown
    assert ("ins", "针对记录不规范的问题，每半年检查1次。") in shown
    assert not [text for _, text in shown if "党支部党员大会" in text or "各所属单位" in text]


def test_dropped_items_stand_where_they_stood(tmp_path: Path) -> None:
    path = revised(tmp_path)
    whole = ["".join(t.text or "" for t in p.iter(f"{W}t", f"{W}delText")) for p in Package.of(path).body.iter(f"{W}p")]
    dropped = next(n for n, text in enumerate(whole) if text.startswith("（二）办好"))
    assert whole[dropped - 1].startswith("（一）提高")
    assert whole[dropped + 1].startswith("（二）加强青年")


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_an_unchanged_text_has_no_marks_but_the_date(plan: Path, tmp_path: Path) -> None:
    base = read_outline(plan)
    path = revised(tmp_path, replace(draft_from(base), signer=""), base)
    dates_and_notes = ("附件", "中共", "云岭集团党委", base.issued[:4], "【待补")
    assert problems(path) == []
    assert [text for _, text in marks(path) if not text.startswith(dates_and_notes)] == []
    assert texts(path, accepted=False) == old_text(base)


@pytest.mark.parametrize("old", PLANS, ids=lambda path: path.name)
def test_against_another_years_plan_both_texts_are_whole(old: Path, tmp_path: Path) -> None:
    base, draft = read_outline(old), draft_from(read_outline(PLANS[0]))
    path = revised(tmp_path, draft, base)
    assert texts(path) == plain_text(tmp_path, draft)
    assert [line for line in texts(path, accepted=False) if line] == old_text(base)


def test_moved_items_are_deleted_and_inserted(tmp_path: Path) -> None:
    first, second = DRAFT.sections[1:]
    moved = replace(DRAFT, sections=(DRAFT.sections[0], second, first))
    path = revised(tmp_path, moved)
    assert texts(path) == plain_text(tmp_path, moved)
    assert texts(path, accepted=False) == old_text(BASE)


LEADS = ["抓学习。", "抓组织。", "抓作风。", "抓作风，抓落实。"]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Draft, Outline]:
    """Items of an old plan, some of several paragraphs, and a draft that carries some of their sentences over, in any order and number."""
    old = draw(st.lists(st.lists(st.sampled_from(LEADS), min_size=1, max_size=4), min_size=1, max_size=5))
    joint = draw(st.sampled_from(["", "\n"]))
    items = tuple(
        Item(f"（{n}）", 1, f"（{n}）", "", f"（{n}）{joint.join(s)}", 0, 0, "plan") for n, s in enumerate(old, 1)
    )
    sentence = st.one_of(
        st.text("抓学习组织。2026", min_size=1, max_size=8).map(lambda text: Sentence(text, "用户给定", ())),
        st.tuples(st.integers(0, len(old) - 1), st.sampled_from(LEADS), st.booleans()).map(
            lambda t: carried(f"（{t[0] + 1}）", t[1], t[1].replace("抓", "抓好") if t[2] else t[1])
        ),
    )
    new = draw(st.lists(st.lists(sentence, min_size=1, max_size=4), min_size=1, max_size=5))
    made = tuple(DraftItem(f"（{n}）", f"（{n}）", tuple(s)) for n, s in enumerate(new, 1))
    section = Section("", Sentence("", "沿用", ()), made)
    return replace(DRAFT, sections=(section,), tasks=()), replace(BASE, items=(*items, *BASE.items[-1:]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs())
def test_both_texts_are_whole_whatever_becomes_of_what(tmp_path: Path, pair: tuple[Draft, Outline]) -> None:
    draft, base = pair
    path = revised(tmp_path, draft, base)
    assert texts(path) == plain_text(tmp_path, draft)
    assert texts(path, accepted=False) == old_text(base)


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="请换一个文件名"):
        write_revisions(tmp_path / "对照.txt", DRAFT, BASE)
