internal import CRabbitMQ

extension AMQPConnection {
    /// Sends messages, each `mandatory`: what no queue takes comes back as ``AMQPSignal/returned(id:routingKey:reason:)``
    /// before it is confirmed.
    ///
    /// Returns when they are written or kept for later, never because of the broker. Throws once the connection ended.
    public func publish(_ messages: [AMQPMessage]) throws(AMQPFailure) {
        _ = try open()
        outbox += messages
        pump()
        if let failure { throw failure }
    }

    /// Writes as long as the socket takes it.
    func pump() {
        while let handle, !isBlocked, written < outbox.count, breaker.hasRoom {
            let status = scratch.publish(outbox[written], on: handle.state, Self.messages)
            guard status == AMQP_STATUS_OK.rawValue else {
                return end(failure(status, in: "publishing"))
            }
            written += 1
        }
        if written == outbox.count {
            outbox.removeAll(keepingCapacity: true)
            written = 0
        } else if written > 1_000 {
            outbox.removeFirst(written)
            written = 0
        }
        noteWish()
    }

    private func noteWish() {
        let wants = !outbox.isEmpty && !isBlocked
        guard wants != wantsToWrite, handle != nil else { return }
        wantsToWrite = wants
        thread.change { $0.wantsToWrite = wants }
    }
}
