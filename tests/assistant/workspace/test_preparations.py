"""A preparation keeps what is to be drafted; one of an older program, which only drafted 要点, is one of those."""

from __future__ import annotations

import json

from assistant.workspace.preparations import FOLDER, Preparations
from ingest.settings import Settings


def test_what_is_to_be_drafted_is_kept(settings: Settings) -> None:
    preparations = Preparations(settings)
    begun = preparations.begin("张", 2025, "", "总结")
    assert preparations.get("张", begun.id) == begun
    assert begun.kind == "总结"
    (path,) = settings.home.glob(f"{FOLDER}/*/1.json")
    kept = json.loads(path.read_bytes())
    del kept["kind"]
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert preparations.get("张", begun.id).kind == "要点"
