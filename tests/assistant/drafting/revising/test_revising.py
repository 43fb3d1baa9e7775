"""A draft revised by instruction: the item that was meant, no other one, and undo gives the draft back as it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.drafting import versions
from assistant.drafting.editing import edited
from assistant.drafting.examining import UNUSED
from assistant.drafting.making import desk_of
from assistant.drafting.records import Draft, DraftItem, Finding, Sentence
from assistant.drafting.revising.changes import changes_of, changes_text, reminders, renumbered
from assistant.drafting.revising.story import Revision
from assistant.drafting.story import examined_again
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.records import EVERYONE
from tests.assistant.drafting.returned import draft_of
from tests.assistant.drafting.revising.conftest import Revise
from tests.assistant.drafting.revising.table import ASKED, LATER, REFUSED, Asked
from tests.conftest import CHECKOUT

if TYPE_CHECKING:
    from ingest.home import Home

RIGHT = 0.95  # share of the instructions of which the right items are found


@pytest.fixture(scope="session")
def made(revise: Revise) -> list[tuple[Asked, Revision]]:
    return [(asked, revise(asked.words, asked.given)) for asked in ASKED]


def changed(revision: Revision) -> list[str]:
    """Addresses of what was changed; a new item's with a +."""
    return sorted(change.old or f"+{change.new}" for change in changes_of(revision))


def item(draft: Draft, address: str) -> DraftItem:
    [found] = [each for each in draft.items() if each.address == address]
    return found


def new_sentences(revision: Revision) -> list[Sentence]:
    old = set(revision.before.sentences())
    return [sentence for sentence in revision.after.sentences() if sentence not in old]


# --- the table --------------------------------------------------------------------------------------------------------


def test_the_right_items_are_changed(made: list[tuple[Asked, Revision]]) -> None:
    wrong = [(asked.words, changed(revision)) for asked, revision in made if changed(revision) != sorted(asked.items)]
    right = 1 - len(wrong) / len(made)
    print(f"right items: {right:.2f} of {len(made)} instructions; wrong: {wrong}")
    assert len(made) >= 40
    assert right >= RIGHT


def test_all_other_items_keep_their_very_sentences(made: list[tuple[Asked, Revision]]) -> None:
    for asked, revision in made:
        others = [each for each in revision.before.items() if each.address not in asked.items]
        there = Counter(each.sentences for each in revision.after.items())
        assert all(there[each.sentences] == 1 for each in others), asked.words
        told = [s.heading.text for s in revision.after.sections]
        assert [s.heading.text for s in revision.before.sections if s.heading.text in told] == told, asked.words


def test_numbers_have_no_gap_and_addresses_are_those_of_a_reader(made: list[tuple[Asked, Revision]]) -> None:
    for asked, revision in made:
        for number, section in enumerate(filter(lambda each: each.label, revision.after.sections), 1):
            assert section.label == f"{'一二三四五六七八'[number - 1]}、", asked.words
            tops = [each.label for each in section.items if each.label.startswith("（")]
            assert tops == [f"（{'一二三四五六七八九十'[n]}）" for n in range(len(tops))], asked.words
        addresses = [each.address for each in revision.after.items()]
        assert len(set(addresses)) == len(addresses), asked.words
        assert {task.address for task in revision.after.tasks} <= {"", *addresses}, asked.words


def test_undo_gives_the_draft_back(draft: Draft, made: list[tuple[Asked, Revision]], library: Library) -> None:
    number = versions.save(library, draft, EVERYONE, "生成草稿").draft
    for asked, revision in made:
        versions.save(library, revision.after, EVERYONE, revision.note, number)
        assert versions.load(library, number) == revision.after
        versions.undo(library, number)
        assert versions.load(library, number) == draft, asked.words


@pytest.mark.parametrize(("words", "address", "why"), REFUSED, ids=[words or "nothing" for words, *_ in REFUSED])
def test_what_is_refused(revise: Revise, words: str, address: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why) as refusal:
        revise(words, address)
    assert "\n" not in str(refusal.value)


def test_what_was_written_later_is_done_or_refused_but_never_wrong(revise: Revise) -> None:
    done, wrong, lost = [], [], []
    for asked in LATER:
        try:
            found = changed(revise(asked.words))
        except BadRequest as refusal:
            if not any(address in str(refusal).split("相近的有")[0] for address in asked.items):
                lost.append(asked.words)
            continue
        (done if found == sorted(asked.items) else wrong).append(asked.words)
    print(f"of {len(LATER)}: carried out {len(done)}, item not found {len(lost)} {lost}, wrong {len(wrong)}")
    assert wrong == []
    assert len(done) >= 0.65 * len(LATER)
    assert len(lost) <= 0.2 * len(LATER)


# --- what becomes of it -----------------------------------------------------------------------------------------------


