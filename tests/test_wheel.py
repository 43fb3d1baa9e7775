"""The wheel works without the checkout, from a folder whose own names look like ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    sources = folder / "sources"  # a copy: setuptools leaves its build folder in the tree, and would pack it next time
    for name in ("ingest", "assistant", "corpus", "prompts"):
        shutil.copytree(CHECKOUT / name, sources / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("ui.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, sources)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    # Without isolation: the build must need nothing that the test environment has not installed already.
    run(*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, sources, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `yaodian` of a fresh environment that sees our dependencies, but not our editable install."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=False, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", folder / "bin/python"]
    run(*pip, "install", "--quiet", "--no-deps", wheel, cwd=folder)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "bin/yaodian"


def test_the_wheel_holds_the_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert sum(name.startswith("corpus/") for name in names) > 8
    assert any(name.startswith("prompts/") for name in names)
    assert {"ui.py", "assistant/web/page.css", "assistant/web/assets/page.js"} <= set(names)
    weights = {"config.json", "model.safetensors", "tokenizer.json", "README.md"}
    assert {f"ingest/weights/{name}" for name in weights} <= set(names)
    assert not [name for name in names if name.startswith(("tests", "tools")) or "shared" in name]


def test_it_runs_in_a_folder_that_holds_our_names(installed: Path, tmp_path: Path) -> None:
    for name in ("prompts", "corpus", "ingest", "assistant"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('the wrong package')", encoding="utf-8")
    (tmp_path / "ui.py").write_text("raise SystemExit('the wrong module')", encoding="utf-8")
    plan = tmp_path / "corpus" / "2024年党建工作要点.txt"
    plan.write_text("2024年党建工作要点\n一、政治建设\n1.抓学习。每季度开展1次集中学习。\n", encoding="utf-8")
    run(installed, "--home", tmp_path / "home", "ingest", "corpus", cwd=tmp_path)
    answer = run(installed, "--home", tmp_path / "home", "ask", "集中学习多久开展1次？", cwd=tmp_path)
    assert "每季度开展1次集中学习。（一/1）[1]" in answer


def test_the_sample_library_and_the_page_come_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "ui.py").write_text("raise SystemExit('the wrong module')", encoding="utf-8")
    # Exit code 1 where LibreOffice is missing: the one .doc is a named failure then.
    ingest = [str(installed), "--home", str(tmp_path / "home"), "ingest", "--sample"]
    assert subprocess.run(ingest, cwd=tmp_path, capture_output=True, timeout=240, check=False).returncode in (0, 1)
    documents = json.loads(run(installed, "--home", tmp_path / "home", "library", "list", "--json", cwd=tmp_path))
    assert len(documents["documents"]) >= 11
    page = [str(installed), "ui", "--port", "0", "--home", str(tmp_path / "home")]
    with subprocess.Popen(page, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as serving:
        assert serving.stdout is not None
        try:
            assert any("网页已打开" in line for line in serving.stdout)
        finally:
            serving.terminate()
