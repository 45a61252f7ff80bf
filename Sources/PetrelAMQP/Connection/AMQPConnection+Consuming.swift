internal import CRabbitMQ

extension AMQPConnection {
    /// Has a queue's messages come as signals, at most `prefetch` of them unacknowledged.
    public func consume(_ queue: String, prefetch: Int) throws(AMQPFailure) {
        let state = try open()
        amqp_basic_qos(state, Self.messages, 0, UInt16(clamping: prefetch), 0)
        try checkOrEnd(amqp_get_rpc_reply(state), "asking for at most \(prefetch) messages")
        queue.withAMQPBytes { queue in
            _ = amqp_basic_consume(
                state, Self.messages, queue, amqp_empty_bytes, 0, 0, 0, amqp_empty_table)
        }
        try checkOrEnd(amqp_get_rpc_reply(state), "consuming queue \(queue)")
        drain()
    }

    /// The message, and with `multiple` all before it, is done with.
    public func acknowledge(_ tag: UInt64, multiple: Bool = false) throws(AMQPFailure) {
        let status = amqp_basic_ack(try open(), Self.messages, tag, multiple ? 1 : 0)
        try endUnlessOK(status, "acknowledging")
    }

    /// The message goes back to its queue, or away.
    public func reject(_ tag: UInt64, requeue: Bool) throws(AMQPFailure) {
        let status = amqp_basic_reject(try open(), Self.messages, tag, requeue ? 1 : 0)
        try endUnlessOK(status, "rejecting")
    }

    private func endUnlessOK(_ status: Int32, _ what: String) throws(AMQPFailure) {
        guard status != AMQP_STATUS_OK.rawValue else { return }
        let failure = failure(status, in: what)
        end(failure)
        throw failure
    }
}
