internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import Synchronization

/// Carries events to subscriptions: does what the ``Board`` says and tells it what came of it.
///
/// - Order: that of the ledger for each resource; none between resources.
/// - Deliveries: at least once, with the same message id. What was sent in the tenth of a second before the server was
///   killed is sent again; the list of attempts may lack those of the last second.
/// - A receiver that is slow, dead or refuses costs the others nothing: its backlog is a place in the ledger.
/// - End: attempts under way are cut off and made again by the next server.
final class Courier: Sendable {
    let context: PluginContext
    let rights: RightsBook
    let subscriptions: SubscriptionTable
    let progress: ProgressTable
    let addresses: AddressTable
    let links: PersonalLinks
    let suppressed: SuppressionTable
    let folders: FolderTable
    let escalations: EscalationTable
    /// Somebody looks at what nobody has acknowledged.
    let escalating = Mutex(Turn())
    /// What is known against addresses.
    let suppressions = Mutex<[Recipient: Suppression]>([:])
    let shop: ChannelShop
    let time: NotifyTime
    let settings: NotifySettings
    let board: Mutex<Board>
    /// The batch whose cursor moves with the next rows.
    let batch = Mutex<DurableBatch?>(nil)
    /// When somebody looks next at what is due by the clock.
    let attention = Mutex<Timestamp?>(nil)
    /// Questions that are on their way.
    let asking = Mutex<Set<String>>([])
    /// What waited when it was last looked at, and who has no quota.
    let use = Mutex(QuotaUse())
    /// Subscriptions whose receivers are being challenged.
    let challenging = Mutex<Set<String>>([])
    private let work: AsyncStream<Board.Order>
    private let working: AsyncStream<Board.Order>.Continuation
    /// The last thing that is written down, or was.
    let writing = Mutex<Task<Void, any Error>?>(nil)
    let changes: AsyncStream<Void>
    let changed: AsyncStream<Void>.Continuation

    init(
        _ context: PluginContext, _ settings: NotifySettings, _ shop: ChannelShop,
        _ links: PersonalLinks, _ time: NotifyTime
    ) async throws {
        self.context = context
        self.settings = settings
        self.shop = shop
        self.time = time
        rights = RightsBook(context.store)
        subscriptions = SubscriptionTable(context: context)
        progress = ProgressTable(context: context)
        addresses = AddressTable(context: context)
        self.links = links
        suppressed = SuppressionTable(context: context)
        folders = FolderTable(context: context)
        escalations = EscalationTable(context: context)
        var board = Board(
            places: settings.places, perSubscription: settings.perSubscription,
            schedule: settings.schedule, people: settings.people)
        board.pace = Pace(
            perAccount: settings.accountRate, perDomain: settings.domainRate,
            saved: settings.savedRate)
        board.weighs = settings.limitsBacklogs
        self.board = Mutex(board)
        (work, working) = AsyncStream.makeStream()
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        try await load()
    }

    /// Subscriptions, where each is, and what is held.
    private func load() async throws {
        let places = try await progress.progress()
        let held = try await progress.held()
        let last = try await context.store.lastSequence
        let cursor = try await context.cursor() ?? last
        let known = try await suppressed.all()
        suppressions.withLock { all in
            all = Dictionary(known.map { ($0.recipient, $0) }) { first, _ in first }
        }
        let kept = try await folders.all()
        let sent = try await folders.sent(
            since: time.now().advanced(by: .zero - Allowance.window))
        board.withLock { board in
            board.dispatched = cursor
            board.people.restore(kept, sent: sent)
        }
        try await subscriptions.forEachPage { page in
            board.withLock { board in
                for subscription in page { board.add(subscription, counter: 0) }
            }
        }
        board.withLock { board in
            for place in places { board.restore(place, held: held[place.run] ?? []) }
        }
        if settings.hasQuotas { try await learnExempt() }
    }

    /// Works until cancelled.
    func run() async throws {
        do {
            try await withThrowingTaskGroup { group in
                group.addTask { try await self.follow() }
                group.addTask { try await self.obey() }
                group.addTask { try await self.keepProgress() }
                group.addTask { try await self.sweep() }
                if self.settings.hasQuotas { group.addTask { try await self.keepQuotas() } }
                arm(time.now())
                for run in board.withLock({ Array($0.runs.keys) }) { wake(run) }
                try await group.next()
                group.cancelAll()
            }
        } catch {
            await settle()
            throw error
        }
        await settle()
    }

    /// What was reached is written down also when the work was cut off.
    private func settle() async {
        _ = await Task { try await self.checkpoint() }.result
    }

    /// Something is due at a time: somebody looks then, or earlier.
    func arm(_ due: Timestamp?) {
        guard let due else { return }
        let isEarlier = attention.withLock { armed in
            guard armed.map({ due < $0 }) ?? true else { return false }
            armed = due
            return true
        }
        if isEarlier { working.yield(.attend(at: due)) }
    }

    func order(_ order: Board.Order) { working.yield(order) }

    func wake(_ run: RunID) {
        perform { $0.wake(run, at: self.time.now()) }
    }

    /// Changes the board and has done what follows from it.
    func perform(_ change: (inout Board) -> [Board.Order]) {
        if let own = performOwn(change) { working.yield(.send(own)) }
    }

    /// The same; one delivery that may begin is left to the caller, who need not wait for a task of its own.
    func performOwn(_ change: (inout Board) -> [Board.Order]) -> Board.Sending? {
        let now = time.now()
        let (orders, own) = board.withLock { board in
            var orders = change(&board)
            let own = board.next(at: now)
            if own != nil {
                while let sending = board.next(at: now) { orders.append(.send(sending)) }
            }
            while let page = board.nextPage() { orders.append(page) }
            if let pacing = board.nextPacing() { orders.append(pacing) }
            return (orders, own)
        }
        for order in orders { working.yield(order) }
        changed.yield()
        return own
    }

    /// Does each order in a task of its own. The board gives out no more than there are places and runs.
    private func obey() async throws {
        await withDiscardingTaskGroup { group in
            for await order in work {
                group.addTask { await self.obey(order) }
            }
        }
    }

    private func obey(_ order: Board.Order) async {
        switch order {
        case .send(let sending): await send(sending)
        case .read(let run, let after): await read(run, after: after)
        case .wake(let run, let at):
            try? await time.sleep(max(.zero, time.now().duration(to: at)))
            if !Task.isCancelled { wake(run) }
        case .disable(let id, let reason): await disable(id, reason)
        case .finish(let run): await finish(run)
        case .arm(let due): arm(due)
        case .attend(let due): await attend(at: due)
        case .digest(let id): await send(id)
        case .ask(let entry): await ask(entry)
        case .challenge(let id): await challenge(id)
        case .pace(let at): await pace(at)
        }
    }
}
