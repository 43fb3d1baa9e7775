"""The plan as a file: what is written is read again, and what a person changes in it is what the plan becomes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting.keys import OWN
from assistant.drafting.plan_edits import REMOVED
from assistant.drafting.plan_file import SUFFIXES, given_plan, read_plan, write_plan
from assistant.drafting.records import DECISIONS, OPENING, Plan, Row, Source
from assistant.drafting.showing import plan_json
from assistant.export.plan import SECTIONS, SHEET
from ingest.errors import BadRequest
from tests.assistant.drafting.sample_plan import DROPPED, KEPT, NEW, ONE, PLAN, TWO, UPDATED

Rows = list[dict[str, Any]]
FIELDS = {"key": "编号", "decision": "决定", "title": "条目", "target": "章节", "reason": "理由"}


class Table:
    """The plan's file as a person edits it, in either format."""

    def __init__(self, path: Path, plan: Plan = PLAN) -> None:
        self.path = path
        write_plan(path, plan)

    def edit(self, change: Callable[[Rows], Rows | None]) -> None:
        """Change the rows, each a dict of the editable fields; None leaves the list that was changed in place."""
        if self.path.suffix == ".json":
            body = json.loads(self.path.read_text(encoding="utf-8"))
            changed = change(body["plan"])
            body["plan"] = body["plan"] if changed is None else changed
            self.path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
            return
        book = openpyxl.load_workbook(self.path)
        sheet = book[SHEET]
        header = [cell.value for cell in sheet[1]]
        columns = {field: header.index(name) + 1 for field, name in FIELDS.items()}
        rows: Rows = [
            {field: sheet.cell(number, column).value or "" for field, column in columns.items()}
            for number in range(2, sheet.max_row + 1)
        ]
        changed = change(rows)
        rows = rows if changed is None else changed
        sheet.delete_rows(2, sheet.max_row)
        for number, row in enumerate(rows, 2):
            for field, column in columns.items():
                sheet.cell(number, column).value = row.get(field) or None
        book.save(self.path)

    def read(self, plan: Plan = PLAN) -> Plan:
        return read_plan(self.path, plan)


@pytest.fixture(params=SUFFIXES)
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Table:
    return Table(tmp_path / f"起草计划{request.param}")


def place(table: Table, number: int) -> str:
    """How an error names the row of that number, counted from 1."""
    return f"第{number}项" if table.path.suffix == ".json" else f"第{number + 1}行"


# --- without edits ----------------------------------------------------------------------------------------------------


def test_what_nobody_has_touched_is_the_same_plan(table: Table) -> None:
    assert table.read() == PLAN


def test_what_was_only_opened_and_saved_is_the_same_plan(table: Table) -> None:
    table.edit(lambda _rows: None)
    assert table.read() == PLAN


HEADINGS = st.text(min_size=1, max_size=12).filter(lambda text: text.strip() == text and text.isprintable())
TEXTS = st.text(max_size=30) | st.sampled_from(["=1+1", "#N/A", " 前后有空格 ", "两\n行", "a\tb", "1", "2026", "\x00"])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    sections = tuple(draw(st.lists(HEADINGS | st.just(""), unique=True, max_size=4)))
    keys = draw(st.lists(st.from_regex(r"[a-z0-9:（）一-三/]{1,12}", fullmatch=True), unique=True, max_size=6))
    sources = st.builds(
        Source, st.sampled_from(["prior", "superior"]), TEXTS, st.integers(0, 9), TEXTS, st.just(2025), TEXTS, TEXTS,
        st.just(0), st.just(3),
    )  # fmt: skip
    rows = []
    for key in keys:
        decision = draw(st.sampled_from(DECISIONS))
        target = "" if decision == "drop" or not sections else draw(st.sampled_from(sections))
        some = tuple(draw(st.lists(sources, max_size=3)))
        rows.append(Row(key, decision, draw(TEXTS), target, draw(TEXTS), some, by_user=draw(st.booleans())))
    return Plan("云岭集团", 2026, sections, tuple(rows))


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans())
def test_written_and_read_is_the_same_plan(tmp_path: Path, suffix: str, plan: Plan) -> None:
    assert Table(tmp_path / f"plan{suffix}", plan).read(plan) == plan


