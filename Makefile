# Everything for a fresh machine with make and Python 3.11 or newer: `make run`, `make test`.

VENV := .venv
BIN := $(VENV)/bin
FILE ?= events/xiaomi-factories.timeline.json
ARGS ?=
EACH ?= 60
# pip compiles what it copies; an editable install it does not, and the first start would be slow.
COMPILE = $(BIN)/python -m compileall -q timeline_app

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test long-tests fuzz lint bench screenshots clean

help:
	@echo 'make run               install into $(VENV) and open the bundled chronology'
	@echo 'make run FILE=a.json   open another file'
	@echo 'make test              run the tests; ARGS="-k dates" chooses some'
	@echo 'make long-tests        edit, save and crash in any order 1,000 times, kill while saving 200 times'
	@echo 'make fuzz              fuzz each target for 60 seconds; EACH=400 for longer'
	@echo 'make lint              check style, types and layers'
	@echo 'make bench             measure; ARGS=--quick is sooner done'
	@echo 'make screenshots       take the pictures of the README anew'
	@echo 'make clean             remove $(VENV), caches and builds'
	@echo
	@echo 'PYTHON=python3.12 chooses the Python; otherwise the newest found is taken.'

run: $(VENV)/run.stamp
	@$(BIN)/timeline-app "$(FILE)"

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(ARGS)

long-tests: $(VENV)/dev.stamp
	TIMELINE_TEST_RUNS=1000 TIMELINE_TEST_KILLS=200 TIMELINE_TEST_WINDOWS=200 $(BIN)/python -m pytest \
	  tests/dataset/test_editing_machine.py tests/dataset/test_faults.py tests/gui/test_window_machine.py $(ARGS)

fuzz: $(VENV)/dev.stamp
	@for target in tests/fuzz/corpus/*; do \
	  $(BIN)/python tests/fuzz/fuzz.py "$$(basename "$$target")" --seconds $(EACH) || exit 1; \
	done

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp
	@for script in tests/bench/bench_*.py; do \
	  test -e "$$script" || { echo 'There are no benchmarks in tests/bench.'; exit 1; }; \
	  echo "== $$script"; $(BIN)/python "$$script" $(ARGS) || exit 1; \
	done

screenshots: $(VENV)/run.stamp
	$(BIN)/python tests/e2e/take_screenshots.py resources/screenshots

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is newer than pyproject.toml when what that file asks for is installed.
$(VENV)/run.stamp: pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/dev.stamp: pyproject.toml $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(COMPILE)
	@touch $@ $(VENV)/run.stamp

$(BIN)/python:
	@old=; bare=; \
	for python in $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3 python); do \
	  $$python -c '' 2>/dev/null || continue; \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { old=$$python; continue; }; \
	  $$python -c 'import ensurepip, venv' 2>/dev/null || { bare=$$python; continue; }; \
	  echo "Making $(VENV) with $$($$python --version)"; \
	  $$python -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; \
	  exit 0; \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "$$bare cannot make a virtual environment. On Debian and Ubuntu:" \
	    "sudo apt-get install $$($$bare -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2; \
	elif [ -n "$$old" ]; then \
	  echo "Python 3.11 or newer is needed; the newest found is $$($$old --version)." >&2; \
	else \
	  echo 'Python 3.11 or newer is needed; none was found.' >&2; \
	fi; \
	exit 1
