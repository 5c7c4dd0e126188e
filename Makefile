# Each target sets up what it needs: .venv, from the locked files.
PYTHON := $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
ifeq ($(PYTHON),)
PYTHON := sh -c 'echo "Kring needs Python 3.11 or newer, and finds none on this machine." >&2; exit 1'
endif
INSIDE := $(PYTHON) deploy/environment.py test postgresql redis --

.PHONY: run test check bench lock

run:
	@exec $(PYTHON) deploy/start.py

test:
	@exec $(INSIDE) deploy/lanes.py

check:
	@exec $(INSIDE) deploy/check.py

bench:
	@exec $(INSIDE) -m benchmarks

# Resolve the locked files anew from pyproject.toml; needs uv.
lock:
	@exec $(PYTHON) deploy/lock.py