def test_merging_loses_no_sentence(revise: Revise, draft: Draft) -> None:
    revision = revise("把第四部分一、二两条合并")
    one, other = item(draft, "四/（一）"), item(draft, "四/（二）")
    assert item(revision.after, "四/（一）").sentences == (*one.sentences, *other.sentences)
    assert Counter(revision.after.sentences()) == Counter(draft.sentences())
    into_a_list = revise("把三（二）并入三（一）").after
    assert item(into_a_list, "三/（一）/5").sentences == item(draft, "三/（二）").sentences


def test_new_sentences_have_sources(revise: Revise) -> None:
    detail = revise("把第三部分第3条改得更具体")
    assert {s.sources[0].file for s in new_sentences(detail)} == {"云岭集团星级党支部评定办法.docx"}
    about = revise("在第三部分补一条关于党组织换届的")
    assert [s.sources[0].role for s in new_sentences(about)] == ["earlier", "earlier"]
    unknown = revise("在第三部分补一条关于量子计算的")
    assert [s.kind for s in new_sentences(unknown)] == ["用户给定", "待补"]
    said = revise("第二部分再补一条：每季度开展1次“书记论坛”")
    [sentence] = new_sentences(said)
    assert (sentence.text, sentence.kind) == ("每季度开展1次“书记论坛”。", "用户给定")
    assert said.after.plan.rows[-1].by_user or any(
        row.title.startswith("每季度开展1次") for row in said.after.plan.rows
    )


def test_changed_words_keep_their_source_and_the_tasks_follow(revise: Revise, draft: Draft) -> None:
    revision = revise("第六部分第一条时限改为5月底前")
    [sentence] = new_sentences(revision)
    assert (sentence.kind, sentence.sources[0].role) == ("改写自", "superior")
    tasks = [task for task in revision.after.tasks if task.address == "六/（一）"]
    assert [task.deadline for task in tasks] == ["5月底前"]
    assert [task.deadline for task in draft.tasks if task.address == "六/（一）"] == ["6月底前"]
    bound = revise("第三部分第四条占比改为不低于70%")
    assert "占比不低于70%。" in item(bound.after, "三/（四）").text
    titled = revise("第四部分第一条标题改为“配强党务干部”").after
    assert {task.task for task in titled.tasks if task.address == "四/（一）"} == {"配强党务干部"}


def test_what_is_added_gets_a_task(revise: Revise, draft: Draft) -> None:
    after = revise("在第三部分补一条：规范报告制度。各党支部每月25日前报送信息。").after
    new = [task for task in after.tasks if task.address == "三/（九）"]
    assert [(task.task, task.measure, task.responsible) for task in new] == [
        ("规范报告制度", "各党支部每月25日前报送信息", ("各党支部",))
    ]
    assert len(after.tasks) == len(draft.tasks) + 1
    assert [task.number for task in after.tasks] == sorted(task.number for task in after.tasks)
    behind = revise("给三（一）第3点补一句：每半年通报1次").after
    [added] = [task for task in behind.tasks if task.measure == "每半年通报1次"]
    assert (added.task, added.address) == ("从严从实开展组织生活", "三/（一）/3")


def test_numbers_that_run_on_go_on(revise: Revise) -> None:
    plan = draft_of(CHECKOUT / "corpus" / "云岭集团2023年党建工作要点.docx")
    count = sum(bool(each.label) for each in plan.items())
    after = revise("第5条不要", on=plan).after
    assert [each.label for each in after.items() if each.label] == [f"{n}." for n in range(1, count)]
    grown = revise("在第二部分补一条：规范报告制度。", on=plan).after
    assert [each.label for each in grown.items() if each.label] == [f"{n}." for n in range(1, count + 2)]
    kept = Counter(each.sentences for each in plan.items())
    assert sum((kept - Counter(each.sentences for each in after.items())).values()) == 1


def test_a_dropped_item_takes_its_row_and_its_tasks_along(revise: Revise, draft: Draft) -> None:
    revision = revise("删去第三部分第2条")
    key = item(draft, "三/（二）").row
    [row] = [row for row in revision.after.plan.rows if row.key == key]
    assert (row.decision, row.by_user) == ("drop", True)
    assert len(revision.after.tasks) == len(draft.tasks) - 1
    assert renumbered(revision) == 6
    assert list(changes_text(revision))[-1] == "另有 6 条只改序号，文字不变"


def test_a_section_that_loses_its_items_goes(revise: Revise, draft: Draft) -> None:
    after = revise("删去第七部分的前两条").after
    assert [section.label for section in after.sections][-2:] == ["六、", "七、"]
    assert after.sections[-1].heading.text == "完善考核评价，层层压实责任"
    empty = replace(draft, sections=(*draft.sections, replace(draft.sections[-1], label="九、", items=())))
    kept = revise("删去三（二）", on=empty).after
    assert [section.label for section in kept.sections] == [section.label for section in empty.sections]


def test_the_draft_is_examined_again(revise: Revise, draft: Draft, corpus_home: Home) -> None:
    after = revise("删去三（五）").after
    desk = desk_of(corpus_home.library, corpus_home.embedding, EVERYONE)
    checked = examined_again(after, corpus_home.library, desk)
    assert checked.style.score > 0
    assert len(checked.findings) > len(draft.findings)
    assert any("流动党员" in finding.message + finding.quote for finding in checked.findings)


