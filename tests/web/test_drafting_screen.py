"""The screen 起草: who may do what, without a browser; then a draft from its sources to Word, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document as open_word
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from assistant.drafting import versions
from ingest.home import Home
from ingest.library import ROLES, Role
from tests.assistant.drafting.returned import draft_of
from tests.web.conftest import Site, Visitor, page_of, wired

CORPUS = Path(__file__).parents[2] / "corpus"
PLAN = CORPUS / "云岭集团2024年党建工作要点.docx"
HARM = "<img src=x onerror=window.harmed=1>"

Dealing = tuple[str, str, dict[str, str]]  # method, address below /screens/drafting, form


# --- who may do what --------------------------------------------------------------------------------------------------


@pytest.fixture
def client(home: Home) -> Iterator[TestClient]:
    with wired(home) as client:
        versions.save(home.library, draft_of(PLAN), "owner", "生成草稿")
        versions.save(home.library, draft_of(PLAN), "owner", "修改", 1)
        ask(client, ("POST", "/begin", {"year": "2026"}), "editor")
        yield client


def ask(client: TestClient, dealing: Dealing, role: Role, name: str = "owner") -> tuple[int, str]:
    method, address, form = dealing
    sent = {"data": form} if method == "POST" else {}
    response = client.request(method, f"/screens/drafting{address}", headers={"visitor": f"{name}:{role}"}, **sent)
    return response.status_code, response.content.decode(errors="replace")


ROW = {"decision": "keep", "title": "题目", "target": "章节", "reason": "理由"}
# Each route of the screen, and the least role that it takes.
DEALINGS: list[tuple[Dealing, Role]] = [
    (("GET", "/home", {}), "reader"),
    (("GET", "/at/1", {}), "reader"),
    (("GET", "/at/p1", {}), "reader"),
    (("GET", "/drafts/1/summary", {}), "reader"),
    (("GET", "/drafts/1/text", {}), "reader"),
    (("GET", "/drafts/1/todo", {}), "reader"),
    (("GET", "/drafts/1/history", {}), "reader"),
    (("GET", "/drafts/1/sentences/1", {}), "reader"),
    (("GET", "/drafts/1/word", {}), "reader"),
    (("GET", "/drafts/1/commented", {}), "reader"),
    (("GET", "/drafts/1/revisions", {}), "reader"),
    (("GET", "/drafts/1/provenance", {}), "reader"),
    (("GET", "/preparations/1/sources", {}), "reader"),
    (("GET", "/preparations/1/plan", {}), "reader"),
    (("GET", "/preparations/1/plan.xlsx", {}), "reader"),
    (("GET", "/preparations/1/writing", {}), "reader"),
    (("GET", "/drafts/1/items/1", {}), "editor"),
    (("POST", "/drafts/1/items/1", {"number": "2", "text": "全新的一句话。"}), "editor"),
    (("GET", "/drafts/1/items/1/revise", {}), "editor"),
    (("POST", "/drafts/1/revise", {"item": "1", "instruction": "补一句：每月通报1次。"}), "editor"),
    (("POST", "/drafts/1/revise/apply", {"number": "2", "shown": "", "instruction": "删去一（一）"}), "editor"),
    (("POST", "/drafts/1/undo", {}), "editor"),
    (("POST", "/drafts/1/return", {}), "editor"),
    (("POST", "/begin", {"year": "2026", "kind": "意见"}), "editor"),
    (("POST", "/preparations/1/sources/1/use", {}), "editor"),
    (("POST", "/preparations/1/facts", {"facts": "会议：党的二十届四中全会"}), "editor"),
    (("POST", "/preparations/1/rows", {"title": "新的一项", "target": "章节"}), "editor"),
    (("POST", "/preparations/1/rows/abc", ROW), "editor"),
    (("POST", "/preparations/1/rows/abc/up", {}), "editor"),
    (("POST", "/preparations/1/plan.xlsx", {}), "editor"),
    (("POST", "/preparations/1/write", {}), "editor"),
    (("GET", "/preparations/1/delete", {}), "editor"),
    (("POST", "/preparations/1/delete", {}), "editor"),
    (("GET", "/drafts/1/delete", {}), "editor"),
    (("POST", "/drafts/1/delete", {}), "editor"),
]


@pytest.mark.parametrize(("dealing", "least"), DEALINGS, ids=[f"{d[0]} {d[1]}" for d, _ in DEALINGS])
def test_roles_and_owners(client: TestClient, dealing: Dealing, least: Role) -> None:
    for role in ROLES:
        status = ask(client, dealing, role, "colleague")[0]
        assert (status == 403) == (ROLES.index(role) < ROLES.index(least))
    if "/1" in dealing[1]:  # another's answers as one that is not there
        unknown = (dealing[0], dealing[1].replace("/1", "/999", 1), dealing[2])
        answer, none = (ask(client, each, "admin", "colleague") for each in (dealing, unknown))
        assert (answer[0], answer[1].replace("999", "1")) == (none[0], none[1].replace("999", "1"))
        assert answer[0] == 400
    assert "2024年党建工作要点" in ask(client, ("GET", "/home", {}), "reader")[1]
    assert "2024年党建工作要点" not in ask(client, ("GET", "/home", {}), "admin", "colleague")[1]


def test_what_is_typed_survives_and_a_bad_fact_names_its_line(client: TestClient) -> None:
    status, said = ask(client, ("POST", "/preparations/1/facts", {"facts": f"天气：{HARM}"}), "editor")
    assert status == 400
    assert "今年事项 第 1 行" in said
    assert HARM not in said
    page = ask(client, ("GET", "/at/p1", {}), "editor")[1]
    assert "天气：&lt;img" in page
    assert HARM not in page


def test_two_who_edit_at_once_do_not_lose_each_others_words(client: TestClient, home: Home) -> None:
    status, said = ask(client, ("POST", "/drafts/1/items/1", {"number": "1", "text": "迟到的改动。"}), "editor")
    assert status == 400
    assert "第 2 版" in said
    assert len(versions.history(home.library, 1, "owner")) == 2


def test_a_sentence_changes_what_was_shown_and_nothing_else(client: TestClient, home: Home) -> None:
    typed = {"item": "1", "instruction": f"补一句：{HARM}每月通报1次"}
    status, shown = ask(client, ("POST", "/drafts/1/revise", typed), "editor")
    assert (status, HARM in shown) == (200, False)
    assert "<ins>" in shown
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown)) | typed
    for stale in (sent | {"number": "1"}, sent | {"shown": "0"}):
        assert ask(client, ("POST", "/drafts/1/revise/apply", stale), "editor")[0] == 400
    assert len(versions.history(home.library, 1, "owner")) == 2
    before = [item.sentences for item in versions.load(home.library, 1, reader="owner").items()]
    status, page = ask(client, ("POST", "/drafts/1/revise/apply", sent), "editor")
    after = [item.sentences for item in versions.load(home.library, 1, reader="owner").items()]
    [place] = [n for n, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert (status, HARM in page, f'id="item-{place}" tabindex="-1"' in page) == (200, False, True)


def test_a_sentence_brings_an_earlier_version_back(client: TestClient, home: Home) -> None:
    def applied(instruction: str) -> str:
        _, shown = ask(client, ("POST", "/drafts/1/revise", {"instruction": instruction}), "editor")
        sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown))
        assert ask(client, ("POST", "/drafts/1/revise/apply", sent), "editor")[0] == 200
        return shown

    before = versions.load(home.library, 1, reader="owner")
    assert "<b>删去</b>" in applied("删去第一部分最后一条")
    assert "<b>新增</b>" in applied("麻烦撤销上一步吧")
    assert versions.load(home.library, 1, reader="owner") == before
    assert versions.history(home.library, 1, "owner")[-1].note == "撤销，回到第2版"


# --- in the browser ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample library, and a draft of it at work."""
    corpus = [path for path in CORPUS.iterdir() if path.suffix in (".txt", ".docx", ".pdf")]
    with page_of(tmp_path_factory.mktemp("drafting"), *corpus, texts={}) as site:
        yield site