# --- edits ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("decision", "合并", {"decision": "merge"}),
        ("decision", "merge", {"decision": "merge"}),
        ("decision", "不再列入", {"decision": "drop", "target": ""}),
        ("title", "抓好中心组学习", {"title": "抓好中心组学习"}),
        ("target", TWO, {"target": TWO}),
        ("reason", "领导要求保留", {"reason": "领导要求保留"}),
        ("reason", "", {"reason": ""}),
    ],
)
def test_a_changed_field_is_the_users(table: Table, field: str, value: str, expected: dict[str, Any]) -> None:
    table.edit(lambda rows: rows[0].update({field: value}))
    changed = table.read()
    assert changed.rows == (replace(KEPT, by_user=True, **expected), *PLAN.rows[1:])
    assert changed.sections == PLAN.sections


def test_a_plan_at_hand_as_data_is_read_like_a_file() -> None:
    given = plan_json(PLAN)
    assert given_plan(given, PLAN, "计划表.json") == PLAN
    given["plan"][0]["title"] = "抓好中心组学习"
    assert given_plan(given, PLAN, "计划表.json").rows[0] == replace(KEPT, title="抓好中心组学习", by_user=True)
    given["plan"][0]["decision"] = "保留"
    with pytest.raises(BadRequest, match=r"^计划表\.json 第1项“决定”列："):
        given_plan(given, PLAN, "计划表.json")


@pytest.mark.parametrize("label", ["二、", "五、 ", "（二）", "第二章　", "2."])
def test_a_section_as_it_stands_in_word_is_the_section(table: Table, label: str) -> None:
    table.edit(lambda rows: rows[0].update(target=f"{label}{TWO}"))
    changed = table.read()
    assert (changed.sections, changed.rows[0].target) == (PLAN.sections, TWO)


def test_a_new_section_is_named_without_its_label(table: Table) -> None:
    def change(rows: Rows) -> None:
        rows[0].update(target="三、凝聚青年力量")
        rows.append({"title": "开展青年宣讲", "target": "三、凝聚青年力量"})

    table.edit(change)
    changed = table.read()
    assert changed.sections == (ONE, TWO, "凝聚青年力量")
    assert [changed.rows[0].target, changed.rows[-1].target] == ["凝聚青年力量"] * 2


def test_a_title_or_section_of_several_lines_is_one_line(table: Table) -> None:
    table.edit(lambda rows: rows[0].update(title="抓好中心组\n学习", target="凝聚青年\n力量"))
    changed = table.read().rows[0]
    assert (changed.title, changed.target) == ("抓好中心组学习", "凝聚青年力量")


@pytest.mark.parametrize(("number", "row", "owed"), [(2, NEW, "上级要求和总结指出的问题")])
@pytest.mark.parametrize("reason", ["", NEW.reason])
def test_what_is_owed_an_answer_is_set_aside_with_a_reason(
    table: Table, number: int, row: Row, owed: str, reason: str
) -> None:
    table.edit(lambda rows: rows[number - 1].update(decision="不再列入", reason=reason))
    with pytest.raises(BadRequest) as refused:
        table.read()
    assert str(refused.value).startswith(f"{table.path.name} {place(table, number)}“理由”列：“{row.title}”回应{owed}")
    table.edit(lambda rows: rows[number - 1].update(reason="上级已另行部署"))
    set_aside = table.read().rows[number - 1]
    assert set_aside == replace(row, decision="drop", target="", reason="上级已另行部署", by_user=True)


