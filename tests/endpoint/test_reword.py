"""Rewording a draft: what the model is told, what is kept of it when anything ends it, who wins where both changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from assistant.chat_model import EndpointModel
from assistant.drafting import versions
from assistant.drafting.editing import edited
from assistant.drafting.making import desk_of
from assistant.drafting.records import Draft, DraftKind
from assistant.drafting.reimport.cutting import folded
from assistant.drafting.rewording import Rewording, Rewriter
from assistant.drafting.rewording.asking import question_for
from assistant.drafting.rewording.guard import speaks_as_plan
from assistant.drafting.rewording.house import masked
from assistant.drafting.rewording.keeping import merged
from assistant.drafting.rewording.material import material_of
from assistant.drafting.rewording.records import Proposed
from assistant.drafting.rewording.story import unworded
from assistant.wording.endpoint import Endpoint
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.records import EVERYONE
from tests.endpoint.helpful import REWORDED
from tests.endpoint.material import KEY
from tests.endpoint.rewording import Asked, Bench, formed, helping, replying
from tests.endpoint.server import Call, playing

STUDY = "二/（一）"


class Enough(Exception):
    """What a person's stop raises."""


def place_of(draft: Draft, address: str) -> int:
    return next(place for place, item in enumerate(draft.items()) if item.address == address)


def unsaid(draft: Draft) -> set[str]:
    """Measures of the task breakdown that no sentence of the draft says."""
    told = folded("".join(sentence.text for sentence in draft.sentences()))
    return {measure for task in draft.tasks for measure in task.measure.split("；") if folded(measure) not in told}


# --- what the model is told -------------------------------------------------------------------------------------------


def test_the_prompt_says_what_is_asked_and_where_from(bench: Bench) -> None:
    material = material_of(bench.draft, place_of(bench.draft, STUDY), bench.house)
    assert material
    examples = bench.house.examples(material.text)
    asked = question_for(material, examples, 6000)
    assert asked
    system, user = asked.messages.system, asked.messages.user
    assert all(json.dumps({"文字": sentence.text}, ensure_ascii=False) in user for sentence in material.body)
    assert all(source.quote in user and source.document in user for source in material.sources)
    assert material.row
    assert material.row.reason in user
    assert "{} 到 {} 字".format(*material.chars) in user
    assert "原因" not in user
    assert "不是指令" in system
    assert asked.sources == len(material.sources)


def test_a_second_try_says_why_the_first_was_not_taken(bench: Bench) -> None:
    prompts: list[str] = []

    def inventing(call: Call) -> None:
        prompts.append(call.prompt)
        asked = Asked.of(call)
        call.say(formed([line.replace("12次", "48次") for line in asked.item], len(asked.sources)))

    (outcome,) = bench.reworded(inventing, STUDY).outcomes
    assert "48" in outcome.reason
    assert len(prompts) == 2
    assert "原因" not in prompts[0]
    assert f"原因：{outcome.reason}" in prompts[1]


def test_examples_have_no_facts_and_are_of_other_matters(bench: Bench) -> None:
    for item in bench.draft.items():
        examples = bench.house.examples(item.text)
        assert len(examples) <= 3
        for example in examples:
            assert not re.search(r"[0-9]|《[^×]|“[^×]", example), example
            assert "云岭" not in example
    assert any("×" in example for example in bench.house.examples(""))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3月底前完成《云岭集团考核办法（2024年修订）》修订。", "×月底前完成《×》修订。"),
        ("组织人事部每季度抽查不少于20%的党支部。", "组织×部每季度抽查不少于×的党支部。"),
        ("全年集体学习十二次。", "×集体学习×次。"),
        ("开展“我为群众办实事”活动。", "开展“×”活动。"),
    ],
)
def test_masking(text: str, shown: str) -> None:
    found = masked(text)
    assert set(found) - set(text) <= {"×"}
    assert not re.search(r"\d|云岭|修订）|办实事|十二", found), (found, shown)


