# Two commands for users (run, test), the rest for developers. Everything lands in .venv and yaodian-home.

PYTHON ?= python3
PORT ?= 7860
# An index that holds CPU wheels of torch, for machines whose usual index only has CUDA builds; see README.
TORCH_INDEX ?=
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet -c constraints.txt $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
QUESTION := 云岭集团党委每年至少要专题研究几次意识形态工作？

.PHONY: run test test-shared check models train bench bench-retrieval clean

run: .stamps/run
	$(BIN)/yaodian ingest --sample || test $$? -eq 1
	@echo; echo '问：$(QUESTION)'
	@$(BIN)/yaodian ask '$(QUESTION)'
	@echo
	$(BIN)/yaodian ui --port $(PORT)

test: .stamps/test
	$(BIN)/python -P tools/require_programs.py chromium
	$(BIN)/pytest -n 2

test-shared: .stamps/test
	$(BIN)/pytest -n 2 -m shared

check: .stamps/check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/pydoclint --quiet ingest assistant tools

# Any sentence-transformers model in place of the built-in embedding (YAODIAN_EMBEDDING).
models: .stamps/models

# The built-in embedding anew, from the official text in ../shared.
train: .stamps/models
	$(INSTALL) -e '.[train]'
	$(BIN)/python -m ingest.train_embedding --laws ../shared/data/laws/articles.jsonl.gz --reports ../shared/data/reports --out ingest/weights

bench: .stamps/test
	$(BIN)/python -m tests.bench

bench-retrieval: .stamps/bench
	.venv-bench/bin/python -m tests.bench.retrieval

clean:
	rm -rf .venv .venv-bench .stamps build *.egg-info

.stamps/venv:
	$(PYTHON) -m venv .venv
	@mkdir -p .stamps && touch $@

.stamps/run: .stamps/venv pyproject.toml constraints.txt
	$(INSTALL) -e .
	@touch $@

.stamps/models: .stamps/run
	$(BIN)/python -P tools/require_cpu_torch.py $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
	$(INSTALL) -e '.[models]'
	@touch $@

.stamps/test: .stamps/models
	$(INSTALL) -e '.[test,models]'
	@touch $@

# An environment of its own: see pyproject.toml.
.stamps/bench: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip --disable-pip-version-check install --quiet -c constraints.txt -e '.[bench]'
	@mkdir -p .stamps && touch $@

.stamps/check: .stamps/test
	$(INSTALL) -e '.[test,models,check]'
	@touch $@
