# make run      installs what is missing, builds, opens the app (without a display: walks through the demo plan)
# make test     installs what is missing, then every check
# make look     leaves pictures of every main screen in target/look: sizes, colours, languages, large text
# make threats  lists the tests that hold each row of docs/threats.md
# make fuzz     gives each reader of foreign bytes a fuzzer's minute (SECONDS_EACH=60); needs a nightly compiler
# make bench    measures; prints one table and writes target/bench.json

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run tour look test check ui ui-test rust-test e2e threats types fuzz bench

export CARGO_TERM_COLOR ?= auto
APP := target/debug/claimfolio
TAURI_DRIVER := target/tools/bin/tauri-driver
# A build that carries the web files inside it, as an installed app does.
APP_FEATURES := --features custom-protocol

help:
	@sed -n 's/^# //p' Makefile | sed '/^$$/q'

run: $(APP)
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then exec $(APP); else $(MAKE) --no-print-directory tour; fi

# The same walk that a person makes, in the same program, under a virtual display.
tour: $(APP) $(TAURI_DRIVER)
	@tests/packages.sh window
	cargo run --quiet -p claimfolio-tests --bin tour

look: $(APP) $(TAURI_DRIVER)
	@tests/packages.sh window
	cargo run --quiet -p claimfolio-tests --bin look $(WALK)

test: check ui-test rust-test e2e threats

check: ui/dist/index.html
	cargo fmt --all --check
	cargo clippy --workspace --all-targets $(APP_FEATURES) -- -D warnings

ui-test: ui/node_modules/.package-lock.json
	cd ui && npm run check && npm run lint && npm test && npm run messages:check

rust-test: ui/dist/index.html tests/second-server/node_modules
	cargo test --workspace --exclude claimfolio-tests $(APP_FEATURES)
	cargo test -p claimfolio-tests --test core --bin threats

e2e: $(APP) $(TAURI_DRIVER)
	@tests/packages.sh window
	cargo test -p claimfolio-tests --test e2e -- --test-threads=1

threats:
	@cargo run --quiet -p claimfolio-tests --bin threats

fuzz:
	@tests/fuzz/run.sh

bench: ui/dist/index.html $(TAURI_DRIVER)
	@tests/packages.sh window
	cargo build --release $(APP_FEATURES) --bin claimfolio --example blank
	cargo build --release -p claimfolio-demo -p claimfolio-tests --bins
	cargo run --release --quiet -p claimfolio-tests --bin bench

# Writes the web view's copy of the types that cross to it.
types:
	UPDATE_TYPES=1 cargo test -p claimfolio-core the_web_views_types_are_current

ui: ui/dist/index.html

.PHONY: packages
packages:
	@tests/packages.sh build

ui/node_modules/.package-lock.json: ui/package-lock.json | packages
	cd ui && npm install --no-save --no-audit --no-fund
	@touch $@

# A sign-in server that others wrote, which a test signs in to.
tests/second-server/node_modules: tests/second-server/package-lock.json
	cd tests/second-server && npm install --no-save --no-audit --no-fund
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json $(shell find ui/src ui/index.html ui/*.ts -type f 2>/dev/null)
	cd ui && npm run build

.PHONY: FORCE
$(APP): ui/dist/index.html FORCE | packages
	cargo build $(APP_FEATURES)

$(TAURI_DRIVER):
	cargo install --quiet --locked --root target/tools tauri-driver@2.1.0
