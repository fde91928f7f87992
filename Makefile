# PORT= and HOST= given to make reach the server through the environment.
.PHONY: help run dev test services bench lint format requirements sbom clean

help:
	@echo "make run      start texter on http://localhost:8000 (PORT=9000 make run for another)"
	@echo "make dev      the same with reload and debug pages"
	@echo "make test     every check and every test"
	@echo "make bench    measure messages, pages, search, processes and memory; ONLY=costs for one"
	@echo "make lint     style and types only;  make format  mends them"

run: .venv/run.stamp
	@exec .venv/bin/python manage.py serve

dev: export DEBUG = 1
dev: .venv/dev.stamp
	@.venv/bin/python manage.py migrate --verbosity 0
	@exec .venv/bin/python manage.py runserver $(or $(HOST),127.0.0.1):$(or $(PORT),8000)

# The programs come beside the packages.
test:
	@$(MAKE) --no-print-directory --jobs 2 .venv/dev.stamp services
	@bin/check

services:
	@bin/services

# What each of them says of itself is in docs/performance.md. All run, whatever one finds.
BENCHMARKS = $(or $(ONLY:%=benchmarks.%),benchmarks benchmarks.processes benchmarks.costs \
	benchmarks.sidebar benchmarks.api_list benchmarks.history benchmarks.search benchmarks.bombs)

bench: .venv/dev.stamp
	@failed=; for each in $(BENCHMARKS); do echo "== $$each"; \
		.venv/bin/python -m $$each || failed="$$failed $$each"; done; \
	if [ -n "$$failed" ]; then echo "Missed what was asked:$$failed"; exit 1; fi

lint: .venv/dev.stamp
	@bin/lint

format: .venv/dev.stamp
	@bin/lint --fix

requirements: .venv/dev.stamp
	@bin/requirements $(if $(UPGRADE),--upgrade)

# What is shipped, as CycloneDX: each package with its version and hashes.
sbom: .venv/dev.stamp
	@.venv/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible -o sbom.json
	@echo "sbom.json is made."

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/run.stamp: requirements.txt bin/pip.txt
	@bin/install requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt bin/pip.txt
	@bin/install requirements-dev.txt
	@touch $@
