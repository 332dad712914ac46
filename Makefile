# Greenward. Plain rules for any make; `make` alone lists them.
#
# PYTHON=/path/to/python3  the Python to make the environment with (3.11 or later)
# ARGS="..."               passed on to the command of the target
# NAME=...                 one benchmark instead of all

.POSIX:
.PHONY: help demo test bench check clean

help:
	@echo 'make demo    the demo city at http://localhost:8000   (ARGS="--port 8001")'
	@echo 'make test    the whole suite                          (ARGS="-k article_32")'
	@echo 'make bench   all benchmarks, or one                   (NAME=readings)'
	@echo 'make check   style, types and the floors of the house'
	@echo 'make clean   remove the environment and caches; data in var/ stay'

demo:
	@PYTHON="$(PYTHON)" scripts/bootstrap.sh run
	@exec .venv/bin/python -m greenward demo $(ARGS)

test:
	@PYTHON="$(PYTHON)" scripts/bootstrap.sh test
	@exec .venv/bin/python -m pytest -n auto --dist worksteal $(ARGS)

bench:
	@PYTHON="$(PYTHON)" scripts/bootstrap.sh bench
	@name="$(NAME)"; exec .venv/bin/python "benchmarks/$${name:-run}.py" $(ARGS)

check:
	@PYTHON="$(PYTHON)" scripts/bootstrap.sh test
	.venv/bin/python -m ruff check .
	.venv/bin/python -m mypy
	.venv/bin/lint-imports

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