def at(page: Page, site: Site, place: str = "") -> None:
    page.goto("about:blank")
    page.goto(f"{site.url}#drafting{place}")


def test_a_draft_from_its_sources_to_word(new_visitor: Callable[..., Visitor], site: Site, tmp_path: Path) -> None:
    page = new_visitor(1366, 768).page
    at(page, site)
    sources_and_facts(page)
    a_row_dropped_and_one_retitled(page)
    page.get_by_role("button", name="开始成文").click()
    expect(page.locator("#drafting-writing [data-job] .steps li")).to_have_count(4)
    place = page.evaluate("location.hash")
    page.close()  # midway

    visitor = new_visitor(1366, 768)
    page = visitor.page
    page.goto(f"{site.url}{place}")
    page.locator("#drafting-writing").get_by_role("link").click(timeout=120_000)
    a_sentences_source_opens_highlighted(page)
    an_item_is_edited_and_undone(page)
    word_goes_out_and_comes_back_changed(page, tmp_path / "修改稿.docx")
    a_sentence_revises_the_draft(page)
    assert [fault for fault in visitor.faults if "400" not in fault] == []  # the browser's own note of the refusal
    visitor.faults.clear()
    assert page.evaluate("window.harmed") is None
    assert page.locator("#screen-drafting img").count() == 0

    page.set_viewport_size({"width": 390, "height": 844})  # a phone
    fits(page)
    page.goto(f"{site.url}{place}")
    expect(page.locator("#drafting-plan .plan > li").first).to_be_visible(timeout=60_000)
    fits(page)


