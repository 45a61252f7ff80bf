internal import CRabbitMQ

/// A message that is still arriving.
struct IncomingContent {
    enum Purpose {
        case delivery
        case returned(String)
    }

    var purpose: Purpose
    var delivery: AMQPDelivery
    var missing: UInt64 = 0

    mutating func add(_ piece: [UInt8]) {
        delivery.body += piece
        missing -= min(missing, UInt64(piece.count))
    }
}

/// Everything that comes from the broker.
extension AMQPConnection {
    /// Reads what there is, without waiting. Sends a heartbeat when one is due, and notices when none came.
    func drain() {
        var signals: [AMQPSignal] = []
        var count = 0
        while let handle {
            var frame = amqp_frame_t()
            var now = timeval()
            let status = amqp_simple_wait_frame_noblock(handle.state, &frame, &now)
            if status == AMQP_STATUS_TIMEOUT.rawValue { break }
            guard status == AMQP_STATUS_OK.rawValue else {
                flush(&signals)
                return end(failure(status, in: "waiting for it"))
            }
            if let failure = take(frame, &signals) {
                flush(&signals)
                return end(failure)
            }
            count += 1
            // All that was of use is copied.
            if count % 64 == 0 { amqp_maybe_release_buffers(handle.state) }
        }
        if count > 0, let handle { amqp_maybe_release_buffers(handle.state) }
        flush(&signals)
        if !outbox.isEmpty { pump() }
    }

    private func flush(_ signals: inout [AMQPSignal]) {
        guard !signals.isEmpty else { return }
        signalsOut.yield(signals)
        signals = []
    }

    /// Understands one frame; a failure when the broker ends the connection with it.
    private func take(_ frame: amqp_frame_t, _ signals: inout [AMQPSignal]) -> AMQPFailure? {
        switch Int(frame.frame_type) {
        case Int(AMQP_FRAME_METHOD): return take(frame.payload.method, frame.channel, &signals)
        case Int(AMQP_FRAME_HEADER):
            incoming?.missing = frame.payload.properties.body_size
            if let decoded = frame.payload.properties.decoded {
                incoming?.delivery.read(decoded.load(as: amqp_basic_properties_t.self))
            }
            finishContent(&signals)
        case Int(AMQP_FRAME_BODY):
            let piece = frame.payload.body_fragment
            incoming?.add(piece.array)
            finishContent(&signals)
        default: break
        }
        return nil
    }

    private func finishContent(_ signals: inout [AMQPSignal]) {
        guard let content = incoming, content.missing == 0 else { return }
        incoming = nil
        switch content.purpose {
        case .delivery: signals.append(.delivered(content.delivery))
        case .returned(let reason):
            signals.append(
                .returned(
                    id: content.delivery.id ?? "", routingKey: content.delivery.routingKey,
                    reason: reason))
        }
    }

    private func take(
        _ method: amqp_method_t, _ channel: amqp_channel_t, _ signals: inout [AMQPSignal]
    ) -> AMQPFailure? {
        guard let decoded = method.decoded else { return nil }
        switch Int(method.id) {
        case PETREL_AMQP_BASIC_ACK:
            let ack = decoded.load(as: amqp_basic_ack_t.self)
            signals.append(.confirmed(ack.delivery_tag, multiple: ack.multiple != 0))
        case PETREL_AMQP_BASIC_NACK:
            let nack = decoded.load(as: amqp_basic_nack_t.self)
            signals.append(.refused(nack.delivery_tag, multiple: nack.multiple != 0))
        case PETREL_AMQP_BASIC_RETURN:
            let back = decoded.load(as: amqp_basic_return_t.self)
            var delivery = AMQPDelivery(tag: 0, exchange: "", routingKey: "", isRepeated: false)
            delivery.routingKey = back.routing_key.string
            let reason = "\(back.reply_code) \(back.reply_text.string)"
            incoming = IncomingContent(purpose: .returned(reason), delivery: delivery)
        case PETREL_AMQP_BASIC_DELIVER:
            let deliver = decoded.load(as: amqp_basic_deliver_t.self)
            let delivery = AMQPDelivery(
                tag: deliver.delivery_tag, exchange: deliver.exchange.string,
                routingKey: deliver.routing_key.string, isRepeated: deliver.redelivered != 0)
            incoming = IncomingContent(purpose: .delivery, delivery: delivery)
        case PETREL_AMQP_BASIC_CANCEL: signals.append(.consumerCancelled)
        case PETREL_AMQP_CONNECTION_BLOCKED:
            isBlocked = true
            let blocked = decoded.load(as: amqp_connection_blocked_t.self)
            signals.append(.blocked(blocked.reason.string))
        case PETREL_AMQP_CONNECTION_UNBLOCKED:
            isBlocked = false
            signals.append(.unblocked)
        case PETREL_AMQP_CONNECTION_CLOSE, PETREL_AMQP_CHANNEL_CLOSE:
            return farewell(method, channel)
        default: break
        }
        return nil
    }

    /// The broker ended the channel or the connection; it waits for our word.
    private func farewell(_ method: amqp_method_t, _ channel: amqp_channel_t) -> AMQPFailure {
        let failure = failure(method, in: "this connection was open")
        if let handle, Int(method.id) == PETREL_AMQP_CONNECTION_CLOSE {
            var answer = amqp_connection_close_ok_t()
            amqp_send_method(
                handle.state, channel, amqp_method_number_t(PETREL_AMQP_CONNECTION_CLOSE_OK),
                &answer)
        }
        return failure
    }
}

extension AMQPDelivery {
    mutating func read(_ properties: amqp_basic_properties_t) {
        let flags = Int(properties._flags)
        if flags & PETREL_AMQP_HAS_CONTENT_TYPE != 0 {
            contentType = properties.content_type.string
        }
        if flags & PETREL_AMQP_HAS_MESSAGE_ID != 0 { id = properties.message_id.string }
        if flags & PETREL_AMQP_HAS_TIMESTAMP != 0 { seconds = properties.timestamp }
        if flags & PETREL_AMQP_HAS_DELIVERY_MODE != 0 {
            isPersistent = properties.delivery_mode == 2
        }
        guard flags & PETREL_AMQP_HAS_HEADERS != 0 else { return }
        for index in 0..<Int(properties.headers.num_entries) {
            let entry = properties.headers.entries[index]
            headers[entry.key.string] = entry.value.header
        }
    }
}

extension amqp_field_value_t {
    /// Texts and whole numbers; what else a table may hold says nothing to us.
    fileprivate var header: AMQPMessage.Header? {
        switch kind {
        case UInt8(ascii: "S"), UInt8(ascii: "x"): .text(value.bytes.string)
        case UInt8(ascii: "l"): .number(value.i64)
        case UInt8(ascii: "I"): .number(Int64(value.i32))
        case UInt8(ascii: "s"): .number(Int64(value.i16))
        case UInt8(ascii: "b"): .number(Int64(value.i8))
        case UInt8(ascii: "t"): .text(value.boolean != 0 ? "true" : "false")
        default: nil
        }
    }
}
