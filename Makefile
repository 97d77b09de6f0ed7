# Every target sets the machine up first; where that is done already it takes a moment.
PYTHON := .venv/bin/python
JOBS ?= auto
# Browsers keep their profile and cache here, and nothing in the home folder.
OURS := XDG_CONFIG_HOME=$(CURDIR)/var/home/config XDG_CACHE_HOME=$(CURDIR)/var/home/cache

.DEFAULT_GOAL := help
.PHONY: help setup test check demo demo-stop days cuts fuzz bench gallery lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

setup: ## Debian packages, .venv, locked Python packages, fonts
	@setup/setup.sh

test: setup ## every test, in parallel (JOBS=n; ARGS='-k door')
	@$(OURS) $(PYTHON) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

check: setup ## ruff, mypy --strict, import-linter
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check --quiet .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo

demo: setup ## the whole system, after a tour that touches it (TOUR=only: end after the tour)
	@$(OURS) $(PYTHON) -m demo

demo-stop: setup ## end what a demo left behind
	@$(PYTHON) -m demo.stop

days: setup ## seeded days of people and faults on a virtual clock, every promise checked after each step (N=1000 SEED=1)
	@$(PYTHON) -m tests.simulation --days $(or $(N),200) $(if $(SEED),--seed $(SEED))

cuts: setup ## the power cut before and after every commit, at every movement of a door, and anywhere (N=500 SEED=1)
	@$(PYTHON) -m tests.locker.process.cuts --cuts $(or $(N),500) $(if $(SEED),--seed $(SEED))

fuzz: setup ## bytes nobody of ours would send, for every parser (MINUTES=60 SEED=1)
	@$(PYTHON) -m tests.fuzz --minutes $(or $(MINUTES),1) $(if $(SEED),--seed $(SEED))

bench: setup ## the figures of SPEED, as ratios measured in one run
	@$(OURS) $(PYTHON) -m bench

gallery: setup ## a picture of every screen in every language, in var/gallery
	@$(OURS) $(PYTHON) -m kiosk.gallery

lock: setup ## requirements.lock anew from pyproject.toml
	@setup/lock.sh

clean: ## what can be made again, without .venv
	@rm -rf var/gallery var/demo var/fonts var/home .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
