"""Uploaded files: what they are called, where they lie, and that nothing of them stays."""

from __future__ import annotations

import resource
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.workspace.uploads import MOST_FILES, NAME_BYTES, Batch, Uploads, clean_name
from ingest.errors import BadRequest, LibraryError
from ingest.records import EVERYONE
from ingest.settings import Settings


@pytest.fixture
def uploads(settings: Settings) -> Uploads:
    return Uploads(replace(settings, max_file_bytes=1000))


def send(batch: Batch, name: str, *data: bytes) -> None:
    batch.begin(name)
    for each in data:
        batch.write(each)
    batch.finish()


def send_all(uploads: Uploads, files: Mapping[str, bytes], then: Callable[[], None] = lambda: None) -> Batch:
    with uploads.receive("张三") as batch:
        for name, data in files.items():
            send(batch, name, data)
        then()
    return batch


def lying(settings: Settings) -> list[str]:
    """Files under uploads, without the names of folders that are drawn by lot."""
    folder = settings.home / "uploads"
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("2026年要点.docx", "2026年要点.docx"),
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\文件\\要点.doc", "要点.doc"),
        ("..", ""),
        ("a/..", ""),
        ("", ""),
        ("  ", ""),
        ("\0", ""),
        ("要\0点\n.txt", "要点.txt"),
        ("要点\u202etxt.exe", "要点txt.exe"),  # a mark that turns the direction of writing
        ("e\u0301.txt", "é.txt"),  # as macOS writes it
        (" 要点 .txt ", "要点 .txt"),
        ("要" * 300 + ".docx", "要" * 65 + ".docx"),
        ("x." + "长" * 100, "x." + "长" * 66),  # what is so long is no suffix
        (".docx", ".docx"),
        ("<img src=x onerror=1>.txt", "<img src=x onerror=1>.txt"),
    ],
)
def test_names_are_cleaned(given: str, name: str) -> None:
    assert clean_name(given) == name


@given(st.text() | st.text(alphabet="要.é/\\\0 \u0301\u200d\ud800", max_size=300))
def test_any_name_is_one_name(given: str) -> None:
    name = clean_name(given)
    assert name == "" or Path(name).name == name
    assert len(name.encode()) <= NAME_BYTES
    assert not {"/", "\\", "\0", "\n"} & set(name)
    assert clean_name(name) == name


def test_files_arrive_and_keep_their_place(uploads: Uploads, settings: Settings) -> None:
    with uploads.receive("张三") as batch:
        send(batch, "要点.txt", b"ab", b"", b"c")
        send(batch, "空.txt")
    assert [(file.name, file.error) for file in batch.files] == [("要点.txt", ""), ("空.txt", "")]
    folder = uploads.take("张三", batch.id)
    assert (folder / "要点.txt").read_bytes() == b"abc"
    assert (folder / "空.txt").read_bytes() == b""
    assert uploads.take("张三", batch.id) == folder  # as after a crash
    assert lying(settings) == ["空.txt", "要点.txt"]
    with uploads.receive("张三") as later:
        send(later, "要点.txt", b"new")
    uploads.clear("张三", batch.id)
    assert uploads.take("张三", later.id) == folder  # the same path for the same owner and name
    assert (folder / "要点.txt").read_bytes() == b"new"
    assert lying(settings) == ["要点.txt"]


@pytest.mark.parametrize("other", ["李四", EVERYONE, "..", "张三/files"])
def test_owners_have_folders_of_their_own(uploads: Uploads, settings: Settings, other: str) -> None:
    places = []
    for owner in ("张三", other):
        with uploads.receive(owner) as batch:
            send(batch, "要点.txt", owner.encode())
        places.append(uploads.take(owner, batch.id))
    assert places[0] != places[1]
    assert all(place.parent.parent == settings.home / "uploads" for place in places)
    assert (places[0] / "要点.txt").read_bytes() == "张三".encode()


