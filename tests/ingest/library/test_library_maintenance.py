"""Purge, backup, restore and check."""

from __future__ import annotations

import random
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ingest.errors import BadRequest, LibraryError
from ingest.library import Library, Profile, Reading
from ingest.records import Filters

MakeReading = Callable[..., Reading]


def bytes_of(file: Path) -> bytes:
    """All that is in the library's files, as it lies on disk."""
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


def traces(reading: Reading) -> list[bytes]:
    """Pieces of a reading that would betray it."""
    sentences = [piece for p in reading.passages for piece in (p.text[:12], p.text[-12:])]
    texts = [*sentences, reading.outline.title, Path(reading.path).stem]
    return [text.encode() for text in texts] + [vector.tobytes() for vector in reading.vectors]


@contextmanager
def reading_in_another_connection(file: Path) -> Iterator[None]:
    """Someone who holds on to an older state."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM documents").fetchone()
        yield


# --- purge ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("removed_first", [False, True])
def test_purge_leaves_no_byte(library: Library, file: Path, make_reading: MakeReading, removed_first: bool) -> None:
    """Many versions and neighbours, so that pages are split, moved and freed on the way."""
    doomed = [
        make_reading(
            "/秘密计划.docx",
            *(f"绝不外传之第{v}稿第{i}条内容，{'甲' * i}止于此处{v}-{i}。" for i in range(60)),
            title=f"绝密草稿{v}",
        )
        for v in range(3)
    ]
    kept = [make_reading(f"/{n}", *(f"留下的第{n}份第{i}条。" for i in range(30))) for n in range(6)]
    for reading in (*kept[:2], doomed[0], kept[2], doomed[1], *kept[3:], doomed[2]):
        library.put(reading)
    document = next(d.id for d in library.documents() if d.file == "秘密计划.docx")
    library.edit(document, unit="更正后的密室")
    secrets = [trace for reading in doomed for trace in traces(reading)] + ["更正后的密室".encode()]
    before = bytes_of(file)
    assert all(secret in before for secret in secrets)  # the scan sees what is there
    if removed_first:
        library.remove(document)
    library.purge(document)
    after = bytes_of(file)
    assert [secret for secret in secrets if secret in after] == []
    assert all(trace in after for reading in kept for trace in traces(reading)[:2])
    assert library.check() == []
    assert len(library.documents()) == len(kept)


def test_purge_clears_the_copies_that_split_pages_keep(library: Library, file: Path, make_reading: MakeReading) -> None:
    """Long paths in random order, with gaps, split the pages of an index: `secure_delete` alone leaves copies there."""
    chance = random.Random(2)
    stored: dict[str, int] = {}
    for _ in range(100):
        name = f"{chance.getrandbits(64):016x}"
        stored[name] = library.put(make_reading(f"/{name}{'长' * chance.randint(1, 300)}", f"{name}。")).document
        if chance.random() < 0.5:
            purged = chance.choice(list(stored))
            library.purge(stored.pop(purged))
            assert purged.encode() not in bytes_of(file)
    assert all(name.encode() in bytes_of(file) for name in stored)


def test_an_interrupted_purge_is_hidden_named_and_repeatable(file: Path, url: str, make_reading: MakeReading) -> None:
    library = Library.open(f"{url}?timeout=0.2")
    reading = make_reading("/要点.docx", "将被清除的一条。")
    document = library.put(reading).document
    with reading_in_another_connection(file), pytest.raises(LibraryError, match="另一个程序正在读资料库"):
        library.purge(document)
    assert library.documents() == library.removed_documents() == []
    assert library.check() == [f"文件 {document} 的彻底删除没有做完。请再做一次"]
    library.purge(document)
    assert [secret for secret in traces(reading) if secret in bytes_of(file)] == []
    assert library.check() == []
    with pytest.raises(BadRequest, match="没有编号为"):
        library.purge(document)
    library.close()


# --- backup and restore -----------------------------------------------------------------------------------------------


def test_a_restored_library_is_the_one_that_was_backed_up(
    library: Library, url: str, tmp_path: Path, make_reading: MakeReading
) -> None:
    first = library.put(make_reading("/a", "甲。"))
    library.save_profile(Profile(unit="云岭集团"))
    library.backup(tmp_path / "copy")
    identity = library.identity()
    library.put(make_reading("/a", "后来的。"))
    library.close()
    Library.restore(tmp_path / "copy", url)
    restored = Library.open(url)
    assert restored.content(restored.document(first.document).version).endswith("甲。")
    assert (restored.last_sequence(), restored.profile().unit, restored.check()) == (1, "云岭集团", [])
    assert restored.identity() != identity  # its log goes on differently
    assert list(tmp_path.glob(".*.part")) == []
    restored.close()


def test_a_backup_is_one_sound_private_file_and_replaces_an_older_one(
    library: Library, tmp_path: Path, make_reading: MakeReading
) -> None:
    target = tmp_path / "copies" / "copy"
    target.parent.mkdir()
    library.backup(target)
    library.put(make_reading("/a", "甲。"))
    library.backup(target)
    assert list(target.parent.iterdir()) == [target]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_restored_library_needs_no_older_one(library: Library, tmp_path: Path, make_reading: MakeReading) -> None:
    library.put(make_reading("/a", "甲。"))
    library.backup(tmp_path / "copy")
    place = f"sqlite:///{tmp_path / 'new home' / 'library.sqlite'}"
    Library.restore(tmp_path / "copy", place)
    restored = Library.open(place)
    assert len(restored.documents()) == 1
    restored.close()


def test_a_damaged_library_is_replaced_with_its_log(
    library: Library, file: Path, url: str, tmp_path: Path, make_reading: MakeReading
) -> None:
    library.put(make_reading("/a", "甲。"))
    library.backup(tmp_path / "copy")
    library.put(make_reading("/b", "乙。"))
    wal = file.with_name(f"{file.name}-wal").read_bytes()
    library.close()
    file.write_bytes(b"no database at all" * 1000)
    file.with_name(f"{file.name}-wal").write_bytes(wal)  # a log that would be applied to whatever lies there
    Library.restore(tmp_path / "copy", url)
    restored = Library.open(url)
    assert [d.paths for d in restored.documents()] == [("/a",)]
    assert restored.check() == []
    restored.close()


def test_a_library_in_use_is_not_replaced(
    library: Library, url: str, tmp_path: Path, make_reading: MakeReading
) -> None:
    library.backup(tmp_path / "copy")
    library.put(make_reading("/a", "甲。"))
    with pytest.raises(LibraryError, match="正被另一个程序打开"):
        Library.restore(tmp_path / "copy", url)
    assert len(library.documents()) == 1
    assert library.check() == []


def a_truncated_copy(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-9000])


def an_empty_file(copy: Path) -> None:
    copy.write_bytes(b"")


def a_text_file(copy: Path) -> None:
    copy.write_text("不是数据库" * 100)


def no_file(copy: Path) -> None:
    copy.unlink()


def another_database(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")


def a_newer_library(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as other, other:
        other.execute("UPDATE yaodian_schema SET version = 99")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (a_truncated_copy, "损坏"),
        (an_empty_file, "不存在或是空的"),
        (a_text_file, "已损坏，或不是资料库"),
        (no_file, "不存在或是空的"),
        (another_database, "不是要点的资料库"),
        (a_newer_library, "更新版本的程序"),
    ],
)
def test_what_is_no_backup_is_refused_and_nothing_is_touched(
    library: Library,
    url: str,
    tmp_path: Path,
    make_reading: MakeReading,
    spoil: Callable[[Path], None],
    message: str,
) -> None:
    library.put(make_reading("/a", *(f"第{n}条。" for n in range(50))))
    copy = tmp_path / "copy"
    library.backup(copy)
    library.close()
    spoil(copy)
    with pytest.raises(LibraryError, match=message) as caught:
        Library.restore(copy, url)
    assert "\n" not in str(caught.value)
    assert str(copy) in str(caught.value)
    untouched = Library.open(url)
    assert (len(untouched.documents()), untouched.check()) == (1, [])
    untouched.close()


def test_a_backup_never_replaces_another_kind_of_file(library: Library, tmp_path: Path) -> None:
    report = tmp_path / "总结.docx"
    report.write_bytes(b"PK\x03\x04")
    with pytest.raises(LibraryError, match=r"不是备份：.*总结\.docx"):
        library.backup(report)
    assert report.read_bytes() == b"PK\x03\x04"


def test_a_backup_onto_itself_or_into_nowhere_is_refused(library: Library, file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(file)
    for target in (file, tmp_path / "link"):
        with pytest.raises(LibraryError, match="不能写到资料库自己"):
            library.backup(target)
    with pytest.raises(LibraryError, match="写不进这个文件夹"):
        library.backup(tmp_path / "nowhere" / "copy")


def test_other_databases_have_their_own_tools(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="请用该数据库自带的工具"):
        Library.restore(tmp_path / "copy", "postgresql://user:secret@host/library")


# --- opening and checking ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("no address", "资料库的地址不合规"),
        ("dbase://host/library", "不支持这种数据库：dbase"),
        ("sqlite:////nowhere/at/all/library.sqlite", "资料库打不开：/nowhere/at/all/library.sqlite"),
    ],
)
def test_addresses_that_lead_nowhere(url: str, message: str) -> None:
    with pytest.raises(LibraryError, match=message):
        Library.open(url)


@pytest.mark.parametrize("spoil", [a_text_file, another_database, a_newer_library])
def test_files_that_are_no_library_are_refused_in_one_line(
    library: Library, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    copy = tmp_path / "copy"
    library.backup(copy)
    spoil(copy)
    before = copy.read_bytes()
    with pytest.raises(LibraryError) as caught:
        Library.open(f"sqlite:///{copy}")
    assert "\n" not in str(caught.value)
    assert str(copy) in str(caught.value)
    assert copy.read_bytes() == before


def test_damage_that_shows_up_later_is_named(library: Library, file: Path, url: str, make_reading: MakeReading) -> None:
    library.put(make_reading("/a", *(f"第{n}条。" for n in range(500))))
    library.close()
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(LibraryError, match="资料库文件已损坏"):
        Library.open(url).documents()


def test_a_busy_library_is_named(file: Path, url: str, make_reading: MakeReading) -> None:
    library = Library.open(f"{url}?timeout=0.1")
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="资料库正被另一个程序占用"):
            library.put(make_reading("/a", "甲。"))
        assert library.documents() == []  # reading goes on
    library.close()


FAULTS = {
    "UPDATE versions SET original = x'00'": "版本 1 的原文件与校验和不符",
    "UPDATE versions SET content = substr(content, 1, 5)": "版本 1 有条目超出正文",
    'UPDATE passages SET "end" = "end" + 9': "段落 1 超出它的条目",
    "UPDATE passages SET start = start - 1": "段落 1 超出它的条目",
    "UPDATE vectors SET vector = x'00000000' WHERE passage = 1": "模型 test 的向量长短不一：4 到 32 字节",
    "DELETE FROM paths": "文件 1 没有路径",
    "DELETE FROM items": "表 passages 第 1 行指向 items 中不存在的行",
}


@pytest.mark.parametrize(("damage", "line"), FAULTS.items())
def test_check_finds(library: Library, file: Path, make_reading: MakeReading, damage: str, line: str) -> None:
    library.put(make_reading("/a", "第一条内容。", "第二条内容。"))
    assert library.check() == []
    with closing(sqlite3.connect(file)) as other, other:
        other.execute(damage)
    assert line in library.check()


def test_everyone_finds_nothing_in_an_empty_library(library: Library) -> None:
    assert (library.documents(Filters()), library.check(), library.changes(0)) == ([], [], [])
    assert library.locate([1, 2], Filters()) == {}
    assert library.unembedded("test") == []
