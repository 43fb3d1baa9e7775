"""The server around the page: where it listens, how it ends, what it hands out."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from ingest.library import Library
from ingest.records import Filters
from tests.web.conftest import Site, run, serving

PRIVATE = "云岭集团2020年内部审计工作要点\n一、审计整改\n（一）跟踪审计整改。整改台账每月核对1次。\n"


def test_another_users_document_answers_like_one_that_does_not_exist(site: Site) -> None:
    site.ingest("审计要点.txt", PRIVATE, "--user", "auditor")
    library = Library.open(f"sqlite:///{site.home / 'library.sqlite'}")
    own = [d.version for d in library.documents(Filters(reader="auditor")) if d.scope == "auditor"]
    library.close()
    assert len(own) == 1
    forbidden, unknown = (httpx.get(f"{site.url}documents/{version}") for version in (own[0], 10**9))
    assert (forbidden.status_code, forbidden.text) == (404, unknown.text)
    assert "审计" not in forbidden.text


@pytest.mark.parametrize("path", ["gradio_api/upload", "gradio_api/file=/etc/hostname", "gradio_api/proxy=http://x"])
def test_gradios_shared_files_are_closed(site: Site, path: str) -> None:
    posted = httpx.post(site.url + path, headers={"Origin": site.url.rstrip("/")})
    assert posted.status_code == httpx.get(site.url + path).status_code == 404


def test_every_response_forbids_other_hosts(site: Site) -> None:
    for path in ("", "documents/1", "config", "documents/0", "nowhere"):
        policy = httpx.get(site.url + path).headers["content-security-policy"]
        assert policy.startswith("default-src 'self';")
        assert "http" not in policy


def test_no_event_is_offered_as_an_api(site: Site) -> None:
    assert httpx.get(site.url + "gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-P", "-m", "assistant", "--home", str(tmp_path / "home"), "ui", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"无法在 127.0.0.1:{port} 打开网页：端口已被占用，或地址不属于本机。请关闭占用它的程序，或用 --port 换一个端口"
    ]


def test_a_home_in_use_is_one_line(site: Site) -> None:
    command = [sys.executable, "-P", "-m", "assistant", "--home", str(site.home), "ui", "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=site.files)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "资料库正被另一个要点程序使用" in done.stderr


def test_a_fault_of_the_program_is_one_plain_line_on_the_page(tmp_path: Path, browser: Browser) -> None:
    home = tmp_path / "home"
    with serving(home) as url:
        page = browser.new_page(locale="zh-CN")
        page.goto(url)
        expect(page.locator(".welcome")).to_contain_text("资料库还是空的")
        with closing(sqlite3.connect(home / "library.sqlite")) as library:
            library.execute("ALTER TABLE profile RENAME TO lost")
            library.commit()
        page.fill("#question textarea", "档案室多久检查一次？")
        page.press("#question textarea", "Enter")
        expect(page.locator(".refused")).to_have_text("程序出错，没有得到回答。请重试；仍不行请联系管理员")
        expect(page.locator(".searching")).to_have_count(0)
        expect(page.locator("#send")).to_be_enabled()
        page.close()


def test_the_first_run_comes_to_an_answer_by_clicks_alone(tmp_path: Path, browser: Browser) -> None:
    with serving(tmp_path / "home") as url:
        page = browser.new_page(locale="zh-CN", viewport={"width": 1366, "height": 768})
        page.goto(url)
        expect(page.locator(".welcome p")).to_have_count(5)  # how answers are made, three sentences, how to begin
        if folder := os.environ.get("YAODIAN_SHOTS"):
            page.screenshot(path=f"{folder}/first.png")
        page.get_by_role("button", name="导入示例资料").click()
        page.locator("#first-job .steps li").first.wait_for()
        if folder:
            page.screenshot(path=f"{folder}/first-job.png")
        page.locator(".example").first.click(timeout=90_000)
        expect(page.locator(".turn .chip").first).to_be_visible(timeout=30_000)
        page.close()


def test_below_a_path_of_a_reverse_proxy(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "要点.txt").write_text("云岭集团2025年要点\n一、保密\n（一）每年开展1次保密检查。\n", encoding="utf-8")
    run(tmp_path / "home", "ingest", str(tmp_path / "要点.txt"))
    with serving(tmp_path / "home", "--root-path", "/yaodian/") as url:
        assert url.endswith("/yaodian/")
        page = browser.new_page(locale="zh-CN")
        page.goto(url)
        page.locator("#shelf .entry").first.click()
        expect(page.locator("#document .text")).to_contain_text("保密检查")
        page.close()


@pytest.mark.parametrize("number", [2, 15], ids=["Ctrl-C", "SIGTERM"])
def test_it_ends_cleanly_with_a_tab_open(tmp_path: Path, browser: Browser, number: int) -> None:
    command = [sys.executable, "-P", "-m", "assistant", "ui", "--home", str(tmp_path / "home"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as server:
        assert server.stdout
        url = server.stdout.readline().split("：", 1)[1].split("（")[0]
        page = browser.new_page()
        page.goto(url)
        expect(page.locator(".welcome")).to_contain_text("资料库还是空的")
        server.send_signal(number)
        _, errors = server.communicate(timeout=30)
        page.close()
    assert (server.returncode, errors) == (0, "网页已关闭\n")
    assert not (tmp_path / "home" / "owner.sock").exists()
