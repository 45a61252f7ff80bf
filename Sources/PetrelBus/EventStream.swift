/// Events as an `AsyncSequence`, through a bounded queue of their own.
///
/// The stream is subscribed from its making on, so nothing is missed before the first `next`. It ends after the bus
/// closes, or when its reader's task is cancelled; the subscription ends when nobody holds the stream or an iterator
/// of it any more. It has one reader at a time: a second `next` while one waits returns `nil`.
public struct EventStream<E>: AsyncSequence, Sendable {
    public typealias Element = E
    public typealias Failure = Never

    let reader: StreamReader<E>

    public func makeAsyncIterator() -> Iterator { Iterator(reader: reader) }

    public struct Iterator: AsyncIteratorProtocol {
        let reader: StreamReader<E>

        public func next() async -> E? { await reader.next() }

        public func next(isolation actor: isolated (any Actor)?) async -> E? { await reader.next() }
    }
}
