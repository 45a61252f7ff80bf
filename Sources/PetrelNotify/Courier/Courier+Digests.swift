internal import Logging
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import Synchronization

/// Messages that hold several events.
extension Courier {
    /// Sends the digests that are due; when the next one is.
    func attendToDigests() {
        let now = time.now()
        let (due, next) = board.withLock { board in
            (board.takeDigests(at: now), board.nextDigest)
        }
        for id in due { order(.digest(id)) }
        arm(next)
    }

    func send(_ id: Folder.ID) async {
        do {
            guard try await digest(id) else { return }
        } catch {
            context.logger.warning("a digest could not be made: \(error)")
            postpone(id, until: time.now().advanced(by: .seconds(60)), hasFailed: false)
        }
        attendToDigests()
    }

    /// Whether there is something left to do.
    private func digest(_ id: Folder.ID) async throws -> Bool {
        guard let folder = board.withLock({ $0.people.folder(id) }) else { return false }
        guard let subscription = try await subscriptions.subscription(id.subscription),
            let rights = try await rights.rights(of: subscription.owner.account)
        else {
            // Nobody may have it any more.
            drop(id)
            return true
        }
        guard subscription.state == .enabled,
            let person = try await shop.channel(id.subscription) as? any PersonalChannel
        else {
            postpone(id, until: folder.due, hasFailed: false)
            return false
        }
        let recipient = Recipient(person)
        if let suppression = suppression(of: recipient) {
            postpone(id, until: folder.due, hasFailed: false)
            await disable(subscription.id, suppression.text)
            return false
        }
        let digest = try await digest(folder, subscription, rights, recipient)
        guard digest.isWhole || !digest.named.isEmpty else {
            drop(id)
            return true
        }
        let message = EventID.next().description
        guard try await take(message, recipient) else {
            let opens = board.withLock { $0.people.opens(recipient, at: self.time.now()) }
            postpone(id, until: opens, hasFailed: false)
            return true
        }
        await write(digest, to: person, as: message, subscription)
        return true
    }

    private func digest(
        _ folder: Folder, _ subscription: NotifySubscription, _ rights: AccountRights,
        _ recipient: Recipient
    ) async throws -> Digest {
        var named: [CloudEvent] = []
        for one in folder.named.sorted(by: { $0.sequence < $1.sequence }) {
            guard let event = try await event(at: one.sequence),
                rights.shows(event, to: subscription)
            else { continue }
            named.append(event)
        }
        let known = DeliverySubscription(subscription)
        return Digest(
            folder: folder, subscription: known, named: named,
            isWhole: rights.name == folder.rights, address: settings.people.address,
            unsubscribe: shop.environment.unsubscribeAddress(known, recipient.address))
    }

    private func write(
        _ digest: Digest, to person: any PersonalChannel, as message: String,
        _ subscription: NotifySubscription
    ) async {
        let (id, began) = (digest.folder.id, time.now())
        do {
            let letter = try Letter.digest(digest, at: began)
            let receipt = try await person.write(letter)
            note(AttemptRecord(digest, began: began, ended: time.now(), receipt: receipt))
            drop(id)
            await took(Recipient(person))
        } catch let error as DeliveryError {
            note(AttemptRecord(digest, began: began, ended: time.now(), error: error))
            await failed(digest, error, to: Recipient(person), message)
        } catch {
            // A digest that cannot be written as one is no reason to lose it.
            context.logger.error("a digest could not be written: \(error)")
            postpone(id, until: began.advanced(by: .seconds(3_600)), hasFailed: true)
        }
    }

    private func failed(
        _ digest: Digest, _ error: DeliveryError, to recipient: Recipient, _ message: String
    ) async {
        let (id, now) = (digest.folder.id, time.now())
        await giveBack(message, recipient, error)
        if Task.isCancelled { return postpone(id, until: now, hasFailed: false) }
        if let noted = await refused(recipient, error) {
            postpone(id, until: now, hasFailed: true)
            return await disable(id.subscription, noted.text)
        }
        var random = SystemRandomNumberGenerator()
        let wait = settings.schedule.wait(
            after: digest.folder.tries, asked: error.retryAfter, using: &random)
        guard let wait, error.verdict != .endpointGone else {
            // It is sent when its owner resumes.
            postpone(id, until: now, hasFailed: true)
            return await disable(id.subscription, error.reason)
        }
        postpone(id, until: now.advanced(by: wait), hasFailed: true)
    }

    private func postpone(_ id: Folder.ID, until due: Timestamp, hasFailed: Bool) {
        perform { board in
            board.people.postpone(id, until: due, hasFailed: hasFailed)
            return []
        }
    }

    private func drop(_ id: Folder.ID) {
        perform { board in
            board.people.drop(id)
            return []
        }
    }

    private func note(_ record: AttemptRecord) {
        board.withLock { $0.attempts.add([record]) }
        changed.yield()
    }
}

/// How much somebody may get.
extension Courier {
    /// Takes one message out of what somebody may get, and has it written down.
    func take(_ message: String, _ recipient: Recipient) async throws -> Bool {
        let now = time.now()
        guard board.withLock({ $0.people.take(message, recipient, at: now) }) else { return false }
        try await folders.count(message, recipient, at: now)
        return true
    }

    /// A message that its server said no to did not arrive. One without an answer may have.
    func giveBack(_ message: String, _ recipient: Recipient, _ error: DeliveryError) async {
        guard error.status != nil else { return }
        board.withLock { $0.people.giveBack(message, recipient) }
        do {
            try await folders.giveBack(message)
        } catch {
            context.logger.warning("a message stays counted: \(error)")
        }
    }
}

extension Board {
    mutating func takeDigests(at now: Timestamp) -> [Folder.ID] {
        let enabled = enabledAmongFolders
        return people.takeDue(at: now) { enabled.contains($0) }
    }

    var nextDigest: Timestamp? {
        let enabled = enabledAmongFolders
        return people.nextDue { enabled.contains($0) }
    }

    private var enabledAmongFolders: Set<String> {
        Set(people.folders.keys.filter { subscriber($0)?.subscription.state == .enabled })
    }
}

extension AccountRights {
    /// Tells whether they are the same as some time ago.
    var name: String { "\(role.rawValue) \(domainPath)" }
}

extension AttemptRecord {
    /// A digest stands in the list of attempts as one, at its last event's place.
    fileprivate init(
        _ digest: Digest, began: Timestamp, ended: Timestamp, receipt: DeliveryReceipt? = nil,
        error: DeliveryError? = nil
    ) {
        let folder = digest.folder
        self.init(
            id: EventID.next().description, subscription: folder.id.subscription,
            sequence: folder.last, event: "", type: "digest", counter: 0,
            attempt: Int64(folder.tries) + 1, began: began, ended: ended,
            isSuccess: receipt != nil)
        status = (receipt?.status ?? error?.status).map(Int64.init)
        reason = error?.reason
        excerpt = "\(folder.count) events, sequences \(folder.first) to \(folder.last)"
    }
}
