"""Uploads and jobs over HTTP: who may see what, hostile requests, a connection that breaks off."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.web.access import Visitor
from assistant.web.jobs import job_routes
from assistant.workspace.jobs import running_jobs
from assistant.workspace.runner import Runner
from assistant.workspace.uploads import MOST_FILES
from ingest.home import Home
from ingest.library import NewJob, Step
from ingest.records import EVERYONE, Filters, Scope

PLAN = "云岭集团2025年党建工作要点\n一、基层基础\n（一）规范换届选举。任期届满的党支部应当在6月底前完成换届选举。\n"
LARGEST = 20_000  # bytes of a file in these tests

Files = list[tuple[str, tuple[str, bytes]]]


def caller(request: Request) -> Visitor:
    return Visitor(request.headers.get("name", "editor"), request.headers.get("role", "editor"))


@pytest.fixture
def small(home: Home) -> Home:
    return replace(home, settings=replace(home.settings, max_file_bytes=LARGEST))


@pytest.fixture
def runner(small: Home) -> Iterator[Runner]:
    with running_jobs(small) as runner:
        yield runner


@pytest.fixture
def app(small: Home, runner: Runner) -> FastAPI:
    app = FastAPI()
    app.include_router(job_routes(small, runner, caller))
    return app


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app)


def files(**texts: str) -> Files:
    return [("files", (f"{name}.txt", text.encode())) for name, text in texts.items()]


def finished(client: TestClient, number: int, name: str = "editor") -> Any:  # noqa: ANN401 - JSON
    while (job := client.get(f"/jobs/{number}", headers={"name": name}).json())["ended"] is None:
        time.sleep(0.02)
    return job


def lying(home: Home) -> list[str]:
    return [path.name for path in (home.settings.home / "uploads").rglob("*") if path.is_file()]


# --- the way of an upload ---------------------------------------------------------------------------------------------


def test_files_are_sent_and_read_and_each_tells_what_became_of_it(client: TestClient, home: Home) -> None:
    sent = [
        *files(要点=PLAN, 空=""),
        ("files", ("大.txt", b"x" * (LARGEST + 1))),
        ("files", ("../要点2.txt", b"\xff\x00\xff")),
    ]
    answer = client.post("/upload", files=sent, data={"note": "不是文件"})
    assert answer.status_code == 202
    assert answer.json()["state"] == "waiting"
    job = finished(client, answer.json()["id"])
    assert job["state"] == "done"
    assert job["result"] == {"done": 1, "failed": 3}
    assert [(step["name"], step["state"]) for step in job["steps"]] == [
        ("要点.txt", "done"),
        ("空.txt", "failed"),
        ("大.txt", "failed"),
        ("要点2.txt", "failed"),
    ]
    assert all(step["name"] in step["message"] for step in job["steps"] if step["state"] == "failed")
    assert job["progress"] == {"done": 4, "total": 4, "what": "更新索引"}
    assert job["started"] < job["ended"]
    [document] = home.library.documents()
    assert job["steps"][0]["document"] == document.id
    [listed] = client.get("/jobs").json()["jobs"]
    assert listed == {name: value for name, value in job.items() if name != "steps"}


@pytest.mark.parametrize(
    ("query", "scope"), [("", EVERYONE), ("?private=false", EVERYONE), ("?private=true", "editor")]
)
def test_an_upload_is_everyone_s_or_the_sender_s(client: TestClient, home: Home, query: str, scope: Scope) -> None:
    finished(client, client.post(f"/upload{query}", files=files(要点=PLAN)).json()["id"])
    [document] = home.library.documents(Filters("editor"))
    assert document.scope == scope
    assert len(home.library.documents(Filters("colleague"))) == (scope == EVERYONE)


def test_readers_do_not_upload(client: TestClient, small: Home) -> None:
    answer = client.post("/upload", files=files(要点=PLAN), headers={"role": "reader"})
    assert answer.status_code == 403
    assert "请联系管理员" in answer.json()["error"]
    assert client.get("/jobs").json() == {"jobs": []}
    assert lying(small) == []


# --- whose jobs -------------------------------------------------------------------------------------------------------

STRANGERS = [("colleague", "editor"), ("colleague", "reader"), (EVERYONE, "reader"), ("boss", "admin")]


@pytest.mark.parametrize(("name", "role"), STRANGERS)
def test_a_job_is_its_owner_s(client: TestClient, name: str, role: str) -> None:
    number = client.post("/upload", files=files(要点=PLAN)).json()["id"]
    who = {"name": name, "role": role}
    other, none = client.get(f"/jobs/{number}", headers=who), client.get("/jobs/999", headers=who)
    assert (other.status_code, none.status_code) == (404, 404)
    assert other.text.replace(str(number), "N") == none.text.replace("999", "N")
    assert client.get("/jobs", headers=who).json() == {"jobs": []}
    finished(client, number)


@pytest.mark.parametrize(
    ("name", "role", "status"),
    [("editor", "editor", 200), ("editor", "reader", 200), ("boss", "admin", 200), ("colleague", "editor", 404)],
)
def test_who_may_stop(small: Home, name: str, role: str, status: int) -> None:
    job = small.library.jobs.add(NewJob("editor", "ingest", steps=(Step("要点.txt"),)))  # not in line
    app = FastAPI()
    app.include_router(job_routes(small, Runner(small.library.jobs, {}, lambda _: None), caller))
    client, who = TestClient(app), {"name": name, "role": role}
    answer, none = client.post(f"/jobs/{job.id}/stop", headers=who), client.post("/jobs/999/stop", headers=who)
    assert (answer.status_code, none.status_code) == (status, 404)
    if status == 200:
        assert answer.json() == {"id": job.id, "state": "stopped", "stopping": False}
    else:
        assert answer.text.replace(str(job.id), "N") == none.text.replace("999", "N")
    assert (small.library.jobs.job(job.id, "editor").state == "stopped") == (status == 200)


def test_what_asks_who_is_there_may_refuse(small: Home, runner: Runner) -> None:
    """Every route asks, before it does anything."""
    asked = list[str]()

    def refuse(request: Request) -> Visitor:
        asked.append(request.url.path)
        raise PermissionError

    app, router = FastAPI(), job_routes(small, runner, refuse)
    app.include_router(router)
    client = TestClient(app)
    calls = [("POST", "/upload"), ("GET", "/jobs"), ("GET", "/jobs/1"), ("POST", "/jobs/1/stop")]
    for method, path in calls:
        with pytest.raises(PermissionError):
            client.request(method, path)
    assert asked == [path for _, path in calls]
    assert len(asked) == len(router.routes)


@pytest.mark.parametrize("path", ["0", "-1", "abc", "1.5", "9" * 30])
def test_strange_numbers_are_refused(client: TestClient, path: str) -> None:
    assert client.get(f"/jobs/{path}").status_code in (404, 422)
    assert client.post(f"/jobs/{path}/stop").status_code in (404, 422)


# --- hostile requests -------------------------------------------------------------------------------------------------

HOSTILE = [
    ("../../../etc/cron.d/x.txt", "x.txt"),
    ("/etc/passwd", "passwd"),
    ("..\\..\\x.txt", "x.txt"),
    ("%2e%2e%2fx.txt", "%2e%2e%2fx.txt"),
    ("..", "（无名文件）"),
    ("要\0点.txt", "要点.txt"),
    ("长" * 300 + ".txt", "长" * 65 + ".txt"),
    ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
    ("2025年要点（定稿）.txt", "2025年要点（定稿）.txt"),
]


def multipart(*parts: tuple[str, str]) -> tuple[bytes, dict[str, str]]:
    """A body with exactly these file names, which a client library would put right."""
    bodies = (
        f'--XX\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n{text}\r\n'
        for name, text in parts
    )
    return ("".join(bodies) + "--XX--\r\n").encode(), {"content-type": "multipart/form-data; boundary=XX"}


@pytest.mark.parametrize(("name", "cleaned"), HOSTILE)
def test_no_name_leads_out_of_the_folder(client: TestClient, small: Home, name: str, cleaned: str) -> None:
    before = {path for path in small.settings.home.parent.rglob("*") if path.is_file()}
    body, headers = multipart((name.replace("\\", "\\\\"), PLAN))
    answer = client.post("/upload", content=body, headers=headers)
    assert answer.status_code == 202
    assert [step["name"] for step in answer.json()["steps"]] == [cleaned]
    finished(client, answer.json()["id"])
    after = {path for path in small.settings.home.parent.rglob("*") if path.is_file()}
    assert all(path.is_relative_to(small.settings.home) for path in after - before)


WHOLE, TYPE = multipart(("要点.txt", PLAN))


@pytest.mark.parametrize(
    ("body", "headers", "words"),
    [
        (b"", TYPE, "不完整"),
        (WHOLE[:-20], TYPE, "不完整"),
        (WHOLE.replace(b"--XX", b"--YY"), TYPE, "不完整"),
        (WHOLE, {"content-type": "multipart/form-data"}, "不完整"),
        (WHOLE, {"content-type": "multipart/form-data; boundary=" + "X" * 3000}, "不完整"),
        (WHOLE, {"content-type": "application/octet-stream"}, "不完整"),
        (WHOLE, {}, "不完整"),
        (b"--XX--\r\n", TYPE, "没有收到文件"),
        (multipart(("", ""))[0], TYPE, "没有收到文件"),
        (multipart(*((f"{n}.txt", "x") for n in range(MOST_FILES + 1)))[0], TYPE, str(MOST_FILES)),
        (multipart(("大.txt", "x" * LARGEST * (MOST_FILES + 2)))[0], TYPE, "总量超过上限"),
        (b"--XX\r\n" + b"X-Long: " + b"x" * 100_000 + b"\r\n\r\n\r\n--XX--\r\n", TYPE, "不完整"),
    ],
    ids=range(12),
)
def test_a_body_that_is_no_upload_is_refused_whole(
    client: TestClient, small: Home, body: bytes, headers: dict[str, str], words: str
) -> None:
    answer = client.post("/upload", content=body, headers=headers)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert lying(small) == []
    assert client.get("/jobs").json() == {"jobs": []}


def test_two_hundred_files_at_once(client: TestClient, home: Home) -> None:
    sent = files(**{f"要点{number}": PLAN.replace("2025", str(1900 + number)) for number in range(MOST_FILES)})
    job = finished(client, client.post("/upload", files=sent).json()["id"])
    assert job["result"] == {"done": MOST_FILES, "failed": 0}
    assert len(home.library.documents()) == MOST_FILES


# --- a real server ----------------------------------------------------------------------------------------------------


def head_of(body: bytes) -> bytes:
    return f"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: {TYPE['content-type']}\r\nContent-Length: {len(body)}\r\n\r\n".encode()


@contextmanager
def served(app: FastAPI) -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()
        finally:
            server.should_exit = True
            thread.join()


def test_a_connection_that_breaks_off_leaves_nothing(app: FastAPI, client: TestClient, small: Home) -> None:
    body, _ = multipart(("要点.txt", PLAN * 50))
    with served(app) as address:
        with socket.create_connection(address) as sender:
            sender.sendall(head_of(body) + body[:-10])
            while lying(small) != ["要点.txt"]:
                time.sleep(0.01)
        while lying(small):
            time.sleep(0.01)
    assert client.get("/jobs").json() == {"jobs": []}


def test_a_refusal_is_heard_though_it_comes_in_the_middle_of_the_body(app: FastAPI, small: Home) -> None:
    body, _ = multipart(
        *((f"{n}.txt", "x" * LARGEST) for n in range(MOST_FILES)), *((f"{n}x.txt", "") for n in range(20_000))
    )
    with served(app) as address, socket.create_connection(address) as sender:
        sender.sendall(head_of(body) + body)
        assert sender.recv(100).startswith(b"HTTP/1.1 400")
    assert lying(small) == []


def test_a_body_may_come_byte_by_byte(app: FastAPI, client: TestClient, home: Home) -> None:
    body, _ = multipart(("要点.txt", PLAN), ("总结.txt", PLAN.replace("要点", "总结")))
    with served(app) as address, socket.create_connection(address) as sender:
        sender.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in head_of(body) + body:
            sender.sendall(bytes((byte,)))
        assert sender.recv(100).startswith(b"HTTP/1.1 202")
    [job] = client.get("/jobs").json()["jobs"]
    assert finished(client, job["id"])["result"] == {"done": 2, "failed": 0}
    texts = [home.library.original(document.version).decode() for document in home.library.documents()]
    assert texts == [PLAN, PLAN.replace("要点", "总结")]
