SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo prove test lint bench instructions order fuzz kills parts chaos sanitize sbom build install clean

# Binaries for release carry the Swift library inside and no symbols.
RELEASE := -c release --static-swift-stdlib -Xlinker -s
# They open most libraries when they are first needed.
build bench: export ASSAY_LATE_LIBRARIES := $(shell .ci/late-libraries)
# Tests run the code as users do, optimised: in half of the time, and with what only the optimiser brings to light.
test instructions kills parts chaos: export ASSAY_OPTIMISED := 1

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: ## evaluate two real products against the bundled specification; report in Reports/demo/index.html
	@.ci/install build demo
	@$(MAKE) --no-print-directory build
	@.ci/demo .build/release/assay

prove: ## prove that the bundled specification bites: every requirement passes and fails, every defect is caught
	@$(MAKE) --no-print-directory build
	.build/release/assay prove Specs/nhs-imaging-network --out Reports/proof

build: ## build the program in release mode: .build/release/assay
	swift build $(RELEASE) --product assay

test: ## install what the tests need, check the format, build and run them
	@.ci/install build test
	@$(MAKE) --no-print-directory lint
	PATH="$(CURDIR)/.build/python/bin:$$PATH" CI=$${CI:-1} .ci/test

lint: ## check the format of all sources
	swift format lint --strict --recursive Sources Tests Benchmarks Package.swift

bench: ## measure against DCMTK, pynetdicom and python-hl7; table in Benchmarks/results.md
	@.ci/install build bench
	@$(MAKE) --no-print-directory build
	swift build $(RELEASE) --product assay-measure
	PATH="$(CURDIR)/.build/python/bin:$$PATH" Benchmarks/run .build/release/assay

instructions: ## count the instructions of ten kernels; accept the counts: make instructions ACCEPT=1
	@.ci/install build test
	swift build --product assay-kernels
	.ci/instructions "$$(swift build --show-bin-path)/assay-kernels" $(if $(ACCEPT),--accept)

order: ## find out anew which functions commands execute, for the linker to put beside each other: .ci/linker/order
	@.ci/install build test
	@$(MAKE) --no-print-directory build
	.ci/order

fuzz: ## fuzz the readers of foreign bytes, 1,000,000 inputs each: make fuzz TARGET="pdu tls" COUNT=10000 (or SECONDS=60; all targets where left out)
	@.ci/install build fuzz
	PATH="$(CURDIR)/.build/python/bin:$$PATH" .ci/fuzz $(TARGET) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(COUNT),--count $(COUNT))

kills: ## kill a run at many random moments and finish it each time: make kills COUNT=200
	@.ci/install build test
	swift build --build-tests
	PATH="$(CURDIR)/.build/python/bin:$$PATH" ASSAY_KILLS=$(or $(COUNT),200) "$$(swift build --show-bin-path)/assayPackageTests.xctest" \
	  --testing-library swift-testing --no-parallel --filter '^CommandTests\.SurvivalTests/kill'

parts: ## gather an evaluation in many parts on a Slurm cluster that loses a node: make parts COUNT=64
	@.ci/install build test
	swift build --build-tests
	PATH="$(CURDIR)/.build/python/bin:$$PATH" ASSAY_PARTS=$(or $(COUNT),64) "$$(swift build --show-bin-path)/assayPackageTests.xctest" \
	  --testing-library swift-testing --no-parallel --filter '^CommandTests\.SlurmTests/'

chaos: ## talk to a peer that misbehaves by seed: make chaos COUNT=10000 SEED=1; table in .build/chaos.md
	@.ci/install build test
	swift build --build-tests
	PATH="$(CURDIR)/.build/python/bin:$$PATH" ASSAY_CHAOS=$(or $(COUNT),10000) ASSAY_CHAOS_SEED=$(or $(SEED),1) \
	  ASSAY_CHAOS_TABLE="$(CURDIR)/.build/chaos.md" "$$(swift build --show-bin-path)/assayPackageTests.xctest" \
	  --testing-library swift-testing --no-parallel --filter '^ProbesTests\.ChaosTests/'

sanitize: ## run readers under the address sanitizer, what has many threads under the thread sanitizer: make sanitize SANITIZER=thread MODULES="HL7 Stores" FILTER=Mutation (FILTER=. alone for all tests)
	@.ci/install build test
	for sanitizer in $(or $(SANITIZER),address thread); do \
	  PATH="$(CURDIR)/.build/python/bin:$$PATH" MODULES="$(MODULES)" .ci/sanitize $$sanitizer $(if $(FILTER),'$(FILTER)') || exit 1; \
	done

sbom: build ## list what the program consists of: .build/assay.cdx.json, CycloneDX, held against its schema
	@.ci/install build test
	.ci/sbom .build/release/assay >.build/assay.cdx.json
	.build/python/bin/python3 .ci/sbom-check .build/assay.cdx.json

install: build ## install the program and its shell completions below PREFIX (/usr/local)
	install -Dm755 .build/release/assay $(or $(PREFIX),/usr/local)/bin/assay
	install -d $(or $(PREFIX),/usr/local)/share/assay
	cp -R Specs $(or $(PREFIX),/usr/local)/share/assay/
	install -d $(or $(PREFIX),/usr/local)/share/bash-completion/completions $(or $(PREFIX),/usr/local)/share/zsh/site-functions $(or $(PREFIX),/usr/local)/share/fish/vendor_completions.d
	.build/release/assay --generate-completion-script bash > $(or $(PREFIX),/usr/local)/share/bash-completion/completions/assay
	.build/release/assay --generate-completion-script zsh > $(or $(PREFIX),/usr/local)/share/zsh/site-functions/_assay
	.build/release/assay --generate-completion-script fish > $(or $(PREFIX),/usr/local)/share/fish/vendor_completions.d/assay.fish

clean: ## remove what was built and what the demonstration wrote
	rm -rf .build Reports/demo Benchmarks/results.md Benchmarks/results.json