@pytest.mark.parametrize("pieces", [[1001], [600, 600, 600], [1000, 1]])
def test_a_file_that_is_too_large_is_refused_alone(uploads: Uploads, settings: Settings, pieces: list[int]) -> None:
    with uploads.receive("张三") as batch:
        send(batch, "大.txt", *(bytes(size) for size in pieces))
        send(batch, "小.txt", bytes(1000))
    assert [bool(file.error) for file in batch.files] == [True, False]
    assert "大.txt" in batch.files[0].error
    assert lying(settings) == ["小.txt"]


@pytest.mark.parametrize("second", ["要点.TXT", "x/要点.txt", "要点.txt\0"])
def test_a_name_comes_once(uploads: Uploads, second: str) -> None:
    with uploads.receive("张三") as batch:
        send(batch, "要点.txt", b"first")
        send(batch, second, b"second")
    assert "重名" in batch.files[1].error
    assert (uploads.take("张三", batch.id) / "要点.txt").read_bytes() == b"first"


def test_a_file_without_a_name_is_refused_alone(uploads: Uploads, settings: Settings) -> None:
    with uploads.receive("张三") as batch:
        send(batch, "../..", b"x")
        send(batch, "\0", b"x")
        send(batch, "要点.txt", b"x")
    assert ["改名" in file.error for file in batch.files] == [True, True, False]
    assert lying(settings) == ["要点.txt"]


def test_two_hundred_files_and_not_one_more(uploads: Uploads, settings: Settings) -> None:
    files = {f"{number}.txt": b"x" for number in range(MOST_FILES)}
    batch = send_all(uploads, files)
    assert lying(settings) == sorted(files)
    uploads.clear("张三", batch.id)
    with pytest.raises(BadRequest, match=str(MOST_FILES)):
        send_all(uploads, files | {"one.txt": b"x"})
    assert lying(settings) == []


def test_what_breaks_off_leaves_nothing(uploads: Uploads, settings: Settings) -> None:
    def break_off() -> None:
        assert lying(settings) == ["要点.txt"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_all(uploads, {"要点.txt": b"x"}, break_off)
    assert lying(settings) == []


def test_a_disk_that_cannot_be_written_is_named(uploads: Uploads, settings: Settings) -> None:
    settings.home.mkdir()
    (settings.home / "uploads").write_text("a file in the folder's place")
    with pytest.raises(LibraryError, match="写不进磁盘"):
        send_all(uploads, {"要点.txt": b"x"})


def test_a_disk_that_is_full_is_named(uploads: Uploads, settings: Settings) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))  # bytes of any file
    try:
        with pytest.raises(LibraryError, match="写不进磁盘"):
            send_all(uploads, {"要点.txt": bytes(11)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert lying(settings) == []


def test_clearing_a_waiting_batch_leaves_the_one_being_read(uploads: Uploads, settings: Settings) -> None:
    with uploads.receive("张三") as read:
        send(read, "读.txt", b"x")
    with uploads.receive("张三") as waiting:
        send(waiting, "等.txt", b"x")
    uploads.take("张三", read.id)
    uploads.clear("张三", waiting.id)
    assert lying(settings) == ["读.txt"]


def test_what_a_crash_has_left_goes(uploads: Uploads, settings: Settings) -> None:
    batches = {}
    for owner, name in (("张三", "读.txt"), ("张三", "等.txt"), ("张三", "弃.txt"), ("李四", "旧.txt")):
        with uploads.receive(owner) as batch:
            send(batch, name, b"x")
        batches[name] = batch.id
    uploads.take("张三", batches["读.txt"])
    uploads.take("李四", batches["旧.txt"])
    uploads.clear_but([("张三", batches["读.txt"]), ("张三", batches["等.txt"])])
    assert lying(settings) == ["等.txt", "读.txt"]
    uploads.clear_but([])
    assert lying(settings) == []