def test_a_given_fact_is_named_until_the_text_says_it(revise: Revise, draft: Draft, corpus_home: Home) -> None:
    lines = ("数字：植树=300棵", "主题：不新建展厅")
    given = replace(draft, findings=tuple(Finding(UNUSED, "", line, quote=line) for line in lines))
    after = revise("删去三（五）", on=given).after
    checked = examined_again(after, corpus_home.library, desk_of(corpus_home.library, corpus_home.embedding, EVERYONE))
    assert [finding.quote for finding in checked.findings if finding.check == UNUSED] == [lines[0]]


def test_revising_what_was_revised(revise: Revise) -> None:
    once = revise("删去第三部分第2条").after
    twice = revise("把“不新建展厅”改为“不另建展厅”", on=once)
    assert changed(twice) == ["二/（三）"]
    back = revise("把“不另建展厅”改为“不新建展厅”", on=twice.after).after
    assert [each.text for each in back.items()] == [each.text for each in once.items()]


def test_a_model_words_one_item_and_no_other(revise: Revise) -> None:
    def reword(whole: Draft, place: int, instruction: str) -> Draft | str:
        if "诗" in instruction:
            return "模型没有给出可用的改写，草稿没有改动"
        return edited(edited(whole, place, "把全会精神学深学透。"), 2, "模型顺手改了另一条。")

    revision = revise("把一（一）写得有力些", reword=reword)
    assert changed(revision) == ["一/（一）"]
    assert item(revision.after, "一/（一）").text == "（一）把全会精神学深学透。"
    assert changed(revise("把一（一）改得更具体", reword=reword)) == ["一/（一）"]
    with pytest.raises(BadRequest, match="没有给出可用的改写"):
        revise("把一（一）写成一首诗", reword=reword)


def test_the_difference_is_shown(revise: Revise) -> None:
    lines = list(changes_text(revise("把第二部分第1条里的“每半年”改成“每季度”，再把六（四）移到六（一）后面")))
    assert "【删：半年】【增：季度】" in lines[0] or "【删：每半年】【增：每季度】" in lines[0]
    assert lines[1].startswith("移动　六/（四）→六/（二）：")
    assert reminders(revise("三（一）第3点不要")) == ["三/（一）写着“以下四件事”，下面现在是 3 项，请一并改"]
    assert reminders(revise("三（二）不要")) == []


# --- what a review found ----------------------------------------------------------------------------------------------


def test_an_item_that_is_named_twice_moves_once(revise: Revise, draft: Draft) -> None:
    revision = revise("把第一部分第1条和第1条移到第二部分")
    assert len(list(revision.after.items())) == len(list(draft.items()))


@pytest.mark.parametrize(
    ("instruction", "line"),
    [
        ("第三部分第2条时限改为6月底前", "是从某件事算起的"),
        ("把“三强三促”删了", "只剩下空的“”"),
        ("标题改为“”", "草稿没有改动"),
        ("第一部分第99条改短些", "草稿没有改动"),
    ],
)
def test_what_would_leave_nonsense_is_refused(revise: Revise, instruction: str, line: str) -> None:
    with pytest.raises(BadRequest, match=line):
        revise(instruction)


def test_a_value_changes_in_a_task_only_where_it_was_changed(revise: Revise, draft: Draft) -> None:
    known = {task.deadline for task in draft.tasks}
    revision = revise("把三（一）第2点的“2次”改为“3次”")
    assert {task.deadline for task in revision.after.tasks} <= known


def test_the_breakdown_follows_an_item_that_is_replaced(revise: Revise, draft: Draft) -> None:
    after = revise("八（一）改成：优化党建工作考核。考核权重为20%，12月底前完成考核。").after
    rows = [task for task in after.tasks if task.address == "八/（一）"]
    assert [(row.measure, row.deadline) for row in rows] == [("考核权重为20%，12月底前完成考核", "12月底前")]
    assert [row for row in after.tasks if row not in rows] == [row for row in draft.tasks if row.address != "八/（一）"]


def test_a_unit_named_anew_throughout_is_so_in_the_breakdown(revise: Revise, draft: Draft) -> None:
    after = revise("全文“组织人事部”都改成“党委组织部”").after

    def told(on: Draft) -> list[tuple[str, ...]]:
        return [(task.measure, task.lead, *task.responsible) for task in on.tasks]

    assert told(after) == [tuple(cell.replace("组织人事部", "党委组织部") for cell in row) for row in told(draft)]


def test_the_breakdown_stands_in_the_order_of_the_items(revise: Revise, draft: Draft) -> None:
    was = {task.measure: task.address for task in draft.tasks}
    swapped = revise("三（二）和三（三）对调").after
    moved = [was[task.measure] for task in swapped.tasks if task.address in ("三/（二）", "三/（三）")]
    assert list(dict.fromkeys(moved)) == ["三/（三）", "三/（二）"]
    merged = revise("把三（二）、三（三）合并").after
    assert len({task.number for task in merged.tasks if task.address == "三/（二）"}) == 1
