# hindcast: everything a contributor runs. `make help` lists it.
.DEFAULT_GOAL := help
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help run test race check bench bench-large fuzz generate build screenshots editor

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

run: ## serve a sample organisation on http://localhost:8080
	$(GO) run ./cmd/hindcast serve --demo

screenshots: ## write every page in light, dark and phone width to docs/screenshots (needs Chromium)
	HINDCAST_SCREENSHOTS=$(CURDIR)/docs/screenshots HINDCAST_TEST_REQUIRE=chromium $(GO) test -run TestScreenshots -count=1 ./internal/app

build: ## build bin/hindcast
	$(GO) build -o bin/hindcast ./cmd/hindcast

test: ## run the tests; needs nothing but Go
	$(GO) test -shuffle=on ./...

race: ## run the tests with the race detector (needs a C compiler), but for long walks and what measures memory
	$(GO) test -race -short -shuffle=on -timeout 20m ./...

check: ## format, vet, staticcheck, generated files, tests: what CI runs
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "not formatted:"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(MAKE) generate
	@git diff --exit-code --stat -- '*_templ.go' || { echo "generated files are not up to date: run make generate and commit"; exit 1; }
	$(MAKE) race

bench: ## measure everything that docs/performance.md speaks of (benchstat reads it)
	$(GO) test -run '^$$' -bench . -benchmem -count=3 ./...

bench-large: ## lists and search at a million; takes long and some 20 GB of disk
	HINDCAST_BENCH_LARGE=1 $(GO) test -run '^$$' -bench 'List|Search|Pages' -timeout 120m ./internal/store ./internal/app

fuzz: ## fuzz every reader of foreign bytes for 30 seconds each
	@for room in $$(grep -rlE '^func Fuzz' --include='*_test.go' . | xargs -n1 dirname | sort -u); do \
	  for target in $$(grep -hoE '^func Fuzz[A-Za-z]+' $$room/*_test.go | sed 's/func //'); do \
	    echo "$$room $$target"; $(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime 30s -fuzzminimizetime 10x $$room || exit 1; done; done

editor: ## bundle the editor of the write-up anew (needs npm, for the packages)
	cd internal/web/editor && npm ci --ignore-scripts && $(GO) run .

generate: ## rebuild generated files
	$(GO) tool templ generate -log-level error