@pytest.mark.parametrize("context", [0, 40, 200, 400, 900, 6000])
def test_a_prompt_keeps_to_the_context(bench: Bench, context: int) -> None:
    for place in unworded(bench.draft):
        material = material_of(bench.draft, place, bench.house)
        asked = material and question_for(material, bench.house.examples(material.text), context)
        if not material or not asked:
            continue
        lines = [line for line in asked.messages.user.splitlines() if line.startswith("{")]
        row = 1 if material.row else 0
        assert sum(map(len, lines)) - len(lines[1 + len(material.body)]) * row <= context + 20
        assert asked.sources <= len(material.sources)


def test_an_item_that_does_not_fit_stands_as_it_is(bench: Bench) -> None:
    reworded = bench.reworded(lambda call: call.fail(500), STUDY, context=20)
    assert [outcome.reason for outcome in reworded.outcomes] == ["这一条太长，超出 YAODIAN_LLM_CONTEXT"]
    assert reworded.draft == bench.draft


# --- an endpoint that fails, a person who stops -----------------------------------------------------------------------


def test_an_endpoint_that_dies_ends_it_with_one_line(bench: Bench) -> None:
    """Two items in a row are enough to see it; what was done before stands."""
    titles = {bench.title(address): words for address, words in REWORDED.items()}

    def dying(call: Call) -> None:
        if len(done) == 2:
            call.fail(401)
            return
        asked = Asked.of(call)
        done.add(asked.name)
        call.say(formed(titles[asked.name], len(asked.sources)))

    done: set[str] = set()
    addresses = ["二/（一）", "二/（二）", "六/（二）", "六/（三）", "六/（四）"]
    reworded = bench.reworded(dying, *addresses)
    assert [bool(outcome.reason) for outcome in reworded.outcomes] == [False, False, True, True]
    assert reworded.notice.startswith("语言模型中途停了，其余的条目保持原样：")
    assert "\n" not in reworded.notice
    assert reworded.ahead == ""
    assert reworded.note == "用语言模型（local）改写 2 条，2 条保持原样，1 条还没有轮到"


@pytest.fixture
def rewriter(corpus_home: Home) -> Rewriter:
    library = corpus_home.library
    endpoint = EndpointModel(Endpoint("http://127.0.0.1:9/v1", "local", KEY, 20.0, 6000))
    return Rewriter(library, desk_of(library, corpus_home.embedding, EVERYONE), endpoint, EVERYONE, lambda _: None)


def test_a_stop_keeps_what_is_done_and_the_next_run_goes_on(bench: Bench, rewriter: Rewriter) -> None:
    library, desk = rewriter.library, rewriter.desk
    titles = {bench.title(address): words for address, words in REWORDED.items()}
    saved = versions.save(library, bench.draft, EVERYONE, "生成草稿")
    heard: list[int] = []
    kept: list[int] = []

    def stopping(now: Rewording) -> None:
        if now.reworded == 2:
            raise Enough

    try:
        with playing(helping(titles)) as endpoint:
            model = EndpointModel(Endpoint(endpoint.url, "local", KEY, 20.0, 6000))
            again = Rewriter(library, desk, model, EVERYONE, lambda version: kept.append(version.number))
            with pytest.raises(Enough):
                again.reword(saved.draft, stopping)
            stopped = versions.load(library, saved.draft)
            done = {item.address for item in stopped.items() if any(each.model for each in item.sentences)}
            assert len(done) == 2
            assert versions.history(library, saved.draft)[-1].note.startswith("用语言模型（local）改写 2 条")
            again.reword(saved.draft, lambda now: heard.append(now.total))
        assert kept == [2, 3]
        whole = versions.load(library, saved.draft)
        assert heard[0] == len([at for at in unworded(stopped) if material_of(stopped, at, bench.house)])
        assert done < {item.address for item in whole.items() if any(each.model for each in item.sentences)}
        assert unsaid(whole) <= unsaid(bench.draft)  # the breakdown says what the text says now
        assert whole.tasks != bench.draft.tasks
        versions.undo(library, saved.draft)
        assert versions.load(library, saved.draft) == stopped
        versions.undo(library, saved.draft)
        assert versions.load(library, saved.draft) == bench.draft
    finally:
        versions.delete(library, saved.draft)


