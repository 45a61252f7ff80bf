internal import CRabbitMQ

/// Exchanges and queues.
extension AMQPConnection {
    public enum ExchangeKind: String, Sendable, Hashable {
        case topic, fanout, direct
    }

    /// Sees to it that a durable exchange is there: asks for it first, since asking needs no right to make one.
    ///
    /// One that is missing is made, if that is allowed. One that is there is taken as it is, of whatever kind.
    public func ensureExchange(
        _ name: String, _ kind: ExchangeKind = .topic, mayMake: Bool = true
    ) throws(AMQPFailure) {
        do {
            try declareExchange(name, kind, passive: true)
        } catch let failure where mayMake && failure.kind == .exchange {
            try declareExchange(name, kind, passive: false)
        }
    }

    private func declareExchange(
        _ name: String, _ kind: ExchangeKind, passive: Bool
    ) throws(AMQPFailure) {
        try onChannel("looking for exchange \(name)") { state, channel in
            name.withAMQPBytes { name in
                kind.rawValue.withAMQPBytes { kind in
                    _ = amqp_exchange_declare(
                        state, channel, name, kind, passive ? 1 : 0, 1, 0, 0, amqp_empty_table)
                }
            }
        }
    }

    /// A queue that survives the broker's restart, with texts and numbers as arguments.
    public func declareQueue(
        _ name: String, arguments: [String: AMQPMessage.Header] = [:]
    ) throws(AMQPFailure) {
        try onChannel("declaring queue \(name)") { state, channel in
            name.withAMQPBytes { name in
                arguments.withAMQPTable { table in
                    _ = amqp_queue_declare(state, channel, name, 0, 1, 0, 0, table)
                }
            }
        }
    }

    /// A queue of this connection's own, which goes with it; its name.
    public func declareTemporaryQueue() throws(AMQPFailure) -> String {
        var made = ""
        try onChannel("declaring a temporary queue") { state, channel in
            let empty = amqp_empty_bytes
            let answer = amqp_queue_declare(state, channel, empty, 0, 0, 1, 1, amqp_empty_table)
            made = answer?.pointee.queue.string ?? ""
        }
        return made
    }

    /// How many messages wait in a queue; a failure when there is none.
    public func countMessages(in name: String) throws(AMQPFailure) -> Int {
        var count = 0
        try onChannel("looking for queue \(name)") { state, channel in
            name.withAMQPBytes { name in
                let answer = amqp_queue_declare(state, channel, name, 1, 0, 0, 0, amqp_empty_table)
                count = Int(answer?.pointee.message_count ?? 0)
            }
        }
        return count
    }

    public func bind(queue: String, to exchange: String, key: String) throws(AMQPFailure) {
        try onChannel("binding queue \(queue) to \(exchange)") { state, channel in
            queue.withAMQPBytes { queue in
                exchange.withAMQPBytes { exchange in
                    key.withAMQPBytes { key in
                        _ = amqp_queue_bind(
                            state, channel, queue, exchange, key, amqp_empty_table)
                    }
                }
            }
        }
    }

    public func deleteQueue(_ name: String) throws(AMQPFailure) {
        try onChannel("deleting queue \(name)") { state, channel in
            name.withAMQPBytes { _ = amqp_queue_delete(state, channel, $0, 0, 0) }
        }
    }

    public func deleteExchange(_ name: String) throws(AMQPFailure) {
        try onChannel("deleting exchange \(name)") { state, channel in
            name.withAMQPBytes { _ = amqp_exchange_delete(state, channel, $0, 0) }
        }
    }

    /// Does something on a channel of its own, which a refusal closes.
    private func onChannel(
        _ what: String, _ body: (amqp_connection_state_t, amqp_channel_t) -> Void
    ) throws(AMQPFailure) {
        let state = try open()
        lastChannel = lastChannel == 2_000 ? 2 : lastChannel + 1
        let channel = lastChannel
        amqp_channel_open(state, channel)
        try checkOrEnd(amqp_get_rpc_reply(state), "opening a channel")
        body(state, channel)
        let reply = amqp_get_rpc_reply(state)
        if reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION,
            Int(reply.reply.id) == PETREL_AMQP_CHANNEL_CLOSE
        {
            let refused = failure(reply.reply, in: what)
            var answer = amqp_channel_close_ok_t()
            amqp_send_method(
                state, channel, amqp_method_number_t(PETREL_AMQP_CHANNEL_CLOSE_OK), &answer)
            drain()
            throw refused
        }
        try checkOrEnd(reply, what)
        try checkOrEnd(amqp_channel_close(state, channel, 200), "closing a channel")
        drain()
    }

    /// A call that got no proper answer leaves a connection that nobody can trust.
    func checkOrEnd(_ reply: amqp_rpc_reply_t, _ what: String) throws(AMQPFailure) {
        do {
            try check(reply, what)
        } catch {
            end(error)
            throw error
        }
    }
}

extension String {
    func withAMQPBytes<Result>(_ body: (amqp_bytes_t) -> Result) -> Result {
        var text = self
        return text.withUTF8 { body(petrel_amqp_bytes($0.baseAddress, $0.count)) }
    }
}

extension [String: AMQPMessage.Header] {
    /// The same as a table of the library's, for the time of the call.
    func withAMQPTable(_ body: (amqp_table_t) -> Void) {
        Self.gather(Array(self)[...], [], body)
    }

    private static func gather(
        _ rest: ArraySlice<Element>, _ entries: [amqp_table_entry_t], _ body: (amqp_table_t) -> Void
    ) {
        guard let (key, value) = rest.first else {
            var entries = entries
            return entries.withUnsafeMutableBufferPointer { entries in
                body(amqp_table_t(num_entries: Int32(entries.count), entries: entries.baseAddress))
            }
        }
        key.withAMQPBytes { key in
            switch value {
            case .number(let number):
                let entry = petrel_amqp_number_entry(key, number)
                gather(rest.dropFirst(), entries + [entry], body)
            case .text(let text):
                text.withAMQPBytes { text in
                    let entry = petrel_amqp_text_entry(key, text)
                    gather(rest.dropFirst(), entries + [entry], body)
                }
            }
        }
    }
}
