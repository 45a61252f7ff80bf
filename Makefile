# Every target is a script of the same name in scripts/, which also runs without make.

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build the server and run its demo; make run EXAMPLE="TicketQueue dropNewest" for an example
	@scripts/run $(EXAMPLE)

test: ## Check layout, macros, races and everything else: what CI runs
	@scripts/test

test-quick: ## The same without the macros and the thread sanitizer
	@scripts/test quick

test-macros: ## Test @Subscriber and @Subscribe (builds swift-syntax)
	@scripts/test-macros

test-tsan: ## Test the bus under the thread sanitizer
	@scripts/test-tsan

test-server: ## The clients, the malformed requests and the kills, at the size that CI runs
	@scripts/test-server

test-clients: ## Clients from PyPI and Debian against the real server; make test-clients ONLY=cs for one
	@scripts/test-clients $(ONLY)

test-malformed: ## Send requests that nobody should send; make test-malformed N=1000000 SEED=7
	@scripts/test-malformed $(N) $(SEED)

test-forbidden: ## Have the server send to all that it must not reach, and count packets; needs root
	@scripts/test-forbidden

test-crash: ## Kill the loaded server and look for what it acknowledged; make test-crash N=1000 SEED=7
	@scripts/test-crash $(N) $(SEED)

test-people: ## Write mails to people and be killed meanwhile; make test-people KILLS=20 SEED=7
	@scripts/test-people $(KILLS) $(SEED)

test-receivers: ## Send to receivers and verifiers from PyPI; make test-receivers N=10000 SEED=7
	@scripts/test-receivers $(N) $(SEED)

test-streams: ## Follow the stream through kills with sseclient-py and Chromium; make test-streams N=20 SEED=7
	@scripts/test-streams $(N) "" $(SEED)

test-amqp: ## Trouble broker and server while two consumers count; make test-amqp N=20 SEED=7
	@scripts/test-amqp $(N) $(SEED)

test-notify: ## Kill server and receiver while notifications go out; make test-notify DELIVERIES=100000 KILLS=20 SEED=7
	@scripts/test-notify $(DELIVERIES) $(KILLS) $(SEED)

test-powercut: ## Cut the power under a writing ledger; make test-powercut CUTS=200 SEED=7
	@scripts/test-powercut $(CUTS) $(SEED)

test-usage: ## Have usage of random clouds recomputed by another program; make test-usage N=200
	@scripts/test-usage $(N)

test-usage-crash: ## Kill the server while it meters and look for totals that change; make test-usage-crash N=50 SEED=7
	@scripts/test-usage-crash $(N) $(SEED)

bench: ## Measure the bus beside its limits and other buses; make bench ONLY=Queued for a part
	@scripts/bench $(ONLY)

bench-server: ## Measure the server beside the C API and bare HTTP; takes about twenty minutes
	@scripts/bench-server

bench-amqp: ## Measure publishing beside the C library alone; make bench-amqp N=1000000
	@scripts/bench-amqp $(N)

format: ## Lay out every Swift file
	@scripts/format

docs: ## Build the reference of the libraries as web pages
	@scripts/docs

resources: ## Write Documentation/resources.md anew from the kinds of resource
	@scripts/resources

.PHONY: help run test test-quick test-macros test-tsan test-server test-clients test-people test-receivers test-streams \
	test-malformed test-forbidden test-crash test-amqp test-notify test-powercut test-usage test-usage-crash bench \
	bench-server bench-amqp docs resources format
