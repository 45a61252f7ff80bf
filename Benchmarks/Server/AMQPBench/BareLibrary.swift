internal import CRabbitMQ
internal import Foundation

/// The C library and nothing else: the limit.
final class BareLibrary {
    struct Failure: Error {}

    private let state: amqp_connection_state_t
    private let queue: String
    /// Delivery tags count on from one publishing to the next.
    private var sent = 0
    private var confirmed = 0

    init(port: Int, queue: String) throws {
        guard let state = amqp_new_connection(), let socket = amqp_tcp_socket_new(state),
            amqp_socket_open(socket, "127.0.0.1", Int32(port)) == 0
        else { throw Failure() }
        _ = petrel_amqp_login(state, "/", 0, "bare", "guest", "guest")
        amqp_channel_open(state, 1)
        amqp_confirm_select(state, 1)
        self.state = state
        self.queue = queue
    }

    deinit { amqp_destroy_connection(state) }

    /// Publishes persistent messages of 600 bytes with at most `window` unconfirmed; blocks until all are confirmed.
    func publish(_ count: Int, window: Int) throws {
        let body = [UInt8](repeating: 120, count: 600)
        let key = Array(queue.utf8)
        var properties = amqp_basic_properties_t()
        properties._flags = amqp_flags_t(PETREL_AMQP_HAS_DELIVERY_MODE)
        properties.delivery_mode = 2
        let last = sent + count
        while confirmed < last {
            while sent < last, sent - confirmed < window {
                let status = body.withUnsafeBytes { body in
                    key.withUnsafeBytes { key in
                        amqp_basic_publish(
                            state, 1, amqp_empty_bytes,
                            petrel_amqp_bytes(key.baseAddress, key.count), 1, 0, &properties,
                            petrel_amqp_bytes(body.baseAddress, body.count))
                    }
                }
                guard status == 0 else { throw Failure() }
                sent += 1
            }
            confirmed = try next(state, confirmed)
        }
    }

    /// Waits for a frame, and says how many messages are confirmed then.
    private func next(_ state: amqp_connection_state_t, _ confirmed: Int) throws -> Int {
        var frame = amqp_frame_t()
        guard amqp_simple_wait_frame(state, &frame) == 0 else { throw Failure() }
        defer { amqp_maybe_release_buffers(state) }
        guard frame.frame_type == 1, Int(frame.payload.method.id) == PETREL_AMQP_BASIC_ACK,
            let decoded = frame.payload.method.decoded
        else { return confirmed }
        let ack = decoded.load(as: amqp_basic_ack_t.self)
        return ack.multiple != 0 ? max(confirmed, Int(ack.delivery_tag)) : confirmed + 1
    }
}