def test_a_summary_is_chosen_and_written(new_visitor: Callable[..., Visitor], site: Site) -> None:
    page = new_visitor(1366, 768).page
    at(page, site)
    page.get_by_label("起草什么").select_option("总结")
    page.get_by_label("起草哪一年的").fill("2025")
    page.get_by_role("button", name="开始起草").click()
    expect(page.get_by_role("heading", name="起草 2025 年总结")).to_be_visible()
    expect(page.locator("#drafting-sources")).to_contain_text("往年总结（只取写法）", timeout=60_000)
    expect(page.locator("#drafting-plan .plan > li").first).to_be_visible(timeout=60_000)
    expect(page.locator("#drafting-plan")).to_contain_text("报告只把它列为存在的问题")
    page.get_by_role("button", name="开始成文").click()
    page.locator("#drafting-writing").get_by_role("link", name="云岭集团2025年党建工作总结").click(timeout=120_000)
    expect(page.locator("#drafting-text")).to_contain_text("【待补：改进党委委员联系点工作完成情况】")
    expect(page.locator("#drafting-todo")).to_contain_text("缺少完成情况")
    expect(page.get_by_role("link", name="修订稿")).to_have_count(0)
    at(page, site)
    expect(page.get_by_role("link", name="2025 年总结")).to_be_visible()
    expect(page.get_by_role("link", name="云岭集团2025年党建工作总结")).to_be_visible()


def sources_and_facts(page: Page) -> None:
    page.get_by_label("起草哪一年的").fill("2026")
    page.get_by_role("button", name="开始起草").click()
    expect(page.locator("#drafting-sources table")).to_be_visible(timeout=60_000)
    expect(page.locator("#drafting-sources .files")).not_to_have_count(0)
    expect(page.locator("#drafting-plan .plan > li").first).to_be_visible(timeout=60_000)
    page.locator("#drafting-at textarea[name=facts]").fill(f"活动：{HARM}表彰大会")
    expect(page.locator("#drafting-facts-said")).to_contain_text("活动 1 件", timeout=60_000)
    expect(page.locator("#drafting-plan")).to_contain_text("表彰大会", timeout=60_000)


def a_row_dropped_and_one_retitled(page: Page) -> None:
    """Both are there after a new start of the page."""
    dropped = page.locator("#drafting-plan form.row").nth(1)
    name = dropped.locator("input[name=title]").input_value()
    dropped.locator("textarea[name=reason]").fill("今年另行安排")
    dropped.locator("select").select_option("drop")
    expect(page.locator("#drafting-plan form.row.drop", has=page.locator(f'[value="{name}"]'))).to_have_count(1)
    page.locator("#drafting-plan form.row").nth(2).locator("input[name=title]").fill("改过的题目")
    expect(page.locator("#drafting-plan .said", has_text="已保存")).to_be_visible()
    page.reload()
    expect(page.locator('#drafting-plan input[value="改过的题目"]')).to_be_visible(timeout=60_000)
    expect(page.locator(f'#drafting-plan form.drop input[value="{name}"]')).to_have_count(1)


