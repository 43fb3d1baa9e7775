"""The walls of DESIGN.md: imports point one way, and each outside library has its one room."""

from __future__ import annotations

import ast
import re
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
    "tokenizers": ("ingest/words.py", "ingest/train_embedding.py", "ingest/training_pairs.py"),
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


# What only a terminal shows: modules, as path prefixes, and what the page's server says before it serves.
ONLY_IN_A_TERMINAL = (
    "assistant/cli",
    "assistant/console.py",
    "ingest/train",
    "ui.py",
    "assistant/web/access.py access_at",
)
COMMAND_OR_OPTION = re.compile(r"\byaodian [a-z]|(?<![\w(-])--[a-z]")
HAN = re.compile(r"[\u4e00-\u9fff]")


def said(node: ast.AST) -> Iterator[tuple[str, str]]:
    """What a module says in Chinese, each with the innermost named function around it; docstrings left out."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Expr(value=ast.Constant()):
                continue
            case ast.Constant(value=str(words)):
                yield "", words
            case ast.JoinedStr(values=parts):
                yield "", "".join(part.value if isinstance(part, ast.Constant) else "…" for part in parts)
            case ast.FunctionDef(name=function) | ast.AsyncFunctionDef(name=function):
                yield from ((inner or function, words) for inner, words in said(child))
                continue
        yield from said(child)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_page_tells_nobody_to_type_a_command(path: Path) -> None:
    for function, words in said(ast.parse(path.read_text(encoding="utf-8"))):
        if not f"{name(path)} {function}".startswith(ONLY_IN_A_TERMINAL) and HAN.search(words):
            assert not COMMAND_OR_OPTION.search(words), f"{name(path)}, {function}: {words}"
