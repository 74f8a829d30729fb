# Needs only python3, make and a package registry: every target makes .venv itself and is quick the second time.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check bench acceptance format lock docs clean

demo: $(READY)
	$(BIN)/tokkyo demo --port $(PORT)

test: $(READY)
	$(BIN)/pytest -n 2

check: $(READY)
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m tokkyo.bench $(BENCH)

acceptance: $(READY)
	$(BIN)/python tests/acceptance/recorded_requests.py ../shared docs/recorded-requests.md

format: $(READY)
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

docs: $(READY)
	$(BIN)/python -m tokkyo.cli.reference docs

lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf .venv demo-data bench-data

$(READY): pyproject.toml requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@
