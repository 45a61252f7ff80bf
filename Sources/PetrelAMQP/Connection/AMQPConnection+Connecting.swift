internal import CRabbitMQ

extension AMQPConnection {
    /// Reaches the broker, logs in, and opens the channel in confirm mode.
    public func connect() throws(AMQPFailure) {
        guard failure == nil, handle == nil else {
            _ = try open()
            return
        }
        do {
            try reach()
            try logIn()
            try openMessages()
        } catch {
            end(error)
            throw error
        }
        watch()
    }

    /// Connects the socket, with TLS if that is wanted.
    func reach() throws(AMQPFailure) {
        guard let handle = AMQPHandle() else { throw outOfMemory }
        let state = handle.state
        let socket = broker.tls == nil ? amqp_tcp_socket_new(state) : amqp_ssl_socket_new(state)
        guard let socket else { throw outOfMemory }
        if let tls = broker.tls { try prepare(socket, tls) }
        var patience = broker.patience.timeval
        amqp_set_handshake_timeout(state, &patience)
        amqp_set_rpc_timeout(state, &patience)
        let status = amqp_socket_open_noblock(socket, broker.host, Int32(broker.port), &patience)
        guard status == AMQP_STATUS_OK.rawValue else { throw failure(status, in: "connecting") }
        self.handle = handle
        _ = breaker.hold(amqp_get_sockfd(state))
        breaker.enlarge()
    }

    private func prepare(
        _ socket: OpaquePointer, _ tls: AMQPBroker.TLS
    ) throws(AMQPFailure) {
        amqp_ssl_socket_set_verify_peer(socket, 1)
        amqp_ssl_socket_set_verify_hostname(socket, tls.checksHostName ? 1 : 0)
        amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST)
        let authorities = tls.authorities ?? "/etc/ssl/certs/ca-certificates.crt"
        guard amqp_ssl_socket_set_cacert(socket, authorities) == AMQP_STATUS_OK.rawValue else {
            throw AMQPFailure(
                .tls, broker: broker.place, reason: "cannot use the certificates in \(authorities)",
                remedy: "check that cafile names a file of certificates in PEM form")
        }
        guard let certificate = tls.certificate, let key = tls.key else { return }
        guard amqp_ssl_socket_set_key(socket, certificate, key) == AMQP_STATUS_OK.rawValue else {
            throw AMQPFailure(
                .tls, broker: broker.place, reason: "cannot use \(certificate) with \(key)",
                remedy: "check that certfile and keyfile are in PEM form and belong together")
        }
    }

    func logIn() throws(AMQPFailure) {
        let reply = petrel_amqp_login(
            try open(), broker.virtualHost, Int32(broker.heartbeat.components.seconds),
            broker.connectionName, broker.user, broker.password)
        try check(reply, "logging in")
    }

    func openMessages() throws(AMQPFailure) {
        let state = try open()
        amqp_channel_open(state, Self.messages)
        try check(amqp_get_rpc_reply(state), "opening a channel")
        amqp_confirm_select(state, Self.messages)
        try check(amqp_get_rpc_reply(state), "asking for confirmations")
    }

    /// From now on the thread reads what comes.
    private func watch() {
        guard let handle else { return }
        let socket = breaker.hold(amqp_get_sockfd(handle.state))
        let heartbeat = amqp_get_heartbeat(handle.state)
        thread.change { watch in
            watch.socket = socket
            watch.tick = heartbeat > 0 ? Int32(heartbeat) * 250 : 1_000
            watch.wake = { [weak self] in self?.assumeIsolated { $0.drain() } }
        }
        drain()
    }

    private var outOfMemory: AMQPFailure {
        AMQPFailure(
            .connection, broker: broker.place, reason: "no memory for a connection",
            remedy: "give the server more memory")
    }
}

extension Duration {
    var timeval: CRabbitMQ.timeval {
        let (seconds, attoseconds) = components
        return CRabbitMQ.timeval(
            tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
