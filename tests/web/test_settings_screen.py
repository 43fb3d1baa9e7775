"""The screen 设置: what each role may do; then the profile, the model, users and the log as a person works them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Route, expect

from assistant.chat_model import EndpointModel
from assistant.web.screens import settings_profile as profiles
from assistant.web.screens.settings_rows import edited
from assistant.wording.endpoint import Endpoint
from assistant.workspace import accounts, audit
from assistant.workspace.sessions import utc_now
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.library import ROLES, Profile, Role
from ingest.records import EVERYONE
from tests.endpoint.server import Call, playing
from tests.web.conftest import PLAN_2025, run, serving, wired

PASSWORD = "correct horse battery"
Form = dict[str, str | list[str]]
UNIT: Form = {
    "unit": "云岭集团",
    "superior": "省国资委",
    "aliases": "集团、云岭",
    "departments": "宣传部",
    "today": "2025",
}
SHIPPED: Form = {"wording": profiles.expired_entries()[0].wordings[0], "checked": ""}

# Each route that changes something, a form for it, and the least role that it takes.
DEEDS: list[tuple[str, Form, Role]] = [
    ("unit", UNIT, "editor"),
    ("duties", {"department": ["宣传部"], "duties": ["学习、宣传"], "do": "save"}, "editor"),
    ("abbreviations", {"short": ["职代会"], "full": ["职工代表大会"], "do": "save"}, "editor"),
    ("expired", {"wording": ["旧说法"], "until": ["2021-02"], "instead": [""], "source": [""], "do": "save"}, "editor"),
    ("shipped", SHIPPED, "editor"),
    ("users/add", {"name": "新人", "role": "reader"}, "admin"),
    ("users/role", {"name": "张三", "role": "editor"}, "admin"),
    ("users/unlock", {"name": "张三"}, "admin"),
    ("users/sure", {"name": "张三"}, "admin"),
    ("users/remove", {"name": "张三"}, "admin"),
]


@pytest.fixture
def client(home: Home) -> Iterator[TestClient]:
    accounts.add(home.library, EVERYONE, "admin", "admin", PASSWORD)
    accounts.add(home.library, EVERYONE, "zhang", "reader", PASSWORD)
    with wired(home) as client:
        yield client


def send(client: TestClient, path: str, form: Form, role: str, name: str = "admin") -> tuple[int, str]:
    named = {key: "zhang" if value == "张三" else value for key, value in form.items()}
    response = client.post(f"/screens/settings/{path}", data=named, headers={"visitor": f"{name}:{role}"})
    return response.status_code, response.text


def see(client: TestClient, path: str, role: str = "admin", name: str = "admin") -> str:
    response = client.get(f"/screens/settings/{path}", headers={"visitor": f"{name}:{role}"})
    assert response.status_code == 200
    return response.text


# --- who may do what --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("path", "form", "least"), DEEDS, ids=[d[0] for d in DEEDS])
def test_each_role_may_change_its_part(
    home: Home, client: TestClient, path: str, form: Form, least: Role, role: Role
) -> None:
    before = home.library.profile(), home.library.accounts.all()
    status, text = send(client, path, form, role)
    assert status == (200 if ROLES.index(role) >= ROLES.index(least) else 403), text
    if status == 403:
        assert (home.library.profile(), home.library.accounts.all()) == before


def test_readers_see_the_profile_and_neither_users_nor_log(client: TestClient) -> None:
    send(client, "unit", UNIT, "editor")
    assert "云岭集团" in see(client, "unit", "reader")
    for path in ("unit", "duties", "abbreviations", "expired", "shipped"):
        assert "<form" not in see(client, path, "reader")
    assert see(client, "users", "reader") == see(client, "audit", "editor") == ""


# --- the profile ------------------------------------------------------------------------------------------------------


def test_every_part_of_the_profile_is_saved_and_leaves_the_others(home: Home, client: TestClient) -> None:
    for path, form, least in DEEDS[:5]:
        assert send(client, path, form, least)[0] == 200
    profile = home.library.profile()
    assert (profile.unit, profile.aliases, profile.today) == ("云岭集团", ("集团", "云岭"), 2025)
    assert profile.duties == {"宣传部": ("学习", "宣传")}
    assert profile.abbreviations == {"职代会": "职工代表大会"}
    assert profile.expired == {"旧说法": "2021-02", str(SHIPPED["wording"]): "不检查"}
    assert "修改单位资料" in see(client, "audit")
    send(client, "shipped", SHIPPED | {"checked": "1"}, "editor")
    assert home.library.profile().expired == {"旧说法": "2021-02"}


@pytest.mark.parametrize(
    ("path", "form", "words"),
    [
        ("unit", UNIT | {"today": "二〇二五"}, "年份不对"),
        ("unit", UNIT | {"today": "20255"}, "年份不对"),
        ("duties", {"department": ["", "a"], "duties": ["学习", ""]}, "没有写部门"),
        ("duties", {"department": ["甲", "甲"], "duties": ["一", "二"]}, "写了两行"),
        ("abbreviations", {"short": ["甲"], "full": [" "]}, "没有写全称"),
        ("expired", {"wording": ["甲"], "until": ["去年"], "instead": [""], "source": [""]}, "截止日期不对"),
        ("shipped", {"wording": "没有的"}, "没有这一条"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_changes_nothing(
    home: Home, client: TestClient, path: str, form: Form, words: str
) -> None:
    before = home.library.profile()
    status, text = send(client, path, form, "editor")
    assert status == 400
    assert words in text
    assert home.library.profile() == before


EXPIRED = {
    "旧说法": "2019-06至2021-02；新说法；集团文件",
    "旧提法": "2019至2020、2023至2024-01",
    "旧口号": "2020、2023至2024-01；新口号",
    "旧名称": "2021",
}


def test_a_wordings_dates_stand_in_their_columns_and_come_back() -> None:
    rows = profiles.expired_rows(Profile(expired=EXPIRED))
    assert rows == [
        ("旧说法", "2019-06", "2021-02", "新说法", "集团文件"),
        ("旧提法", "2019", "2020、2023至2024-01", "", ""),
        ("旧口号", "", "2020、2023至2024-01", "新口号", ""),
        ("旧名称", "", "2021", "", ""),
    ]
    assert profiles.with_expired(Profile(), rows).expired == EXPIRED


def test_rows_come_and_go_before_they_are_saved(home: Home, client: TestClient) -> None:
    rows: Form = {"department": ["甲", "乙"], "duties": ["一", "二"]}
    added = send(client, "duties", rows | {"do": "add"}, "editor")[1]
    assert added.count("<tr>") == 4
    left = send(client, "duties", rows | {"do": "0"}, "editor")[1]
    assert 'value="甲"' not in left
    assert 'value="乙"' in left
    assert home.library.profile() == Profile()


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1), st.integers(0, 5))
def test_leaving_out_a_row_leaves_the_others(rows: list[tuple[str, ...]], number: int) -> None:
    assert edited(rows, str(number)) == rows[:number] + rows[number + 1 :]
    assert edited(rows, "add")[:-1] == rows


WORD = st.text("甲乙丙丁", min_size=1, max_size=4)


@given(st.dictionaries(WORD, st.lists(WORD, unique=True).map(tuple)), st.dictionaries(WORD, WORD))
def test_tables_give_back_what_they_show(duties: dict[str, tuple[str, ...]], short: dict[str, str]) -> None:
    profile = Profile(duties=duties, abbreviations=short)
    assert profiles.with_duties(profile, profiles.duty_rows(profile)) == profile
    assert profiles.with_abbreviations(profile, profiles.abbreviation_rows(profile)) == profile


def test_what_people_write_is_shown_as_text(client: TestClient) -> None:
    hostile = '"><script>window.harmed=1</script>'
    send(client, "unit", UNIT | {"unit": hostile}, "editor")
    send(client, "duties", {"department": [hostile], "duties": [hostile], "do": "save"}, "editor")
    for role in ("reader", "editor"):
        assert "<script" not in see(client, "unit", role) + see(client, "duties", role)


# --- the language model -----------------------------------------------------------------------------------------------


def answering(call: Call) -> None:
    call.say("好")


def refusing(call: Call) -> None:
    call.fail(401)


def test_without_a_model_nothing_leaves(client: TestClient) -> None:
    assert "任何文字都不离开这台机器" in see(client, "endpoint")
    assert send(client, "test", {}, "admin")[0] == 400


@pytest.mark.parametrize(("script", "status", "words"), [(answering, 200, "连接正常"), (refusing, 400, "密钥")])
def test_a_test_is_one_tiny_request(home: Home, script: object, status: int, words: str) -> None:
    with playing(script) as endpoint:  # type: ignore[arg-type]
        model = EndpointModel(Endpoint(endpoint.url, "local", "sk-secret-key", 20, 6000))
        with wired(home, model) as client:
            page = see(client, "endpoint")
            assert "发往" in page
            assert "sk-secret" not in page
            found = send(client, "test", {}, "admin")
            assert found[0] == status
            assert words in found[1]
            assert send(client, "test", {}, "editor")[0] == 403
    [request] = endpoint.requests
    assert sum(len(message["content"]) for message in request["messages"]) < 60


def test_a_dead_endpoint_is_one_line(home: Home) -> None:
    model = EndpointModel(Endpoint("http://127.0.0.1:9/v1", "local", "", 20, 6000))
    with wired(home, model) as client:
        status, text = send(client, "test", {}, "admin")
    assert status == 400
    assert text.count("<p") == 1


# --- users ------------------------------------------------------------------------------------------------------------


def test_a_locked_user_is_seen_and_unlocked(home: Home, client: TestClient) -> None:
    for _ in range(5):
        with pytest.raises(BadRequest):
            accounts.log_in(home.library, "zhang", "wrong", "10.0.0.1", utc_now())
    assert "已锁定" in see(client, "users")
    assert "已锁定" not in send(client, "users/unlock", {"name": "zhang"}, "admin")[1]
    assert accounts.log_in(home.library, "zhang", PASSWORD, "10.0.0.1", utc_now()).name == "zhang"
    assert send(client, "users/unlock", {"name": "nobody"}, "admin")[0] == 400


def test_an_own_password_takes_the_present_one(home: Home, client: TestClient) -> None:
    new = "another long one"
    for _ in range(5):
        assert send(client, "password", {"current": "x", "password": new}, "reader", "zhang")[0] == 400
    locked = send(client, "password", {"current": PASSWORD, "password": new}, "reader", "zhang")
    assert locked[0] == 400
    accounts.unlock(home.library, "admin", "zhang")
    assert send(client, "password", {"current": PASSWORD, "password": "short"}, "reader", "zhang")[0] == 400
    assert send(client, "password", {"current": PASSWORD, "password": new}, "reader", "zhang")[0] == 200
    assert accounts.log_in(home.library, "zhang", new, "10.0.0.1", utc_now()).name == "zhang"


def test_the_log_shows_the_newest_first(home: Home, client: TestClient) -> None:
    audit.record(home.library, "zhang", "导出")
    page = see(client, "audit")
    assert "完好" in page
    assert page.index("导出") < page.index("新增用户")


# --- in a browser -----------------------------------------------------------------------------------------------------


def test_a_profile_is_edited_and_used_and_a_user_is_made(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "2025要点.txt").write_text(PLAN_2025, encoding="utf-8")
    run(tmp_path / "home", "ingest", str(tmp_path / "2025要点.txt"))
    with serving(tmp_path / "home") as url:
        page = browser.new_page(locale="zh-CN", viewport={"width": 1366, "height": 768})
        outside: list[str] = []
        page.on("request", lambda r: None if r.url.startswith((url, "data:")) else outside.append(r.url))
        page.goto(f"{url}#settings")
        page.get_by_label("本单位", exact=True).fill("云岭集团")
        page.locator("#settings-unit").get_by_role("button", name="保存").click()
        expect(page.locator("#settings-unit .done")).to_be_visible()
        page.get_by_label("第 1 行 部门").fill("宣传部")
        page.locator("#settings-duties").get_by_role("button", name="增加一行").click()
        expect(page.get_by_label("第 2 行 部门")).to_be_visible()
        expect(page.get_by_label("第 1 行 部门")).to_have_value("宣传部")
        page.get_by_label("第 1 行 职责").fill("学习、宣传")
        page.get_by_label("第 1 行 职责").press("Enter")
        expect(page.locator("#settings-duties .done")).to_be_visible()
        expect(page.locator("#settings-duties tbody tr")).to_have_count(1)
        if folder := os.environ.get("YAODIAN_SHOTS"):
            page.screenshot(path=f"{folder}/settings.png")
            page.locator("#settings-users").scroll_into_view_if_needed()
            page.screenshot(path=f"{folder}/settings-users.png")
        page.set_viewport_size({"width": 390, "height": 844})  # a phone: there is room to type
        fields = page.locator("#settings-abbreviations tbody input")
        expect(fields.first).to_be_visible()
        assert min(fields.evaluate_all("fields => fields.map((field) => field.clientWidth)")) > 160
        page.set_viewport_size({"width": 1366, "height": 768})
        page.get_by_role("link", name="问答", exact=True).click()
        page.fill("#question textarea", "我们2025年的档案室多久检查一次防火防潮设施？")
        page.press("#question textarea", "Enter")
        expect(page.locator(".answered .statement").first).to_contain_text("每半年检查1次")
        page.get_by_role("link", name="设置", exact=True).click()
        page.get_by_label("新用户名").fill("站长")
        page.get_by_role("button", name="新增用户").click()
        password = page.locator("#settings-users code").inner_text()
        page.goto(f"{url}login")
        page.fill("input[name=name]", "站长")
        page.fill("input[name=password]", password)
        page.press("input[name=password]", "Enter")
        expect(page.locator("#account")).to_contain_text("站长 · 管理员")
        page.close()
    assert outside == []


def test_what_is_typed_while_the_form_is_loaded_again_stays(tmp_path: Path, browser: Browser) -> None:
    held: list[Route] = []
    with serving(tmp_path / "home") as url:
        page = browser.new_page(locale="zh-CN")
        page.goto(f"{url}#settings")
        expect(page.get_by_label("新用户名")).to_be_visible()
        page.get_by_role("link", name="问答", exact=True).click()
        page.route("**/screens/settings/users", lambda route: held.append(route))
        page.get_by_role("link", name="设置", exact=True).click()
        expect(page.locator("#settings-users")).to_have_attribute("aria-busy", "true")
        page.get_by_label("新用户名").fill("站长")
        expect(page.locator("#settings-users")).not_to_have_attribute("aria-busy", "true")
        [late] = held
        with page.expect_response("**/screens/settings/users"):
            late.continue_()
        page.get_by_role("button", name="新增用户").click()
        expect(page.locator("#settings-users code")).to_be_visible()
        page.close()
