"""Lines survive the way between the processes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.wire import from_wire, to_wire
from ingest.records import Line, TableRow

ROWS = st.builds(TableRow, st.integers(1, 99), st.lists(st.text()).map(tuple), st.booleans())
TURNS = st.lists(st.tuples(st.integers(0), st.integers(1))).map(tuple)
LINES = st.builds(Line, st.text(), st.text(), st.none() | st.integers(1, 9999), st.none() | ROWS, TURNS)


@given(LINES)
def test_a_line_comes_back_from_json(line: Line) -> None:
    assert from_wire(json.loads(json.dumps(to_wire(line)))) == line
