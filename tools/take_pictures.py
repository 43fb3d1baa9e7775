"""Take the pictures of docs/ and the README anew: `python -m tools.take_pictures`, over the sample library.

A new home in a temporary folder is served on a free port, and Debian's Chromium looks at each screen.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

FOLDER: Final = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM: Final = "/usr/bin/chromium"  # Debian's
DESK: Final[ViewportSize] = {"width": 1366, "height": 768}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
COLOURS: Final = 96  # of a picture, which is a screen of text
PATIENCE: Final = 40_000  # ms


def main(names: Sequence[str]) -> int:
    """Take the pictures of these names, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        _run(home, "ingest", "--sample")
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        with _serving(home) as url:
            for pictures, size in ((DESK_PICTURES, DESK), (PHONE_PICTURES, PHONE)):
                for name in pictures.keys() & names if names else pictures:
                    _take(browser.new_page(locale="zh-CN", viewport=size), url, name, pictures[name])
        browser.close()
    return 0


def _take(page: Page, url: str, name: str, show: Callable[[Page, str], None]) -> None:
    page.set_default_timeout(PATIENCE)
    show(page, url)
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)  # until what was scrolled to stands still
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    page.close()
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(path, file=sys.stderr)


# --- what is shown ----------------------------------------------------------------------------------------------------


def _ask(page: Page, url: str, question: str) -> None:
    page.goto(url)
    page.locator("#shelf .entry").first.wait_for(state="attached")
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.locator(".turn .tools .verdict").wait_for()


def _cited(page: Page, url: str) -> None:
    _ask(page, url, "2025年党委多久专题研究一次意识形态工作？")
    page.locator(".chip").first.click()
    page.locator("#document mark").first.wait_for()


def _not_found(page: Page, url: str) -> None:
    _ask(page, url, "职工食堂早餐几点开始？")


def _chats(page: Page, url: str) -> None:
    _ask(page, url, "党支部换届选举有什么要求？")
    page.get_by_role("button", name="不完整").click()
    expect(page.get_by_label("说明")).to_be_visible()


def _register(page: Page, url: str) -> None:
    page.goto(f"{url}#register")
    page.locator("#screen-register form:visible").first.get_by_label("年份").select_option("2025年")
    page.wait_for_function("location.hash.includes('/find-')")
    page.locator("#screen-register .result:visible td.what .quote").first.wait_for()


def _at(page: Page, url: str, place: str, shown: str) -> None:
    page.goto(f"{url}#{place}")
    expect(page.locator(shown).first).to_be_visible()


def _plan(page: Page, url: str) -> None:
    page.goto(f"{url}#drafting")
    page.get_by_label("起草哪一年的").fill("2026")
    page.get_by_role("button", name="开始起草").click()
    page.locator("#drafting-plan .plan > li").first.wait_for()
    page.locator("#drafting-plan .plan > li").first.scroll_into_view_if_needed()
    page.locator("#drafting-plan").evaluate("element => element.scrollIntoView({block: 'start'})")


def _draft(page: Page, url: str) -> None:
    _plan(page, url)
    page.get_by_role("button", name="开始成文").click()
    page.locator("#drafting-writing").get_by_role("link").first.click()
    sentence = page.locator("#drafting-text .item .sentence.kept").nth(1)
    sentence.click()
    page.locator(".trace").get_by_role("button", name="打开原文").first.wait_for()
    sentence.evaluate("element => element.scrollIntoView({block: 'center'})")


DESK_PICTURES: Final[Mapping[str, Callable[[Page, str], None]]] = {
    "问答": _cited,
    "没有找到": _not_found,
    "评价": _chats,
    "要求查询": _register,
    "工作日历": partial(
        _at, place="register/calendar", shown="#screen-register .result, #screen-register [data-detail] h2"
    ),
    "对照": partial(_at, place="comparison", shown="#comparison-rows .head"),
    "主题变化": partial(_at, place="comparison/themes", shown="#comparison-themes table"),
    "计划表": _plan,
    "草稿": _draft,
    "文档库": partial(_at, place="library", shown="#library-list tbody tr"),
    "设置": partial(_at, place="settings", shown="#settings-unit form"),
}
PHONE_PICTURES: Final[Mapping[str, Callable[[Page, str], None]]] = {
    "手机": partial(_ask, question="2025年党委多久专题研究一次意识形态工作？"),
}


# --- the page ---------------------------------------------------------------------------------------------------------


def _run(home: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, "-P", "-m", "assistant", "--home", str(home), *arguments], check=True)


@contextmanager
def _serving(home: Path) -> Iterator[str]:
    command = [sys.executable, "-P", "-m", "assistant", "ui", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            line = server.stdout.readline()
            yield line.split("：", 1)[1].split("（")[0].strip()
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