@pytest.mark.parametrize("all_of_them", ["deleted", "set aside"])
def test_a_plan_of_which_nothing_is_left_is_refused(table: Table, all_of_them: str) -> None:
    def change(rows: Rows) -> Rows:
        return [] if all_of_them == "deleted" else [row | {"decision": "不再列入", "reason": "不写"} for row in rows]

    table.edit(change)
    with pytest.raises(BadRequest, match=f"^计划里没有要写的条目：{table.path.name}。"):
        table.read()


def test_rows_stand_in_the_users_order(table: Table) -> None:
    table.edit(lambda rows: rows[::-1])
    assert table.read() == replace(PLAN, rows=PLAN.rows[::-1])


def test_a_missing_row_is_dropped_by_the_user_and_keeps_its_sources(table: Table) -> None:
    table.edit(lambda rows: rows[1:])
    assert table.read().rows == (
        NEW,
        UPDATED,
        DROPPED,
        replace(KEPT, decision="drop", target="", reason=REMOVED, by_user=True),
    )


def test_a_new_section_is_appended(table: Table) -> None:
    table.edit(lambda rows: rows[1].update(target="凝聚青年力量，激发组织活力"))
    changed = table.read()
    assert changed.sections == (ONE, TWO, "凝聚青年力量，激发组织活力")
    assert changed.rows[1].target == "凝聚青年力量，激发组织活力"


def test_what_was_dropped_is_taken_up_again(table: Table) -> None:
    table.edit(lambda rows: rows[3].update(decision="沿用", target=ONE))
    assert table.read().rows[3] == replace(DROPPED, decision="keep", target=ONE, by_user=True)


def test_a_row_without_a_key_is_the_users_theme(table: Table) -> None:
    table.edit(lambda rows: rows.append({"title": "开展青年理论宣讲", "target": TWO, "reason": "青年工作薄弱"}))
    *others, added = table.read().rows
    assert tuple(others) == PLAN.rows
    assert (added.decision, added.title, added.target, added.reason) == ("new", "开展青年理论宣讲", TWO, "青年工作薄弱")
    assert added.by_user
    assert added.key.startswith(OWN)
    [source] = added.sources
    assert (source.role, source.file, source.address) == ("fact", table.path.name, place(table, 5))
    assert source.quote == "开展青年理论宣讲"
    assert (source.start, source.end) == (0, len(source.quote))


def test_the_users_theme_has_the_same_key_each_time(table: Table) -> None:
    table.edit(lambda rows: rows.append({"title": "开展青年理论宣讲", "target": TWO, "decision": "新增"}))
    once = table.read()
    assert table.read() == once
    again = Table(table.path, once)  # exported once more, read against the plan that does not know it
    assert again.read().rows[-1].key == once.rows[-1].key
    assert again.read(once) == once


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_sections_in_the_users_order(tmp_path: Path, suffix: str) -> None:
    table = Table(tmp_path / f"plan{suffix}")
    if suffix == ".json":
        body = json.loads(table.path.read_text(encoding="utf-8"))
        body["sections"] = [{"heading": TWO}, {"heading": ""}, {"heading": f"一、{TWO}"}, {"heading": TWO}]
        table.path.write_text(json.dumps(body), encoding="utf-8-sig")
    else:
        book = openpyxl.load_workbook(table.path)
        book[SECTIONS].delete_rows(2)
        for again in (f"一、{TWO}", TWO):  # a heading that is listed twice counts once
            book[SECTIONS].append([again])
        book.save(table.path)
    assert table.read().sections == (TWO, ONE)  # what rows still stand in is not lost


def test_an_item_under_no_heading_may_be_renamed(tmp_path: Path) -> None:
    bare = replace(PLAN, sections=("", TWO), rows=(replace(KEPT, target=""), NEW, UPDATED))
    for suffix in SUFFIXES:
        table = Table(tmp_path / f"plan{suffix}", bare)
        table.edit(lambda rows: rows[0].update(title="抓好中心组学习"))
        changed = table.read(bare)
        assert changed.sections == bare.sections
        assert changed.rows[0] == replace(bare.rows[0], title="抓好中心组学习", by_user=True)


