"""The main path of every screen without a mouse, in a real browser: one always sees where one is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Site, Visitor, page_of

MOST_STEPS: Final = 60  # from one control to the next one of a path
SLOW_MS: Final = 60_000  # what works on a plan or a text, on a busy machine
TITLE: Final = "坚持集体学习和研讨制度"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small sample, to be worked on."""
    with page_of(tmp_path_factory.mktemp("keyboard")) as site:
        yield site


class Keys:
    """Someone who has a keyboard and no mouse, and looks for the focus after each key."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        self.page.evaluate("focusing.note()")
        self.page.keyboard.press(key)
        self.looks()

    def looks(self) -> None:
        """The focus is somewhere, and seen there; at the latest when what a key has brought is there."""
        assert self.page.evaluate("focusing.missed()") == ""

    def to(self, target: Locator, key: str = "Tab") -> None:
        """Step from control to control until the target has the focus."""
        expect(target).to_be_visible()
        for _ in range(MOST_STEPS):
            self.press(key)
            if target.evaluate("target => target === document.activeElement"):
                return
        raise AssertionError(f"{key} does not lead to {target}")

    def on(self, target: Locator) -> None:
        """The focus has come, or stayed, where it is looked for."""
        expect(target).to_be_focused(timeout=SLOW_MS)
        self.looks()

    def write(self, words: str) -> None:
        """In place of what a field holds."""
        self.press("Control+a")
        self.page.keyboard.insert_text(words)

    def to_screen(self, title: str) -> None:
        self.to(self.page.locator("#masthead").get_by_role("link", name=title, exact=True), "Shift+Tab")
        self.press("Enter")

    def open_and_close(self, source: Locator) -> None:
        """A document beside the screen, at the quote, and back to where it was opened."""
        self.to(source)
        self.reads(source)

    def reads(self, source: Locator) -> None:
        self.press("Enter")
        expect(self.page.locator("#document mark").first).to_be_in_viewport()
        self.on(self.page.locator("#document h2"))
        self.press("Tab")
        self.press("Escape")
        self.on(source)


@pytest.fixture
def keys(new_visitor: Callable[..., Visitor], site: Site) -> Keys:
    visitor = new_visitor(1366, 768)
    visitor.page.add_init_script(path=Path(__file__).with_name("focus.js"))
    return Keys(visitor.open(site))


def test_the_main_path_of_every_screen_by_keyboard(keys: Keys) -> None:
    asks_and_reads(keys)
    looks_up_and_takes_away(keys)
    compares(keys)
    plans(keys)
    writes(keys)
    edits(keys)
    corrects(keys)
    sets(keys)


def asks_and_reads(keys: Keys) -> None:
    page = keys.page
    keys.on(page.locator("#question textarea"))
    page.keyboard.insert_text("党委理论学习中心组全年集体学习不少于多少次？")
    keys.press("Enter")
    expect(page.locator(".turn .sources")).to_be_visible()
    expect(page.locator("#send")).to_be_enabled()
    chip = page.locator(".turn .chip").first
    keys.to(chip, "Shift+Tab")
    keys.reads(chip)


def looks_up_and_takes_away(keys: Keys) -> None:
    page = keys.page
    keys.to_screen("要求查询")
    keys.to(page.get_by_label("查找"))
    keys.write("集体学习")
    expect(page).to_have_url(re.compile("#register/find-"))
    counted = page.get_by_label("有数量时限")
    keys.to(counted)
    keys.press("Space")
    expect(counted).to_be_checked()
    found = page.locator("#register-home-found")
    table = found.get_by_role("link", name="导出 Excel")
    expect(table).to_have_attribute("href", re.compile("strength=counted"))
    keys.open_and_close(found.locator("[data-version]"))
    keys.to(table, "Shift+Tab")
    with page.expect_download() as fetched:
        keys.press("Enter")
    assert fetched.value.path().read_bytes().startswith(b"PK")


def compares(keys: Keys) -> None:
    page = keys.page
    keys.to_screen("对照")
    older = page.get_by_label("旧文件")
    keys.to(older)
    keys.press("ArrowDown")
    expect(older.locator("option:checked")).to_have_text("云岭集团2023年网络安全工作要点")
    expect(page.locator("#comparison-rows .head")).to_contain_text("2023年")
    keys.on(older)
    keys.open_and_close(page.locator("#comparison-rows .chip").first)


def plans(keys: Keys) -> None:
    page = keys.page
    keys.to_screen("起草")
    keys.to(page.get_by_role("button", name="开始起草"))
    keys.press("Enter")
    rows = page.locator("#drafting-plan form.row")
    expect(rows).to_have_count(4, timeout=SLOW_MS)
    row = page.locator(f"#{rows.nth(0).locator('..').get_attribute('id')}")
    decision, said = row.locator("select"), row.locator(".said")
    keys.to(decision)
    keys.press("ArrowDown")
    expect(decision.locator("option:checked")).to_have_text("更新")
    expect(said).to_contain_text("已保存", timeout=SLOW_MS)
    keys.on(decision)
    keys.to(row.get_by_label("条目"))
    keys.write(TITLE)
    up, down = (row.get_by_role("button", name=way) for way in ("上移", "下移"))
    keys.to(down)
    moves(keys, down, "Space", rows.nth(1))
    keys.to(up, "Shift+Tab")
    moves(keys, up, "Enter", rows.nth(0))


def moves(keys: Keys, button: Locator, key: str, there: Locator) -> None:
    """The focus goes with the row, so that it can be moved on."""
    keys.press(key)
    expect(there.get_by_label("条目")).to_have_value(TITLE, timeout=SLOW_MS)
    keys.on(button)


def writes(keys: Keys) -> None:
    page = keys.page
    keys.to(page.get_by_role("button", name="开始成文"))
    keys.press("Enter")
    keys.on(page.locator("#drafting-writing").get_by_role("link"))
    keys.press("Enter")
    keys.on(page.locator("#drafting-at h2"))


def edits(keys: Keys) -> None:
    page = keys.page
    item = page.locator("#item-2")
    sentence = item.locator(".sentence").nth(1)
    keys.to(sentence)
    keys.press("Space")
    source = item.get_by_role("button", name="打开原文")
    keys.open_and_close(source)
    keys.to(item.get_by_role("button", name="收起"), "Shift+Tab")
    keys.press("Enter")
    keys.on(sentence)
    keys.to(item.get_by_role("button", name="修改"))
    keys.press("Enter")
    keys.on(item.locator("textarea"))
    keys.press("Control+End")
    page.keyboard.insert_text("学习情况每季度通报一次。")
    keys.to(item.get_by_role("button", name="保存"))
    keys.press("Enter")
    expect(item.locator(".own")).to_contain_text("每季度通报一次", timeout=SLOW_MS)
    keys.on(item)


def corrects(keys: Keys) -> None:
    page = keys.page
    keys.to_screen("文档库")
    keys.to(page.get_by_role("link", name="云岭集团2025年党建工作要点"))
    keys.press("Enter")
    keys.on(page.locator("#library-document h2"))
    keys.to(page.get_by_label("标题"))
    keys.write("云岭集团2025年党的建设工作要点")
    keys.to(page.get_by_role("button", name="保存更正"))
    keys.press("Enter")
    expect(page.locator("#library-document h2")).to_have_text("云岭集团2025年党的建设工作要点")


def sets(keys: Keys) -> None:
    page = keys.page
    keys.to_screen("设置")
    keys.to(page.get_by_label("本单位", exact=True))
    keys.write("云岭集团")
    keys.to(page.locator("#settings-unit").get_by_role("button", name="保存"))
    keys.press("Space")
    expect(page.locator("#settings-unit .notice.done")).to_be_visible()
