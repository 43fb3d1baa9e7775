"""A draft is read back from its JSON exactly as it was written; damage is named in one line."""

from __future__ import annotations

import json
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.records import (
    Basis,
    Draft,
    DraftItem,
    Dropped,
    Edit,
    Finding,
    Plan,
    Row,
    Section,
    Sentence,
    Source,
    StyleScore,
    Task,
)
from assistant.drafting.stored import from_json, to_json
from ingest.errors import LibraryError

st.register_type_strategy(str, st.text(st.characters(codec="utf-8"), max_size=6))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def every_field(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Instances of a record in which every field is drawn, also those that have a default; tuples stay short."""
    return st.builds(kind, **{name: of(hint) for name, hint in get_type_hints(kind).items()})


def of(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - a type is any object
    records = (Basis, DraftItem, Dropped, Edit, Finding, Plan, Row, Section, Sentence, Source, StyleScore, Task)
    if hint in records:
        return every_field(hint)
    arguments = getattr(hint, "__args__", ())
    if getattr(hint, "__origin__", None) is tuple and arguments[-1] is ...:
        return st.lists(of(arguments[0]), max_size=2).map(tuple)
    if getattr(hint, "__origin__", None) is tuple:
        return st.tuples(*map(of, arguments))
    return st.from_type(hint)


@settings(max_examples=100, deadline=None)
@given(every_field(Draft))
def test_a_draft_is_read_back_as_it_was_written(draft: Draft) -> None:
    assert from_json(to_json(draft)) == draft


PLAIN = Draft("云岭集团", 2026, "云岭集团2026年党建工作要点", "", "", (), Plan("云岭集团", 2026, (), ()))


def test_chinese_stands_as_it_is() -> None:
    assert "云岭集团2026年党建工作要点" in to_json(PLAIN)


def test_a_field_that_a_draft_of_an_older_program_lacks_has_its_default() -> None:
    fields = json.loads(to_json(PLAIN))
    del fields["tasks"], fields["plan"]["missing"], fields["plan"]["kind"], fields["basis"]["models"]
    assert from_json(json.dumps(fields)) == PLAIN
    assert PLAIN.kind == "要点"  # which was all that an older program drafted


def without(name: str) -> str:
    return json.dumps({key: value for key, value in json.loads(to_json(PLAIN)).items() if key != name})


DAMAGED = {
    "empty": "",
    "cut off": to_json(PLAIN)[:-9],
    "another value": "[]",
    "a field is missing": without("title"),
    "a field is of another type": to_json(PLAIN).replace("2026,", '"2026",'),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_damage_is_named_in_one_line(text: str) -> None:
    with pytest.raises(LibraryError, match=r"^草稿的存档已损坏(（.+）)?。请撤销到前一版") as damage:
        from_json(text)
    assert "\n" not in str(damage.value)