# --- what makes no sense ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "change", "column", "said"),
    [
        (1, {"decision": "保留"}, "决定", "沿用、更新、合并、不再列入、新增"),
        (1, {"decision": ""}, "决定", "不认识"),
        (2, {"key": "k9"}, "编号", "k9"),
        (2, {"key": "k1"}, "编号", "重复"),
        (4, {"target": "没有的章节"}, "章节", "没有的章节"),
        (1, {"title": ""}, "条目", "沿用"),
        (4, {"decision": "更新"}, "章节", "更新"),
        (1, {"target": OPENING}, "章节", "导语"),
        (5, {"title": "青年宣讲", "target": OPENING}, "章节", "导语"),
        (5, {"title": "青年宣讲", "target": TWO, "decision": "沿用"}, "决定", "新增"),
        (5, {"title": "青年宣讲"}, "章节", "不能为空"),
        (5, {"target": TWO}, "条目", "不能为空"),
    ],
)
def test_an_error_names_row_and_column(
    table: Table, number: int, change: dict[str, str], column: str, said: str
) -> None:
    def spoil(rows: Rows) -> None:
        if number > len(rows):
            rows.append({})
        rows[number - 1].update(change)

    table.edit(spoil)
    with pytest.raises(BadRequest) as refused:
        table.read()
    message = str(refused.value)
    assert message.startswith(f"{table.path.name} {place(table, number)}“{column}”列：")
    assert said in message
    assert "\n" not in message


def test_the_same_theme_twice(table: Table) -> None:
    table.edit(lambda rows: rows.extend([{"title": "青年宣讲", "target": TWO}] * 2))
    with pytest.raises(BadRequest, match="重复"):
        table.read()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[", "第 1 行第 2 列"),
        ("[]", "JSON 对象"),
        ("{}", '"plan"'),
        ('{"plan": [3]}', "第1项"),
        ('{"plan": [{"key": 3}]}', "“key”"),
        ('{"plan": [], "sections": ["一"]}', "“sections”"),
        ('{"plan": [], "sections": [{"heading": 1}]}', "“heading”"),
    ],
)
def test_json_of_another_form(tmp_path: Path, body: str, said: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(BadRequest, match=said) as refused:
        read_plan(path, PLAN)
    assert "plan.json" in str(refused.value)


def test_json_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes('{"plan": "计划"}'.encode("gbk"))
    with pytest.raises(BadRequest, match="UTF-8"):
        read_plan(path, PLAN)


@pytest.mark.parametrize("name", ["plan.docx", "plan", "plan.json/plan.csv"])
def test_another_suffix(tmp_path: Path, name: str) -> None:
    for call in (write_plan, read_plan):
        with pytest.raises(BadRequest, match="结尾"):
            call(tmp_path / name, PLAN)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_not_there(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(BadRequest, match="起草计划"):
        read_plan(tmp_path / f"plan{suffix}", PLAN)
    with pytest.raises(BadRequest, match="无法写入"):
        write_plan(tmp_path / f"none/plan{suffix}", PLAN)


def test_a_workbook_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(BadRequest, match="已损坏"):
        read_plan(path, PLAN)


@pytest.mark.parametrize(("sheet", "said"), [("别的表", "没有“起草计划”工作表"), (SHEET, "缺少列：编号、决定")])
def test_a_workbook_of_another_kind(tmp_path: Path, sheet: str, said: str) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = sheet
    book.active.append(["条目", "章节"])
    book.save(tmp_path / "plan.xlsx")
    with pytest.raises(BadRequest, match=said):
        read_plan(tmp_path / "plan.xlsx", PLAN)


def test_what_is_there_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("旧", encoding="utf-8")
    write_plan(path, PLAN)
    assert read_plan(path, PLAN) == PLAN
    assert [each.name for each in tmp_path.iterdir()] == ["plan.json"]
