"""Old Word and WPS files, with LibreOffice and without."""

from __future__ import annotations

import contextlib
import shutil
import socket
import time
from pathlib import Path

import psutil
import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image

from ingest.errors import FileError, Locked, TooLarge, UnreadableFile, UnsupportedFile
from ingest.readers import Sandbox
from ingest.readers.legacy import converted
from ingest.records import Line
from ingest.settings import Settings

DATA = Path(__file__).parent / "data"
INSTALLED = shutil.which("soffice") is not None


def _read(path: Path, settings: Settings, search_path: str | None = None) -> list[Line] | FileError:
    with Sandbox(settings, search_path) as sandbox:
        try:
            return sandbox.read(path)
        except FileError as error:
            return error


def _copied(folder: Path, source: str, name: str) -> Path:
    return Path(shutil.copyfile(DATA / source, folder / name))


@pytest.mark.parametrize("name", ["plan.doc", "plan.wps"])
def test_without_libreoffice_the_error_names_the_package(name: str, settings: Settings, tmp_path: Path) -> None:
    outcome = _read(_copied(tmp_path, "plan.doc", name), settings, search_path=str(tmp_path))
    assert isinstance(outcome, UnsupportedFile)
    assert "libreoffice-writer" in str(outcome)
    assert "\n" not in str(outcome)


@pytest.mark.parametrize("name", ["plan.doc", "plan.wps"])
def test_a_plan(name: str, settings: Settings, tmp_path: Path) -> None:
    outcome = _read(_copied(tmp_path, "plan.doc", name), settings)
    if not INSTALLED:
        assert isinstance(outcome, UnsupportedFile)
        return
    assert isinstance(outcome, list)
    assert [line.text for line in outcome if line.style == "title"] == [
        "云岭能源集团有限公司",
        "2024年安全生产工作要点",
    ]
    rows = [line.row for line in outcome if line.row]
    assert rows[0].cells == ("序号", "类别", "重点任务", "责任单位", "完成时限/开始", "完成时限/结束")
    assert rows[-1].cells == ("4", "隐患治理", "完成有限空间作业专项整治", "各生产单位", "4月", "6月")


def _damaged(folder: Path) -> Path:
    path = folder / "damaged.doc"
    path.write_bytes((DATA / "plan.doc").read_bytes()[:1024])
    return path


def test_a_document_behind_a_password(settings: Settings, tmp_path: Path) -> None:
    outcome = _read(_copied(tmp_path, "locked.doc", "locked.doc"), settings)
    assert isinstance(outcome, Locked if INSTALLED else UnsupportedFile)


def test_a_damaged_document(settings: Settings, tmp_path: Path) -> None:
    outcome = _read(_damaged(tmp_path), settings)
    assert isinstance(outcome, UnreadableFile if INSTALLED else UnsupportedFile)
    assert "damaged.doc" in str(outcome)


def _program(folder: Path, script: str) -> str:
    """A folder with a `soffice` of our own."""
    place = folder / "bin"
    place.mkdir()
    program = place / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(place)


def _ends(pid: int) -> bool:
    """Whether a process is gone within seconds; where nobody collects orphans, a zombie is gone, too."""
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_a_converter_that_hangs_is_ended_with_its_children(settings: Settings, tmp_path: Path) -> None:
    limits = Settings(home=settings.home, library_url="sqlite://", convert_seconds=1.0)
    programs = _program(tmp_path, f"sleep 613 & echo $! > {tmp_path}/pid; sleep 613")
    outcome = _read(_copied(tmp_path, "plan.doc", "plan.doc"), limits, search_path=programs)
    assert isinstance(outcome, TooLarge)
    assert _ends(int((tmp_path / "pid").read_text()))


def test_a_converter_that_writes_nothing(settings: Settings, tmp_path: Path) -> None:
    outcome = _read(_copied(tmp_path, "plan.doc", "plan.doc"), settings, search_path=_program(tmp_path, "exit 1"))
    assert isinstance(outcome, UnreadableFile)


def test_a_converter_gets_a_profile_of_its_own_and_limits(settings: Settings, tmp_path: Path) -> None:
    script = f'echo "$@" > {tmp_path}/arguments; ulimit -v > {tmp_path}/memory'
    _read(_copied(tmp_path, "plan.doc", "plan.doc"), settings, search_path=_program(tmp_path, script))
    assert "-env:UserInstallation=file:///" in (tmp_path / "arguments").read_text()
    assert (tmp_path / "memory").read_text().strip() != "unlimited"


def _linking(folder: Path, address: str) -> Path:
    """A document whose picture lies on a server."""
    Image.new("RGB", (8, 8)).save(folder / "picture.png")
    document = Document()
    document.add_picture(str(folder / "picture.png"))
    link = document.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    for blip in document.element.body.iter(qn("a:blip")):
        del blip.attrib[qn("r:embed")]
        blip.set(qn("r:link"), link)
    document.add_paragraph("每月检查。")
    document.save(str(folder / "linking.docx"))
    return (folder / "linking.docx").rename(folder / "linking.wps")  # LibreOffice goes by the content


def test_what_a_document_links_to_is_not_fetched(settings: Settings, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        path = _linking(tmp_path, f"http://127.0.0.1:{server.getsockname()[1]}/picture.png")
        outcome = "not converted"
        with contextlib.suppress(UnsupportedFile), converted(path, settings) as document:
            outcome = Document(str(document)).paragraphs[-1].text
        assert outcome == ("每月检查。" if INSTALLED else "not converted")
        with pytest.raises(TimeoutError):
            server.accept()


def test_nothing_is_left_behind(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    outcome = _read(_copied(tmp_path, "plan.doc", "plan.doc"), settings)
    assert isinstance(outcome, list if INSTALLED else UnsupportedFile)
    assert list((tmp_path / "scratch").iterdir()) == []
