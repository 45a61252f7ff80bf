extension AMQPSettings {
    /// The section with its defaults, for people to start from.
    static let manual = """
        # Seconds until a broker is tried again: doubled each time, from the first to the longest.
        retryfirst: 0.5
        retrylongest: 30
        # Where events are published. More can be added while the server runs: petrel amqp add.
        targets: []
        #  - name: workflow
        #    # Host and port; 5671 with TLS.
        #    host: localhost
        #    port: 5672
        #    virtualhost: /
        #    # Or passwordfile: a file that holds the password.
        #    user: guest
        #    password: guest
        #    # TLS, the certificates that are trusted (else the system's), and our own one. With
        #    # external the broker takes the user from that certificate.
        #    tls: false
        #    cafile: /etc/petrel/broker-ca.pem
        #    certfile: /etc/petrel/petrel.pem
        #    keyfile: /etc/petrel/petrel-key.pem
        #    verifyhost: true
        #    external: false
        #    # Seconds of silence until a sign of life is sent, and to wait for each answer.
        #    heartbeat: 10
        #    patience: 5
        #    # A topic exchange, made if it is missing and may be declared.
        #    exchange: cloudstack-events
        #    declare: true
        #    # Which events, by their topic: * is one word, # any number.
        #    filter: "#"
        #    # cloudstack, cloudstack-extended, cloudevents or cloudevents-binary.
        #    form: cloudstack
        #    # The most unconfirmed messages.
        #    window: 1024
        #    # What becomes of a message that no queue takes: alert, or hold until one does.
        #    unroutable: alert
        #    # Where a new target begins: now, or oldest for the first event that is kept.
        #    from: now
        # Queues whose messages become events of the ledger.
        inbound: []
        #  - name: backups
        #    host: localhost
        #    queue: petrel-inbound
        #    # The id of the account that owns what comes, and the source word of its topics.
        #    account: 6a9d0f0e-0000-0000-0000-000000000000
        #    source: backups
        #    # The exchange of messages that are no events.
        #    deadletter: petrel-inbound.dead
        #    prefetch: 256
        #    # How long ids are remembered, so that a message that comes again is known.
        #    memorydays: 30

        """
}
