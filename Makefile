# make help tells what there is.

SEG = .build/release/seg
SHELL = bash

# How Seg is shipped: with Swift's library in it, without the tables of a debugger. On Linux the linker folds functions of
# equal code and packs the addresses to relocate; that takes a tenth of the file.
SHIPPED = -c release --static-swift-stdlib --product seg -Xswiftc -gnone
ifeq ($(shell uname),Linux)
SHIPPED += -Xswiftc -Xfrontend -Xswiftc -function-sections -Xswiftc -use-ld=lld -Xlinker --icf=all -Xlinker --no-export-dynamic -Xlinker -z -Xlinker pack-relative-relocs
endif
export SHIPPED

.PHONY: help demo build test quick update bench limits sanitize oracle dependencies

help:
	@echo "make demo    build Seg and run its main job, the review of a real customer base"
	@echo "make quick   the daily round: debug build, rules of the house, scripts, units but for the long ones"
	@echo "make test    build without warnings and run all tests"
	@echo "make update  rewrite the expectations of the scripts (review the diff)"
	@echo "make bench   measure against other engines (BENCH='--size 10m', '--threads 1', '--growth', '--variants', '--linked', '--aggregates', '--analysts')"
	@echo "make limits  set the limits of instructions a row to 1.15 times of what is measured now"
	@echo "make sanitize  run scripts, bad input and large data under the address and the thread sanitizer"
	@echo "make oracle  compare the expected figures with DuckDB"

demo: build
	$(SEG) run examples/cdnow/review.seg

build: dependencies
	swift build $(SHIPPED)

# What the build needs from the system: libedit for the prompt, zlib for packed files, libxlsxwriter for workbooks.
dependencies:
	@command -v swift >/dev/null || { echo "Seg needs Swift 6.3: https://www.swift.org/install"; exit 1; }
	@if [ "$$(uname)" = Linux ] && { [ ! -e /usr/include/histedit.h ] || [ ! -e /usr/include/zlib.h ] || [ ! -e /usr/include/xlsxwriter.h ]; }; then \
	  Tests/install.sh libedit-dev zlib1g-dev libxlsxwriter-dev; fi

test: dependencies
	@Tests/all.sh

quick: dependencies
	@Tests/all.sh quick

update: build
	$(SEG) help --lang en --pages docs/reference
	$(SEG) help --lang zh --pages docs/reference.zh-CN
	$(SEG) test --update Tests/Golden examples README.md README.zh-CN.md docs

bench: build
	python3 Benchmarks/bench.py $(or $(BENCH),--size 1m)

limits: build
	python3 Tests/instructions_test.py $(SEG) --write

sanitize: dependencies
	Tests/sanitizers.sh

oracle:
	@Tests/all.sh oracle
