"""The walls of DESIGN.md: imports point one way, and each outside library has its one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
MODULES = sorted([*CHECKOUT.glob("ingest/**/*.py"), *CHECKOUT.glob("assistant/**/*.py"), CHECKOUT / "ui.py"])

# Library -> the places, as path prefixes, that alone may import it.
ONLY_PLACES = {
    "chromadb": ("ingest/index/",),
    "tantivy": ("ingest/index/",),
    "sentence_transformers": ("ingest/embedding.py", "ingest/train_embedding.py"),
    "model2vec": ("ingest/embedding.py", "ingest/train_embedding.py"),
    "torch": ("ingest/train_embedding.py",),
    "datasets": ("ingest/train_embedding.py",),
    "jieba": ("ingest/training_pairs.py",),
    "tokenizers": ("ingest/embedding.py", "ingest/train_embedding.py", "ingest/training_pairs.py"),
    "safetensors": ("ingest/embedding.py",),
    "gradio": ("ui.py", "assistant/web/"),
    "fastapi": ("ui.py", "assistant/web/"),
    "langchain_openai": ("assistant/chat_model.py",),
    "openai": ("assistant/chat_model.py",),
    "httpx2": ("assistant/chat_model.py",),
    "ui": ("assistant/cli.py",),
    "click": ("assistant/cli", "assistant/console.py"),
    "sqlalchemy": ("ingest/library/",),
    "docx": ("ingest/readers/", "assistant/export/"),
    "openpyxl": ("ingest/readers/", "assistant/export/"),
    "pdfplumber": ("ingest/readers/",),
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def name(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_point_one_way(path: Path) -> None:
    here = name(path)
    for module in imports(path):
        root = module.split(".")[0]
        assert here.startswith(ONLY_PLACES.get(root, ("",))), f"{here} imports {module}"
        if here.startswith("ingest/"):
            assert root not in ("assistant", "ui"), f"{here} imports {module}"
        if here.startswith("assistant/") and not here.startswith(("assistant/web/", "assistant/c")):
            assert not module.startswith("assistant.web"), f"{here} imports {module}"


@pytest.mark.parametrize("leaf", ["records", "settings", "errors", "numerals"])
def test_leaves_import_nothing_of_the_project(leaf: str) -> None:
    assert not [m for m in imports(CHECKOUT / f"ingest/{leaf}.py") if m.startswith(("ingest", "assistant"))]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_runs_nothing_when_it_is_imported(path: Path) -> None:
    """Top level holds imports, definitions and constants; a bare call would be a side effect."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_registration = isinstance(node, ast.Expr) and "add_command" in ast.unparse(node)
        assert not isinstance(node, ast.Expr | ast.For | ast.While | ast.With) or is_docstring or is_registration
