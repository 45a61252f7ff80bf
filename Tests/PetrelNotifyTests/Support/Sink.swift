internal import PetrelCloud
internal import PetrelStates
internal import PetrelTesting
internal import Synchronization

@testable internal import PetrelNotify

/// A receiver in this process: remembers what came, answers as told, and can be waited for.
final class Sink: Sendable {
    struct Came: Sendable, Hashable {
        let id: String
        let attempt: Int
        let counter: Int64
        let cursor: String
        let subscription: String
        let event: CloudEvent
        let isTaken: Bool
    }

    private struct State {
        var came: [Came] = []
        var answer: @Sendable (Delivery) -> DeliveryError? = { _ in nil }
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var taken = 0
        var isShut = false
        /// A machine of whose events it answers none.
        var silent: String?
        var shut: [CheckedContinuation<Void, Never>] = []
    }

    private static let all = Mutex<[String: Sink]>([:])

    /// What the server wrote by itself.
    let letters = Recorder<Letter>()
    let name = "sink-\(EventID.next())"
    private let state = Mutex(State())

    init() { Self.all.withLock { $0[name] = self } }

    static func named(_ name: String) -> Sink? { all.withLock { $0[name] } }

    var settings: JSONValue { ["sink": .string(name)] }
    var came: [Came] { state.withLock { $0.came } }
    var taken: [Came] { came.filter(\.isTaken) }
    /// How many it has taken.
    var count: Int { state.withLock { $0.taken } }

    /// What it answers from now on; `nil` takes the event.
    func answers(_ answer: @escaping @Sendable (Delivery) -> DeliveryError?) {
        state.withLock { $0.answer = answer }
    }

    func takesAll() { answers { _ in nil } }

    /// Returns when it has taken so many.
    func hasTaken(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.taken >= count { return true }
                state.waiting.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Answers nothing until ``opens()``.
    func shuts() { state.withLock { $0.isShut = true } }

    func opens() {
        let waiting = state.withLock { state in
            state.isShut = false
            defer { state.shut = [] }
            return state.shut
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Answers no event of one machine, until it is told of none.
    func isSilent(of machine: String?) { state.withLock { $0.silent = machine } }

    /// Ends with an error when the server that waits has ended.
    private func waitUntilHeard(_ delivery: Delivery) async throws(DeliveryError) {
        let machines = delivery.events.map(\.resource?.id)
        while state.withLock({ $0.silent.map { machines.contains($0) } ?? false }) {
            guard !Task.isCancelled else { throw .busy }
            await Task.yield()
        }
    }

    private func waitUntilOpen() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if state.isShut { state.shut.append(continuation) }
                return !state.isShut
            }
            if isOpen { continuation.resume() }
        }
    }

    func take(_ delivery: Delivery) async throws(DeliveryError) -> DeliveryReceipt {
        await waitUntilOpen()
        try await waitUntilHeard(delivery)
        let (error, ready) = state.withLock { state in
            let error = state.answer(delivery)
            for event in delivery.events {
                state.came.append(
                    Came(
                        id: delivery.id, attempt: delivery.attempt, counter: delivery.counter,
                        cursor: delivery.cursor, subscription: delivery.subscription.id,
                        event: event, isTaken: error == nil))
            }
            if error == nil { state.taken += delivery.events.count }
            let taken = state.taken
            defer { state.waiting.removeAll { $0.count <= taken } }
            return (error, state.waiting.filter { $0.count <= taken }.map(\.continuation))
        }
        for continuation in ready { continuation.resume() }
        if let error { throw error }
        return DeliveryReceipt(status: 204, excerpt: "", latency: .zero)
    }
}

/// The way to a ``Sink``.
struct SinkChannel: Channel {
    static let kind: ChannelKind = "sink"
    static let summary = "Remembers what came."
    static let settings = [
        ChannelSetting("sink", .text, "Which one.", isRequired: true),
        ChannelSetting("password", .text, "A secret.", isSecret: true),
    ]

    let sink: Sink

    init(
        _ settings: ChannelSettings, _ environment: ChannelEnvironment
    ) throws(ChannelMistakes) {
        let name = try settings.read(Self.settings) { reader in
            _ = reader.text("password")
            return reader.text("sink") ?? ""
        }
        guard let sink = Sink.named(name) else {
            throw ChannelMistakes([.init("sink", "there is none of this name")])
        }
        self.sink = sink
    }

    func deliver(_ delivery: Delivery) async throws(DeliveryError) -> DeliveryReceipt {
        try await sink.take(delivery)
    }
}

/// The way to a ``Sink`` that stands for a person with an address.
struct PersonChannel: PersonalChannel {
    static let kind: ChannelKind = "person"
    static let summary = "Remembers what came, for an address."
    static let settings = [
        ChannelSetting("sink", .text, "Which one.", isRequired: true),
        ChannelSetting("to", .text, "The address.", isRequired: true),
    ]

    let sink: Sink
    let recipient: String

    init(
        _ settings: ChannelSettings, _ environment: ChannelEnvironment
    ) throws(ChannelMistakes) {
        let (name, to) = try settings.read(Self.settings) { reader in
            (reader.text("sink") ?? "", reader.text("to") ?? "")
        }
        guard let sink = Sink.named(name) else {
            throw ChannelMistakes([.init("sink", "there is none of this name")])
        }
        (self.sink, recipient) = (sink, to)
    }

    func deliver(_ delivery: Delivery) async throws(DeliveryError) -> DeliveryReceipt {
        try await sink.take(delivery)
    }

    func write(_ letter: Letter) async throws(DeliveryError) -> DeliveryReceipt {
        try sink.take(letter)
    }
}

extension Sink {
    fileprivate func take(_ letter: Letter) throws(DeliveryError) -> DeliveryReceipt {
        let delivery = Delivery(
            id: letter.id, attempt: letter.attempt, subscription: letter.subscription, counter: 0,
            cursor: letter.cursor, events: [], time: letter.time, payload: letter.text)
        if let error = state.withLock({ $0.answer })(delivery) { throw error }
        letters.record(letter)
        return DeliveryReceipt(status: 250, excerpt: "", latency: .zero)
    }
}
