"""Bad files: each is refused by name, quickly, in one line, with bounded memory; the next file is read all the same."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import psutil
import pytest
from openpyxl import Workbook
from PIL import Image

from ingest.errors import Classified, FileError, Locked, NoText, TooLarge, UnreadableFile, UnsupportedFile
from ingest.readers import SUPPORTED, Sandbox, read
from ingest.readers.sandbox import FAULTS
from ingest.records import Line
from ingest.settings import Settings

DATA = Path(__file__).parent / "data"
MEGABYTE = 2**20
BOUND = 400 * MEGABYTE  # resident memory that this process and its children may gain; the readers' imports take 120
DocxMaker = Callable[..., Path]
FileMaker = Callable[[Path, DocxMaker], Path]

PARAGRAPH = "<w:p><w:r><w:t>每月检查不少于1次。</w:t></w:r></w:p>"


def _repacked(source: Path, target: Path, extra: dict[str, bytes], mode: int = zipfile.ZIP_DEFLATED) -> Path:
    """A copy of a package in which some members are replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", mode) as new:
        for name in old.namelist():
            if name not in extra:
                new.writestr(name, old.read(name))
        for name, content in extra.items():
            new.writestr(name, content)
    return target


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _truncated(folder: Path, make_docx: DocxMaker) -> Path:
    whole = make_docx(PARAGRAPH * 50).read_bytes()
    return _written(folder / "truncated.docx", whole[: len(whole) // 2])


def _inflated(path: Path, claimed: int) -> Path:
    """A package whose one member unpacks to 300 MB and claims another size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    body = megabyte * 300 + packer.flush()
    name = b"word/document.xml"
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(body), claimed, len(name), 0)
    local = b"PK\3\4" + common + name + body
    central = b"PK\1\2\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return _written(path, local + central + end)


def _bomb(folder: Path, _: DocxMaker) -> Path:
    return _inflated(folder / "bomb.docx", 300 * MEGABYTE)


def _lying_bomb(folder: Path, _: DocxMaker) -> Path:
    return _inflated(folder / "lying.docx", 10)


def _entities(folder: Path, make_docx: DocxMaker) -> Path:
    nested = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "lol">{nested}]><d>&e9;</d>'
    return _repacked(make_docx(PARAGRAPH), folder / "entities.docx", {"word/document.xml": xml.encode()})


def _utf16_entities(folder: Path, make_docx: DocxMaker) -> Path:
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'
    return _repacked(make_docx(PARAGRAPH), folder / "entities16.docx", {"word/styles.xml": xml.encode("utf-16")})


def _traversal(member: str) -> FileMaker:
    return lambda folder, make_docx: _repacked(make_docx(PARAGRAPH), folder / "traversal.docx", {member: b"x"})


def _many_members(folder: Path, make_docx: DocxMaker) -> Path:
    extra = {f"m{i}": b"" for i in range(10_001)}
    return _repacked(make_docx(PARAGRAPH), folder / "many.docx", extra, zipfile.ZIP_STORED)


def _png(folder: Path, _: DocxMaker) -> Path:
    path = folder / "picture.docx"
    Image.new("RGB", (4, 4)).save(path, "PNG")
    return path


def _scan(folder: Path, _: DocxMaker) -> Path:
    path = folder / "scan.pdf"
    Image.new("L", (800, 1100), 255).save(path)
    return path


def _sparse(folder: Path, _: DocxMaker) -> Path:
    path = folder / "large.docx"
    with path.open("wb") as file:
        file.write(b"PK\3\4")
        file.truncate(300 * MEGABYTE)
    return path


def _bytes(name: str, data: bytes) -> FileMaker:
    return lambda folder, _: _written(folder / name, data)


def _copied(source: str, name: str) -> FileMaker:
    return lambda folder, _: _written(folder / name, (DATA / source).read_bytes())


HTML = b"<!DOCTYPE html>\n<html><body><p>\xe6\x96\x87</p></body></html>"
BAD: dict[str, tuple[FileMaker, type[FileError], str]] = {
    "an empty file": (_bytes("empty.docx", b""), NoText, "空的"),
    "an empty text": (_bytes("empty.txt", b""), NoText, "空的"),
    "white space only": (_bytes("blank.txt", b" \n\t\n"), NoText, "没有文字"),
    "a document without text": (lambda _, make: make("<w:p/>"), NoText, "没有文字"),
    "a truncated docx": (_truncated, UnreadableFile, "损坏"),
    "a zip bomb": (_bomb, TooLarge, "炸弹"),
    "a zip bomb that lies about its size": (_lying_bomb, UnreadableFile, "损坏"),
    "an entity bomb": (_entities, UnreadableFile, "实体"),
    "an entity in UTF-16": (_utf16_entities, UnreadableFile, "实体"),
    "a member name that leads upwards": (_traversal("../../etc/cron.d/x"), UnreadableFile, "包外"),
    "a member name with backslashes": (_traversal("..\\..\\x"), UnreadableFile, "包外"),
    "an absolute member name": (_traversal("/etc/passwd"), UnreadableFile, "包外"),
    "too many members": (_many_members, TooLarge, "上限"),
    "an encrypted PDF": (_copied("locked.pdf", "locked.pdf"), Locked, "密码"),
    "an encrypted docx": (_copied("locked.docx", "locked.docx"), Locked, "密码"),
    "a PNG named .docx": (_png, UnreadableFile, "PNG"),
    "an old document named .docx": (_copied("plan.doc", "plan.docx"), UnreadableFile, "旧版"),
    "a PDF named .docx": (_copied("plan.pdf", "plan.docx"), UnreadableFile, "PDF"),
    "a PDF named .txt": (_copied("plan.pdf", "plan.txt"), UnreadableFile, "PDF"),
    "binary named .txt": (_bytes("program.txt", b"\x7fELF\x02" + bytes(range(256)) * 40), UnreadableFile, "程序"),
    "noise named .txt": (_bytes("noise.txt", bytes(range(256)) * 40), UnreadableFile, "noise.txt"),
    "GBK with invalid bytes": (_bytes("gbk.txt", "每月检查".encode("gbk") + b"\xff\xff"), UnreadableFile, "编码"),
    "300 MB": (_sparse, TooLarge, "300 MB"),
    "HTML named .doc": (_bytes("page.doc", HTML), UnreadableFile, "网页"),
    "HTML named .txt": (_bytes("page.txt", HTML), UnreadableFile, "网页"),
    "RTF named .doc": (_bytes("rich.doc", b"{\\rtf1\\ansi text}"), UnreadableFile, "RTF"),
    "text named .doc": (_bytes("plain.doc", "每月检查。".encode()), UnreadableFile, "纯文本"),
    "text named .pdf": (_bytes("plain.pdf", "每月检查。".encode()), UnreadableFile, "纯文本"),
    "a docx named .doc": (lambda _, make: make(PARAGRAPH, name="new.doc"), UnreadableFile, "docx"),
    "a docx named .xlsx": (lambda _, make: make(PARAGRAPH, name="new.xlsx"), UnreadableFile, "工作簿"),
    "a scan": (_scan, NoText, "扫描件"),
    "a cut PDF": (_bytes("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"), UnreadableFile, "PDF"),
    "an unknown suffix": (_bytes("slides.pptx", b"PK\3\4"), UnsupportedFile, "不支持"),
    "no such file": (lambda folder, _: folder / "absent.docx", UnreadableFile, "打不开"),
    "a folder": (lambda folder, _: folder / "..", UnsupportedFile, "不支持"),
    "a secrecy mark": (_bytes("marked.txt", "机密★1年\n2024年工作要点\n".encode()), Classified, "密级"),
}  # fmt: skip


@contextmanager
def peak_memory() -> Iterator[Callable[[], int]]:
    """Watch this process and its children; the function gives the highest sum of resident memory so far, in bytes."""
    done, peak = Event(), [0]

    def watch() -> None:
        own = psutil.Process()
        while not done.wait(0.01):
            total = own.memory_info().rss
            for child in own.children(recursive=True):
                try:
                    total += child.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            peak[0] = max(peak[0], total)

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield lambda: peak[0]
    finally:
        done.set()
        watcher.join()


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_by_name(name: str, sandbox: Sandbox, tmp_path: Path, make_docx: DocxMaker) -> None:
    make, error, word = BAD[name]
    path = make(tmp_path, make_docx)
    before = psutil.Process().memory_info().rss
    with peak_memory() as peak, pytest.raises(error) as caught:
        sandbox.read(path)
    message = str(caught.value)
    assert type(caught.value) is error
    assert word in message
    assert str(path) in message
    assert "\n" not in message
    assert peak() - before < BOUND


def test_after_a_bad_file_the_next_is_read(sandbox: Sandbox, tmp_path: Path, make_docx: DocxMaker) -> None:
    with pytest.raises(TooLarge):
        sandbox.read(_bomb(tmp_path, make_docx))
    assert sandbox.read(make_docx(PARAGRAPH)) == [Line("每月检查不少于1次。")]


def test_every_error_class_crosses_the_pipe() -> None:
    assert set(FAULTS.values()) == set(FileError.__subclasses__())


# --- limits -----------------------------------------------------------------------------------------------------------


def _limited(settings: Settings, **limits: float) -> Settings:
    values = {name: getattr(settings, name) for name in Settings.__slots__}
    return Settings(**(values | limits))


def test_memory_is_limited_in_the_child(settings: Settings, make_docx: DocxMaker) -> None:
    greedy = make_docx("<w:p/>" * 2_000_000, name="greedy.docx")
    with Sandbox(_limited(settings, read_memory_bytes=100 * MEGABYTE)) as sandbox:
        with peak_memory() as peak, pytest.raises(TooLarge, match="内存"):
            sandbox.read(greedy)
        assert peak() < psutil.Process().memory_info().rss + BOUND
        assert sandbox.read(make_docx(PARAGRAPH)) == [Line("每月检查不少于1次。")]


def test_time_is_limited(settings: Settings, make_docx: DocxMaker) -> None:
    slow = make_docx(PARAGRAPH * 200_000, name="slow.docx")
    with Sandbox(_limited(settings, read_seconds=2.0)) as sandbox:
        with pytest.raises(TooLarge, match="超过 2 秒"):
            sandbox.read(slow)
        assert sandbox.read(make_docx(PARAGRAPH)) == [Line("每月检查不少于1次。")]


def test_unpacked_size_is_limited(settings: Settings, make_docx: DocxMaker) -> None:
    with (
        Sandbox(_limited(settings, max_unpacked_bytes=100_000)) as sandbox,
        pytest.raises(TooLarge, match="解压后"),
    ):
        sandbox.read(make_docx(PARAGRAPH * 5000))


def test_an_error_that_no_reader_expects_costs_one_file(sandbox: Sandbox, tmp_path: Path, make_docx: DocxMaker) -> None:
    workbook = Workbook()
    workbook.save(tmp_path / "sound.xlsx")
    strange = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    strange += b'<bookViews><workbookView sheet="1"/></bookViews><sheets/></workbook>'
    path = _repacked(tmp_path / "sound.xlsx", tmp_path / "strange.xlsx", {"xl/workbook.xml": strange})
    with pytest.raises(UnreadableFile, match="意外退出"):
        sandbox.read(path)
    assert sandbox.read(make_docx(PARAGRAPH)) == [Line("每月检查不少于1次。")]


def test_a_child_that_is_killed_is_replaced(sandbox: Sandbox, make_docx: DocxMaker) -> None:
    path = make_docx(PARAGRAPH)
    sandbox.read(path)
    killed = psutil.Process().children()
    for child in killed:
        child.kill()
        psutil.wait_procs([child])
    assert killed
    assert sandbox.read(path) == [Line("每月检查不少于1次。")]


def test_one_child_reads_many_files_and_ends_with_the_sandbox(settings: Settings, make_docx: DocxMaker) -> None:
    before = set(psutil.Process().children())
    with Sandbox(settings) as sandbox:
        for _ in range(3):
            sandbox.read(make_docx(PARAGRAPH))
        mine = set(psutil.Process().children()) - before
        assert len(mine) == 1
    assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in mine)


def test_the_child_leaves_no_core_and_has_a_memory_limit(sandbox: Sandbox, make_docx: DocxMaker) -> None:
    sandbox.read(make_docx(PARAGRAPH))
    limits = [child.rlimit(psutil.RLIMIT_CORE) for child in psutil.Process().children()]
    memory = [child.rlimit(psutil.RLIMIT_AS) for child in psutil.Process().children()]
    assert limits == [(0, 0)]
    assert all(0 < soft < 4 * 2**30 for soft, _ in memory)


def test_a_long_sheet_is_read_within_the_limits(sandbox: Sandbox, tmp_path: Path) -> None:
    workbook = Workbook(write_only=True)
    worksheet = workbook.create_sheet()
    worksheet.append(["序号", "重点任务", "责任单位"])
    for number in range(10_000):
        worksheet.append([number, "检修锅炉", "设备部"])
    workbook.save(tmp_path / "long.xlsx")
    assert len(sandbox.read(tmp_path / "long.xlsx")) == 10_001


def test_text_is_read_without_a_child(settings: Settings, tmp_path: Path) -> None:
    before = set(psutil.Process().children())
    with Sandbox(settings) as sandbox:
        assert sandbox.read(_written(tmp_path / "a.txt", "每月检查。".encode())) == [Line("每月检查。")]
        assert set(psutil.Process().children()) == before


# --- the door ---------------------------------------------------------------------------------------------------------


def test_suffixes() -> None:
    assert {".txt", ".md", ".docx", ".pdf", ".xlsx", ".doc", ".wps"} == SUPPORTED


def test_a_suffix_in_capitals_and_a_name_in_chinese(settings: Settings, make_docx: DocxMaker) -> None:
    assert read(make_docx(PARAGRAPH, name="要点 一.DOCX"), settings) == [Line("每月检查不少于1次。")]


def test_a_name_that_is_no_utf8(settings: Settings, make_docx: DocxMaker) -> None:
    path = make_docx(PARAGRAPH, name="要点.docx".encode("gbk").decode("utf-8", "surrogateescape"))
    assert read(path, settings) == [Line("每月检查不少于1次。")]


def test_a_folder_with_its_own_package_named_ingest(
    settings: Settings, make_docx: DocxMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ingest").mkdir()
    (tmp_path / "ingest" / "__init__.py").write_text("raise SystemExit(7)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read(make_docx(PARAGRAPH), settings) == [Line("每月检查不少于1次。")]


def test_a_check_alone_does_not_parse(sandbox: Sandbox, tmp_path: Path, make_docx: DocxMaker) -> None:
    sandbox.check(_truncated(tmp_path, make_docx))
    with pytest.raises(TooLarge):
        sandbox.check(_sparse(tmp_path, make_docx))
