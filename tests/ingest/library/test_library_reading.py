"""What goes in comes out: text, bytes, outlines, versions, filters and places."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from ingest.library import Library, Reading
from ingest.library.connecting import connect
from ingest.records import Document, Filters, Item, Outline

MakeReading = Callable[..., Reading]

ROW = Item(
    address="附件1/表1/3",
    level=3,
    label="3",
    title="安全检查",
    text="3\t安全检查",
    start=16,
    end=22,
    tense="done",
    headings=("附件1", "表1"),
    page=7,
    cells=(("序号", "3"), ("重点任务", "安全检查")),
    turns=((4, 8), (5, 9)),
)


def test_a_reading_comes_back_whole(library: Library, make_reading: MakeReading) -> None:
    before = datetime.now(UTC)
    reading = make_reading("/文件/要点.docx", "3\t安全检查", "末条。")
    outline = Outline("题目", None, "任务分解", "", (ROW,), "云岭〔2024〕1号", "2024年1月5日", "各单位")
    reading = replace(reading, outline=outline, passages=reading.passages[:1], vectors=reading.vectors[:1])
    stored = library.put(reading)
    assert library.content(stored.version) == reading.content
    assert library.original(stored.version) == reading.original
    assert library.outline(stored.version) == outline
    assert library.document(stored.document) == Document(
        stored.document, stored.version, 1, "要点.docx", ("/文件/要点.docx",), "题目", None, "任务分解", "", "", 1
    )
    [version] = library.versions(stored.document)
    assert (version.version, version.number, version.sha256, version.parser, version.current) == (
        stored.version,
        1,
        reading.sha256,
        1,
        True,
    )
    assert before <= version.created_at <= datetime.now(UTC)


def test_an_old_version_stays_readable_as_it_was(library: Library, make_reading: MakeReading) -> None:
    old = library.put(make_reading("/a", "旧的一条。", title="旧题", year=2023))
    new = library.put(make_reading("/a", "新的一条。", title="新题"))
    library.edit(new.document, title="更正的题", year=2025)
    assert library.content(old.version).endswith("旧的一条。")
    assert [library.version_of(s.version).title for s in (old, new)] == ["旧题", "更正的题"]
    assert [library.outline(s.version).year for s in (old, new)] == [2023, 2025]
    assert [library.version_of(s.version).number for s in (old, new)] == [1, 2]


def test_edit_returns_what_is_seen_from_now_on(library: Library, make_reading: MakeReading) -> None:
    stored = library.put(make_reading("/a", "一条。"))
    library.edit(stored.document, title="更正的题")
    edited = library.edit(stored.document, year=2025, kind="计划", unit="")
    assert (edited.title, edited.year, edited.kind, edited.unit) == ("更正的题", 2025, "计划", "")
    assert library.documents() == [edited]
    assert library.outline(stored.version).kind == "计划"


@pytest.mark.parametrize(
    ("filters", "files"),
    [
        (Filters(), {"甲.docx", "乙.docx", "丙.pdf"}),
        (Filters(years=(2023,)), {"甲.docx"}),
        (Filters(years=(2023, 2024)), {"甲.docx", "乙.docx"}),
        (Filters(kinds=("总结", "报告")), {"乙.docx", "丙.pdf"}),
        (Filters(units=("云岭集团工会",)), {"丙.pdf"}),
        (Filters(files=("乙.docx", "没有.docx")), {"乙.docx"}),
        (Filters(files=("又名.docx",)), set()),  # a second path is no name to search by
        (Filters(years=(2023,), kinds=("总结",)), set()),
        (Filters(years=(2026,)), {"丙.pdf"}),  # corrected
        (Filters(years=(2025,)), set()),
    ],
)
def test_filters(library: Library, make_reading: MakeReading, filters: Filters, files: set[str]) -> None:
    library.put(make_reading("/甲.docx", "甲。", year=2023))
    library.put(make_reading("/乙.docx", "乙。", year=2024, kind="总结"))
    library.put(make_reading("/又名.docx", "乙。", year=2024, kind="总结"))
    third = library.put(make_reading("/丙.pdf", "丙。", year=2025, kind="报告", unit="云岭集团工会"))
    library.edit(third.document, year=2026)
    passages = [passage.id for batch, _ in library.indexed(None, "test") for passage in batch]
    assert {d.file for d in library.documents(filters)} == files
    assert {located.document.file for located in library.locate(passages, filters).values()} == files


def test_locate_gives_item_and_span(library: Library, make_reading: MakeReading) -> None:
    stored = library.put(make_reading("/a", "第一条。", "第二条。"))
    [(passages, _)] = library.indexed([stored.document], "test")
    found = library.locate([passages[1].id, 999], Filters())
    assert found.keys() == {passages[1].id}
    located = found[passages[1].id]
    assert located.document == library.document(stored.document)
    assert located.item == library.outline(stored.version).items[1]
    assert library.content(stored.version)[located.start : located.end] == passages[1].text == "第二条。"


def test_locate_passes_over_what_is_not_current(library: Library, make_reading: MakeReading) -> None:
    first = library.put(make_reading("/a", "旧。"))
    [(old, _)] = library.indexed([first.document], "test")
    library.put(make_reading("/a", "新。"))
    [(new, _)] = library.indexed([first.document], "test")
    assert library.locate([old[0].id, new[0].id], Filters()).keys() == {new[0].id}
    library.remove(first.document)
    assert library.locate([old[0].id, new[0].id], Filters()) == {}


def test_a_file_without_items_is_a_document(library: Library, make_reading: MakeReading) -> None:
    stored = library.put(make_reading("/a"))
    assert library.document(stored.document).items == 0
    assert library.outline(stored.version).items == ()
    assert list(library.indexed(None, "test")) == []


def test_occurrences_are_all_found_in_what_the_reader_may_see(library: Library, make_reading: MakeReading) -> None:
    old = library.put(make_reading("/文件/甲.txt", "开展党课。"))
    new = library.put(make_reading("/文件/甲.txt", "讲好党课。", "党课不少于2次。"))
    other = library.put(make_reading("/文件/乙.txt", "召开会议。", title="乙", year=2023))
    mine = library.put(make_reading("/文件/丙.txt", "我的党课。", title="丙", scope="张三"))
    everything = [old.version, new.version, other.version, mine.version]
    pattern = re.compile("党课")
    found = library.occurrences(pattern, everything, Filters())
    assert list(found) == [new.version]
    content = library.content(new.version)
    assert [content[place.start : place.end] for place in found[new.version]] == ["党课", "党课"]
    assert {place.text for place in found[new.version]} == {"党课"}
    assert set(library.occurrences(pattern, everything, Filters(reader="张三"))) == {new.version, mine.version}
    assert library.occurrences(pattern, [other.version], Filters()) == {}
    assert library.occurrences(pattern, everything, Filters(years=(2023,))) == {}


def test_threads_never_wait_for_each_others_connections(url: str) -> None:
    """Who holds one and needs another, as for outlines, would wait for ever where all that are allowed are held."""
    engine = connect(url)
    with ExitStack() as held:
        for _ in range(60):
            assert held.enter_context(engine.connect()).execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()
