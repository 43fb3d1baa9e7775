"""A draft on the page with a language model that is slow: begun, stopped midway, gone on with, exported."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import CHECKOUT
from tests.endpoint.rewording import nearest, replying
from tests.endpoint.server import Call, playing
from tests.web.conftest import Site, Visitor, run, serving

SOURCES = ("云岭集团2025年党建工作要点.pdf", "省能源行业党委关于加强2026年企业党建工作的意见.pdf")
FIRST = 6  # requests that are answered at once; the next one waits until it is let on


@dataclass(frozen=True)
class Slow:
    """A page whose language model answers some requests at once and is then slow until it is let on."""

    site: Site
    let_on: threading.Event


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slow]:
    folder = tmp_path_factory.mktemp("reword")
    home, let_on = folder / "home", threading.Event()

    def script(call: Call) -> None:
        while call.number > FIRST and not let_on.wait(0.1) and not call.stopped.is_set():
            call.handler.wfile.flush()
        replying(nearest)(call)

    run(home, "ingest", *(str(CHECKOUT / "corpus" / name) for name in SOURCES))
    run(home, "draft", "--year", "2026", "--unit", "云岭集团")
    with pytest.MonkeyPatch.context() as environment, playing(script) as endpoint:
        environment.setenv("YAODIAN_LLM_URL", endpoint.url)
        environment.setenv("YAODIAN_LLM_MODEL", "local")
        environment.setenv("YAODIAN_LLM_SECONDS", "600")
        with serving(home) as url:
            yield Slow(Site(url, home, folder), let_on)


def test_a_slow_rewording_is_stopped_gone_on_with_and_exported(slow: Slow, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True)
    visitor = Visitor(context.new_page())
    page = visitor.page
    page.goto(f"{slow.site.url}#drafting/1")
    place = page.locator("#drafting-model")
    expect(place).to_contain_text("发往 127.0.0.1")
    place.get_by_role("button", name="用语言模型逐条改写").click()
    expect(place.locator(".steps li.done").nth(2)).to_be_visible()
    place.get_by_role("button", name="停止").click()
    slow.let_on.set()
    expect(place).to_contain_text("停在中途")
    reworded = page.locator("#drafting-text .sentence.reworded")
    expect(reworded.first).to_be_visible()
    expect(page.locator("#drafting-history")).to_contain_text("用语言模型（local）改写")
    before = reworded.count()
    reworded.first.click()
    expect(page.locator("#drafting-text .trace").filter(has_text="由语言模型（local）改写，经程序核对")).to_have_count(
        1
    )

    place.get_by_role("button", name="接着用语言模型改写其余条目").click()
    expect(place).not_to_contain_text("停在中途")
    expect(place).to_contain_text("上次改写了", timeout=120_000)
    expect(place).not_to_contain_text("停在中途")
    expect(reworded.nth(before)).to_be_visible()
    assert reworded.count() > before
    expect(place.locator("details")).to_contain_text("保持原样：")

    item = page.locator("#drafting-text .item").nth(3)
    item.get_by_role("button", name="用一句话改").click()
    item.get_by_label("怎么改").fill("补一句：每季度通报1次。")
    item.get_by_role("button", name="看改动").click()
    expect(item.locator(".proposal ins")).to_have_text("每季度通报1次。")
    item.get_by_role("button", name="采用").click()
    expect(page.locator("#drafting-text .item").nth(3)).to_contain_text("每季度通报1次。")
    expect(page.locator("#drafting-history li").first).to_contain_text("按意见修改")

    with page.expect_download() as got:
        page.get_by_role("link", name="下载 Word", exact=True).click()
    got.value.save_as(tmp_path / "稿.docx")
    words = "".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "稿.docx")).paragraphs)
    shown = [line.removesuffix("改写自") for line in reworded.all_inner_texts()]
    assert [line for line in shown if line.strip() not in words] == []
    assert "每季度通报1次。" in words
    page.get_by_role("button", name="撤销最近一次改动").click()
    expect(page.locator("#drafting-text .item").nth(3)).not_to_contain_text("每季度通报1次。")
    page.get_by_role("button", name="撤销最近一次改动").click()
    expect(reworded).to_have_count(before)
    context.close()
