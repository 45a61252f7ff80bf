/// Calls a closure.
final class ClosureHandler<E>: Handler<E>, @unchecked Sendable {
    // Unchecked as its superclass is; the only member is constant and Sendable.
    let body: @Sendable (E) throws -> Void

    init(_ body: @escaping @Sendable (E) throws -> Void) {
        self.body = body
    }

    override func handle(_ event: E) throws {
        try body(event)
    }
}
