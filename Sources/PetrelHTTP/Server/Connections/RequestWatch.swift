internal import NIOCore

/// What a connection's requests are at, and what follows from it: facts in, orders out.
///
/// Requests may follow one another before the first is answered; answers go out in the same order,
/// so a refusal waits for the answers to what came before it.
struct RequestWatch {
    enum Order: Equatable {
        /// The fact is for those behind the guard, too.
        case pass
        /// Nobody else is to learn of it.
        case drop
        /// Answer with the refusal, then close.
        case refuse(Refusal)
        case close
    }

    private enum Input: Equatable {
        /// Connected, and not a byte since.
        case fresh
        case idle
        case header
        case body(since: NIODeadline, received: Int)
        /// Nothing more is read.
        case refused
    }

    private let limits: RequestLimits
    private var input = Input.fresh
    /// Requests let through whose answers have not ended.
    private(set) var unanswered = 0
    /// Whether the answer to the first of them has begun.
    private var isAnswering = false
    private var waiting: (refusal: Refusal, behind: Int)?
    /// Whether the answer under way is the last.
    private var endsAfterAnswer = false
    /// When ``deadlinePassed()`` is to be told, unless something happens before.
    private(set) var deadline: NIODeadline?

    init(limits: RequestLimits, now: NIODeadline) {
        self.limits = limits
        deadline = now + TimeAmount(limits.headerTime)
    }

    /// Bytes came that make no part of a request yet.
    mutating func bytesArrived(now: NIODeadline) {
        switch input {
        case .fresh: input = .header
        case .idle: beginHeader(now)
        default: break
        }
    }

    mutating func header(
        length: Int?, refusal: Refusal?, now: NIODeadline
    ) -> Order {
        guard input != .refused else { return .drop }
        if let refusal { return refuse(refusal) }
        if let length, length > limits.bodyBytes { return refuse(tooLarge) }
        unanswered += 1
        input = .body(since: now, received: 0)
        deadline = now + TimeAmount(limits.bodyTime)
        return .pass
    }

    mutating func body(bytes: Int, now: NIODeadline) -> Order {
        guard case .body(let since, let received) = input else { return .drop }
        let total = received + bytes
        guard total <= limits.bodyBytes else { return refuse(tooLarge) }
        input = .body(since: since, received: total)
        let earned = Duration.seconds(Double(total) / Double(max(1, limits.bodyRate)))
        deadline = since + TimeAmount(limits.bodyTime + earned)
        return .pass
    }

    mutating func end(now: NIODeadline) -> Order {
        guard case .body = input else { return .drop }
        input = .idle
        deadline = unanswered == 0 ? now + TimeAmount(limits.idleTime) : nil
        return .pass
    }

    /// What came is no request.
    mutating func failed(_ refusal: Refusal) -> Order {
        input == .refused ? .drop : refuse(refusal)
    }

    mutating func answerBegan() { isAnswering = true }

    mutating func answerEnded(now: NIODeadline) -> Order {
        unanswered -= 1
        isAnswering = false
        if let waiting, unanswered == waiting.behind {
            self.waiting = nil
            return .refuse(waiting.refusal)
        }
        if endsAfterAnswer { return .close }
        if unanswered == 0, input == .idle { deadline = now + TimeAmount(limits.idleTime) }
        return .pass
    }

    mutating func deadlinePassed() -> Order {
        deadline = nil
        switch input {
        case .fresh, .idle: return unanswered == 0 ? .close : .drop
        case .header: return refuse(.headerTooSlow)
        case .body: return refuse(.bodyTooSlow)
        case .refused: return .drop
        }
    }
}

extension RequestWatch {
    private var tooLarge: Refusal { .bodyTooLarge(limit: limits.bodyBytes) }

    private mutating func beginHeader(_ now: NIODeadline) {
        input = .header
        deadline = now + TimeAmount(limits.headerTime)
    }

    /// The request at fault counts as unanswered once its header was let through.
    private mutating func refuse(_ refusal: Refusal) -> Order {
        let behind = if case .body = input { 1 } else { 0 }
        input = .refused
        deadline = nil
        // The answer has gone out already, before all of the request came.
        if unanswered < behind { return .close }
        if unanswered == behind, !isAnswering { return .refuse(refusal) }
        if behind == 1, unanswered == 1 {
            endsAfterAnswer = true
        } else {
            waiting = (refusal, behind)
        }
        return .drop
    }
}
