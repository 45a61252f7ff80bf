internal import CRabbitMQ

/// Texts of a message side by side in one buffer that is used again and again, since C wants pointers that stay.
struct MessageScratch {
    private var bytes: [UInt8] = []
    private var headers: [(key: Range<Int>, value: Value)] = []

    private enum Value {
        case text(Range<Int>)
        case number(Int64)
    }

    /// Writes one message; the library's status.
    mutating func publish(
        _ message: AMQPMessage, on state: amqp_connection_state_t, _ channel: amqp_channel_t
    ) -> Int32 {
        bytes.removeAll(keepingCapacity: true)
        headers.removeAll(keepingCapacity: true)
        let exchange = add(message.exchange)
        let key = add(message.routingKey)
        let type = add(message.contentType)
        let id = add(message.id)
        for (name, value) in message.headers { addHeader(name, value) }
        return bytes.withUnsafeBytes { all in
            message.body.withUnsafeBytes { body in
                withEntries(all) { table in
                    var properties = Self.properties(of: message, table)
                    properties.content_type = Self.piece(type, of: all)
                    properties.message_id = Self.piece(id, of: all)
                    return amqp_basic_publish(
                        state, channel, Self.piece(exchange, of: all), Self.piece(key, of: all),
                        1, 0, &properties, petrel_amqp_bytes(body.baseAddress, body.count))
                }
            }
        }
    }

    private mutating func add(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        return start..<bytes.count
    }

    private mutating func addHeader(_ name: String, _ value: AMQPMessage.Header) {
        let key = add(name)
        switch value {
        case .text(let text): headers.append((key, .text(add(text))))
        case .number(let number): headers.append((key, .number(number)))
        }
    }

    private func withEntries<Result>(
        _ all: UnsafeRawBufferPointer, _ body: (amqp_table_t) -> Result
    ) -> Result {
        var entries = headers.map { header in
            let key = Self.piece(header.key, of: all)
            return switch header.value {
            case .text(let range): petrel_amqp_text_entry(key, Self.piece(range, of: all))
            case .number(let number): petrel_amqp_number_entry(key, number)
            }
        }
        return entries.withUnsafeMutableBufferPointer { entries in
            body(amqp_table_t(num_entries: Int32(entries.count), entries: entries.baseAddress))
        }
    }

    private static func properties(
        of message: AMQPMessage, _ headers: amqp_table_t
    ) -> amqp_basic_properties_t {
        var properties = amqp_basic_properties_t()
        var flags =
            PETREL_AMQP_HAS_CONTENT_TYPE | PETREL_AMQP_HAS_MESSAGE_ID
            | PETREL_AMQP_HAS_DELIVERY_MODE | PETREL_AMQP_HAS_PRIORITY
        properties.delivery_mode = message.isPersistent ? 2 : 1
        if headers.num_entries > 0 {
            properties.headers = headers
            flags |= PETREL_AMQP_HAS_HEADERS
        }
        if let seconds = message.seconds {
            properties.timestamp = seconds
            flags |= PETREL_AMQP_HAS_TIMESTAMP
        }
        properties._flags = amqp_flags_t(flags)
        return properties
    }

    private static func piece(_ range: Range<Int>, of all: UnsafeRawBufferPointer) -> amqp_bytes_t {
        guard let start = all.baseAddress else { return petrel_amqp_bytes(nil, 0) }
        return petrel_amqp_bytes(start + range.lowerBound, range.count)
    }
}
