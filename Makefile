# make run    opens the dashboard       PORT=8502 for another port, ADDRESS=0.0.0.0 to share it on the network
# make test   checks everything         REQUIRE_BROWSER=1 fails where no Chromium is found
# Both set up .venv first and need Python 3.11, 3.12 or 3.13.  PYTHON=/path/to/python chooses one.

PORT ?= 8501
ADDRESS ?= 127.0.0.1
PYTHON ?=
CANDIDATES = $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11 python)
IN_RANGE = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PY = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check audit bench format setup clean

help:
	@sed -n '/^#/!q; s/^# //p' Makefile

run: .venv/run-ready
	@$(PY) -c 'import socket, sys; socket.create_server((sys.argv[1], int(sys.argv[2]))).close()' \
	    '$(ADDRESS)' '$(PORT)' 2>/dev/null || { \
	    echo 'Port $(PORT) at $(ADDRESS) is taken or not allowed. Choose another: make run PORT=8502'; exit 1; }
	@$(PY) -m streamlit run dashboard/server.py --server.port '$(PORT)' --server.address '$(ADDRESS)'

# The simulation is compiled first, once for all.
# Two at a time; the browser waits more than it works, so its tests run beside; their report comes last.
test: check
	@$(PY) -c 'from models.supply.flow import prepare; prepare()'
	@log=$$(mktemp); $(PY) -m pytest -q tests/browser >"$$log" 2>&1 & browser=$$!; \
	$(PY) -m pytest -q -n 2 --dist loadfile --ignore tests/browser; rest=$$?; \
	wait $$browser; seen=$$?; echo 'In the browser:'; cat "$$log"; rm -f "$$log"; \
	[ $$rest -eq 0 ] && [ $$seen -eq 0 ]

check: .venv/test-ready
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m models check-data

# Known weaknesses of the packages; where the index cannot be asked, it says so.
audit: .venv/test-ready
	$(PY) -m tests.audit

bench: .venv/test-ready
	$(PY) -m tests.bench

format: .venv/test-ready
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

setup: .venv/test-ready

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The two stamps say which requirements .venv holds: to run, and to test as well.
.venv/run-ready: .venv/pyvenv.cfg requirements.txt
	@echo 'Installing requirements.txt into .venv (about 170 MB on the first run)'
	@$(call install,requirements.txt)
	@touch $@

.venv/test-ready: .venv/run-ready requirements-dev.txt
	@echo 'Installing requirements-dev.txt into .venv'
	@$(call install,requirements-dev.txt)
	@touch $@

install = if command -v uv >/dev/null 2>&1; \
	then uv pip install --quiet --python $(PY) -r $(1); \
	else $(PY) -m pip install --quiet --disable-pip-version-check -r $(1); fi

# A virtual environment whose Python has gone, or has another version, is built anew.
ifneq ($(shell $(PY) -c '$(IN_RANGE)' 2>/dev/null && echo fit),fit)
.PHONY: .venv/pyvenv.cfg
endif

.venv/pyvenv.cfg:
	@python=''; bare=''; seen=''; \
	for each in $(CANDIDATES); do \
	    version=$$("$$each" -c 'import sys; print(sys.version.split()[0])' 2>/dev/null) || version=none; \
	    seen="$$seen $$each ($$version)"; \
	    "$$each" -c '$(IN_RANGE)' >/dev/null 2>&1 || continue; \
	    bare="$$each"; \
	    if "$$each" -c 'import ensurepip, venv' 2>/dev/null; then python="$$each"; break; fi; \
	done; \
	if [ -z "$$bare" ]; then \
	    echo "Lodestone needs Python 3.11, 3.12 or 3.13. Looked at:$$seen."; \
	    echo 'Install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python@3.13;'; \
	    echo 'else https://www.python.org/downloads) or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.13'; \
	    exit 1; \
	fi; \
	if [ -z "$$python" ]; then \
	    echo "$$bare cannot make virtual environments: its modules venv and ensurepip are missing."; \
	    echo 'On Debian and Ubuntu they are a package of their own: apt install python3-venv'; \
	    exit 1; \
	fi; \
	echo "Making .venv with $$("$$python" --version)"; \
	"$$python" -m venv --clear .venv || { rm -rf .venv; exit 1; }
