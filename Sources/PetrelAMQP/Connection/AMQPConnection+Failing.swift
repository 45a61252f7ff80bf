internal import CRabbitMQ

/// What the library and the broker say went wrong, in our words.
extension AMQPConnection {
    /// Throws unless the call was answered as it should be.
    func check(_ reply: amqp_rpc_reply_t, _ what: String) throws(AMQPFailure) {
        switch reply.reply_type {
        case AMQP_RESPONSE_NORMAL: return
        case AMQP_RESPONSE_LIBRARY_EXCEPTION: throw failure(reply.library_error, in: what)
        case AMQP_RESPONSE_SERVER_EXCEPTION: throw failure(reply.reply, in: what)
        default:
            throw AMQPFailure(
                .connection, broker: broker.place, reason: "the broker hung up while \(what)")
        }
    }

    /// The library's own number.
    func failure(_ status: Int32, in what: String) -> AMQPFailure {
        let text = amqp_error_string2(status).map { String(cString: $0) } ?? "status \(status)"
        let kind: AMQPFailure.Kind =
            switch status {
            case AMQP_STATUS_SSL_ERROR.rawValue, AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED.rawValue,
                AMQP_STATUS_SSL_PEER_VERIFY_FAILED.rawValue,
                AMQP_STATUS_SSL_CONNECTION_FAILED.rawValue:
                .tls
            case AMQP_STATUS_BAD_AMQP_DATA.rawValue,
                AMQP_STATUS_INCOMPATIBLE_AMQP_VERSION.rawValue:
                .protocolError
            default: .connection
            }
        let reason =
            status == AMQP_STATUS_HEARTBEAT_TIMEOUT.rawValue
            ? "the broker was silent for two heartbeats" : "\(text) while \(what)"
        return AMQPFailure(kind, broker: broker.place, reason: reason)
    }

    /// The broker closed the channel or the connection.
    func failure(_ method: amqp_method_t, in what: String) -> AMQPFailure {
        let (code, text) = method.closing
        return AMQPFailure(
            Self.kind(of: code, text), broker: broker.place,
            reason: "the broker answered \(code) \(text) while \(what)")
    }

    /// RabbitMQ's numbers, some of which mean several things.
    private static func kind(of code: Int, _ text: String) -> AMQPFailure.Kind {
        switch code {
        case 403 where text.contains("exchange"): .exchange
        case 403 where text.contains("queue"): .queue
        case 403: .login
        case 404 where text.contains("exchange"), 406 where text.contains("exchange"): .exchange
        case 404, 405, 406: .queue
        case 530: .virtualHost
        case 320, 541: .connection
        case 501...505: .protocolError
        default: .connection
        }
    }
}

extension amqp_method_t {
    /// The number and text of a close.
    var closing: (code: Int, text: String) {
        guard let decoded else { return (0, "nothing more") }
        switch Int(id) {
        case PETREL_AMQP_CONNECTION_CLOSE:
            let close = decoded.load(as: amqp_connection_close_t.self)
            return (Int(close.reply_code), close.reply_text.string)
        case PETREL_AMQP_CHANNEL_CLOSE:
            let close = decoded.load(as: amqp_channel_close_t.self)
            return (Int(close.reply_code), close.reply_text.string)
        default: return (0, "with method \(id)")
        }
    }
}

extension amqp_bytes_t {
    var string: String { String(decoding: raw, as: UTF8.self) }
    var array: [UInt8] { Array(raw) }

    private var raw: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: len) }
}