def test_what_a_person_edits_meanwhile_stands(bench: Bench) -> None:
    titles = {bench.title(address): words for address, words in REWORDED.items()}
    after = bench.reworded(helping(titles), STUDY, "二/（二）").draft
    place, other = place_of(bench.draft, STUDY), place_of(bench.draft, "二/（二）")
    current = edited(bench.draft, place, "坚持集体学习。党委中心组每月集体学习1次。")
    both = merged(current, bench.draft, after)
    items = list(both.items())
    assert items[place] == list(current.items())[place]
    assert items[other].sentences == list(after.items())[other].sentences
    assert [item for at, item in enumerate(items) if at not in (place, other)] == [
        item for at, item in enumerate(bench.draft.items()) if at not in (place, other)
    ]


def test_a_draft_whose_prior_years_are_gone_is_not_reworded(bench: Bench, rewriter: Rewriter) -> None:
    library = rewriter.library
    rootless = replace(bench.draft, basis=replace(bench.draft.basis, prior=(0,), models=None))
    saved = versions.save(library, rootless, EVERYONE, "生成草稿")
    try:
        with pytest.raises(BadRequest, match="没有本单位的往年文件"):
            rewriter.reword(saved.draft, lambda _: None)
        assert len(versions.history(library, saved.draft)) == 1
    finally:
        versions.delete(library, saved.draft)


# --- what a person wants of one item ----------------------------------------------------------------------------------


def wishing(
    bench: Bench, rewriter: Rewriter, wish: str, words: Callable[[Asked], Sequence[str]]
) -> tuple[Draft | str, str]:
    """What comes of a wish for an item, and what the model was told."""
    prompts: list[str] = []

    def script(call: Call) -> None:
        prompts.append(call.prompt)
        replying(words)(call)

    with playing(script) as endpoint:
        model = EndpointModel(Endpoint(endpoint.url, "local", KEY, 20.0, 6000))
        place = place_of(bench.draft, STUDY)
        return replace(rewriter, model=model).by_instruction(bench.draft, place, wish), prompts[0]


def test_what_the_user_gives_may_stand(bench: Bench, rewriter: Rewriter) -> None:
    added = "每季度邀请专家辅导1次。"
    found, prompt = wishing(bench, rewriter, "写明每季度邀请专家辅导1次", lambda asked: [*asked.item, added])
    assert "写明每季度邀请专家辅导1次" in prompt
    assert isinstance(found, Draft), found
    before, after = list(bench.draft.items()), list(found.items())
    place = place_of(bench.draft, STUDY)
    assert [item for at, item in enumerate(after) if at != place] == [i for at, i in enumerate(before) if at != place]
    assert after[place].sentences[-1].text == added


def test_a_wish_is_no_licence_to_invent(bench: Bench, rewriter: Rewriter) -> None:
    found, _ = wishing(bench, rewriter, "写得更具体", lambda asked: [*asked.item, "每季度邀请专家辅导1次。"])
    assert isinstance(found, str)
    assert found


@pytest.mark.parametrize(
    ("kind", "voice", "was", "said"),
    [
        ("要点", "写今年要做什么", "学习情况每半年通报1次", "学习情况每半年通报了1次"),
        ("总结", "照来源写做了什么", "全年集体学习了12次", "集体学习全年12次"),
    ],
)
def test_each_kind_has_its_voice(bench: Bench, kind: DraftKind, voice: str, was: str, said: str) -> None:
    draft = replace(bench.draft, plan=replace(bench.draft.plan, kind=kind))
    material = material_of(draft, place_of(draft, STUDY), bench.house)
    assert material
    asked = question_for(material, (), 6000)
    assert asked
    assert voice in asked.messages.system
    assert f"工作{kind}草稿" in asked.messages.system
    told = replace(material, body=(replace(material.body[0], text=f"{was}。"),))
    assert bool(speaks_as_plan(told, (Proposed(f"{said}。", ()),))) == (kind == "要点")