def a_sentences_source_opens_highlighted(page: Page) -> None:
    expect(page.locator("#drafting-text .item").first).to_be_visible()
    expect(page.locator("#drafting-text")).to_contain_text("改过的题目")
    kept = page.locator("#drafting-text .item .sentence.kept").nth(1)
    kept.click()
    quiet = page.locator(".trace .facts").first.evaluate("words => getComputedStyle(words).color")
    expect(page.locator(".trace blockquote").first).to_have_css("color", quiet)
    page.locator(".trace").get_by_role("button", name="打开原文").first.click()
    expect(page.locator("#document mark").first).to_be_in_viewport()
    page.keyboard.press("Escape")


def an_item_is_edited_and_undone(page: Page) -> None:
    item = page.locator("#item-2")
    before = item.inner_text()
    item.get_by_role("button", name="修改").click()
    box = item.locator("textarea")
    box.fill(box.input_value() + f"另外{HARM}每月通报一次。")
    item.get_by_role("button", name="保存").click()
    expect(item.locator(".own").last).to_contain_text("每月通报一次", timeout=60_000)
    expect(page.locator("#drafting-history li").first).to_contain_text("第 2 版")
    page.get_by_role("button", name="撤销最近一次改动").click()
    expect(page.locator("#drafting-history li").first).to_contain_text("第 3 版")
    expect(item).to_have_text(before.replace("\n", ""), use_inner_text=True)
    page.locator("#drafting-todo [data-jump]").first.click()
    expect(page.locator("#drafting-text .here")).to_be_in_viewport()


def word_goes_out_and_comes_back_changed(page: Page, returned: Path) -> None:
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载 Word").click()
    word = open_word(str(fetched.value.path()))
    paragraph = next(each for each in word.paragraphs if each.text.startswith("（二）"))
    paragraph.add_run("请各支部按月报告。")
    word.save(str(returned))
    page.locator("#drafting-at input[type=file]").set_input_files(returned)
    expect(page.locator("#drafting-returned .notice")).to_contain_text("第 4 版", timeout=60_000)
    expect(page.locator("#drafting-text")).to_contain_text("请各支部按月报告。")
    for link in ("带出处批注的 Word", "修订稿（对照上年）", "出处表"):
        with page.expect_download() as fetched:
            page.get_by_role("link", name=link).click()
        assert fetched.value.path().read_bytes().startswith(b"PK")


def a_sentence_revises_the_draft(page: Page) -> None:
    """The difference first; nothing changes before 采用; one way back."""
    text = page.locator("#drafting-text")
    before = text.locator(".item").count()
    page.get_by_label("用一句话修改", exact=True).fill("删去第一部分最后一条")
    page.get_by_role("button", name="看改动").click()
    expect(text.locator("#trace-revision .changes > li")).to_have_count(1)
    page.get_by_label("用一句话修改", exact=True).fill("写得好一点")
    page.get_by_role("button", name="看改动").click()
    expect(text.locator(".refused")).to_contain_text("草稿没有改动")
    expect(text.locator("#trace-revision")).to_be_empty()  # what the other one would change is not to be had any more
    page.get_by_label("用一句话修改", exact=True).fill("删去第一部分最后一条")
    page.get_by_role("button", name="看改动").click()
    expect(text.locator("#trace-revision .changes > li")).to_have_count(1)
    page.get_by_role("button", name="不改").click()
    expect(text.locator("#trace-revision")).to_be_empty()
    item = page.locator("#item-2")
    for answer in ("不改", "采用"):
        item.get_by_role("button", name="用一句话改").click()
        item.get_by_label("怎么改").fill("补一句：年底前总结一次。")
        item.get_by_role("button", name="看改动").click()
        expect(item.locator("ins")).to_have_text("年底前总结一次。")
        expect(page.locator("#drafting-history li").first).to_contain_text("第 4 版")
        item.get_by_role("button", name=answer).click()
    expect(item).to_be_focused(timeout=60_000)
    expect(item.locator(".sentence.own").last).to_contain_text("年底前总结一次。")
    assert text.locator(".item").count() == before
    expect(page.locator("#drafting-history li").first).to_contain_text("第 5 版　按意见修改：补一句：年底前总结一次。")
    page.get_by_role("button", name="撤销最近一次改动").click()
    expect(page.locator("#drafting-history li").first).to_contain_text("第 6 版")
    expect(text).not_to_contain_text("年底前总结一次。")


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    boxes = "[...document.querySelectorAll('#screen-drafting, #screen-drafting .scroll')].every(e => e.scrollWidth <= e.clientWidth)"
    assert page.evaluate(boxes)
