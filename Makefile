# Everything a person or the CI runs. Each target sets up what it needs; set-up is skipped while it is up to date.

export NO_MKDOCS_2_WARNING = 1

VENV := .venv
BIN := $(VENV)/bin
SITE_READY := $(VENV)/.ready-site
TEST_READY := $(VENV)/.ready-test
PINS := pyproject.toml constraints.txt scripts/setup.sh

# An environment knows the folder it was made in; in a moved or copied folder it is made anew.
ifneq ($(wildcard $(SITE_READY)),)
ifneq ($(shell cat $(SITE_READY)),$(CURDIR))
$(shell rm -rf $(VENV))
endif
endif

.DEFAULT_GOAL := help
.PHONY: help site serve test lint quality peers builders constraints clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 13

site: $(SITE_READY) ## build the site from seeds/ into site/; any warning fails it
	$(BIN)/mkdocs build --strict

serve: $(SITE_READY) ## preview at the address it prints, or at ADDR=127.0.0.1:8001; edits to digests and pages reload the browser
	$(BIN)/mkdocs serve $(if $(ADDR),-a $(ADDR))

test: lint ## run everything the CI runs
	$(BIN)/python -m pytest -q --durations=10 --numprocesses=auto --maxprocesses=4 --dist=loadfile

lint: $(TEST_READY) ## check the Python code without running it
	$(BIN)/ruff check .

quality: $(TEST_READY) ## score tags, names, links, related papers, and the search in Chromium; a floor that is missed fails it
	@$(BIN)/python benchmarks/quality.py
	@$(BIN)/python benchmarks/search.py --browser

peers: $(TEST_READY) ## measure the search beside Material's, Pagefind and MiniSearch, into benchmarks/RESULTS.md
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(BIN)/python benchmarks/search.py --peers --write

builders: $(TEST_READY) ## measure the build beside Hugo, Material alone and Zensical, into benchmarks/RESULTS.md; takes more than an hour
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[zensical]'
	$(BIN)/python benchmarks/peers.py --growth 50000 --write

constraints: $(SITE_READY) ## renew constraints.txt from a fresh environment
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(BIN)/python -m venv "$$folder" \
	&& "$$folder/bin/python" -m pip install --quiet --disable-pip-version-check -e '.[dev,bench,zensical]' \
	&& { sed -n '/^#/p' constraints.txt; "$$folder/bin/python" -m pip freeze --exclude-editable; } > "$$folder/pins" \
	&& cp "$$folder/pins" constraints.txt

clean: ## remove the environment, the site and every cache
	rm -rf $(VENV) site build .cache .pytest_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(SITE_READY): $(PINS)
	scripts/setup.sh site
	@echo "$(CURDIR)" > $@

$(TEST_READY): $(PINS)
	scripts/setup.sh test
	@echo "$(CURDIR)" | tee $@ > $(SITE_READY)
