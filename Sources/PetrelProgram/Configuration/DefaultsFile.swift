/// The configuration file that says everything: read first at every start, and the manual of its settings.
enum DefaultsFile {
    static let text = """
        # Petrel's settings, each with its default. Copy what you want to change.
        #
        # A setting is looked for in this order, and the first place that has it counts:
        #   1. flags:        --listen 0.0.0.0:8080, or for any setting --set log.level=debug
        #   2. environment:  PETREL_LISTEN, PETREL_LOG_LEVEL: upper case, "." and "-" become "_"
        #   3. a file like this one: --config FILE, else $PETREL_CONFIG,
        #      else petrel/petrel.yaml in $XDG_CONFIG_HOME (~/.config)
        #   4. these defaults
        #
        # Durations are written 500ms, 10s, 5m, 12h or 30d; sizes 512, 64KiB, 1MiB or 2GiB.
        # `petrel config` shows what is in force and where it comes from.

        # The folder that keeps everything. "standard" is petrel in $XDG_DATA_HOME (~/.local/share).
        data-dir: standard

        # Address and port that clients connect to. Port 0 is any free one; 0.0.0.0 is every address.
        listen: 127.0.0.1:8080

        # How long work under way may take when the server is asked to stop.
        stop-time: 10s

        # Whether clients may use HTTP/2 (with TLS, where they negotiate it).
        http2: true

        # How long a login lasts without being used.
        session-time: 30m

        # Whether everybody may read /metrics, and not only clients on this machine and administrators.
        metrics-for-everyone: false

        tls:
          # PEM files of the certificate chain and its key. With both, the server speaks HTTPS only.
          certificate: ""
          key: ""

        # What one client may cost. Whoever goes beyond is refused with the right status.
        limits:
          # A request's line and headers together, and how many headers.
          header-bytes: 32KiB
          header-fields: 200
          # How long headers may take to arrive.
          header-time: 10s
          body-bytes: 1MiB
          # A body that comes slower than this rate (bytes a second) has this time altogether.
          body-time: 5s
          body-rate: 1KiB
          # How long a connection may wait for its next request, and an answer for its reader.
          idle-time: 60s
          unread-time: 30s
          connections-per-address: 2048
          # Connections of all; "none" is as many as the process may have open files, less a few.
          connections: none
          # Calls of one account in a second, on average; or none. SIGHUP reads it again.
          calls-per-second: 10000

        # Events as they happen, at /v1/events/stream.
        streams:
          # How often a stream says something even when nothing happens.
          heartbeat: 15s
          # How long clients should wait before they connect again.
          retry: 2s
          # How long a stream may take nothing before it is closed. Its client goes on where it was.
          patience: 5m
          # Streams at once; the next one is refused.
          most: 50000
          # Sites whose pages may read events and /v1, as https://console.example with commas between
          # them; "*" is every site, "none" is none but the server's own.
          allowed-origins: none

        log:
          # trace, debug, info, notice, warning, error or critical. SIGHUP reads it again.
          level: info
          # text for people, json for collectors; one line a record, on standard error.
          format: text

        ledger:
          # How long events are kept, or forever. Old ones go by whole partitions, once an hour.
          retention: forever

        # The hypervisors, which exist in memory only. Hosts, cores and memory count at the first start.
        simulator:
          hosts: 8
          cores: 32
          memory: 128GiB
          # An order takes between these times.
          shortest-latency: 20ms
          longest-latency: 120ms
          # How many of a thousand orders fail.
          failures-per-thousand: 0
          # The same seed draws the same latencies and failures.
          seed: 1

        # Tenants who are never quiet, so that there is something to watch: petrel serve --demo.
        demo:
          load: false
          tenants: 3
          # How many machines each keeps, about.
          machines: 8
          # The time between two wishes of a tenant, on average.
          pause: 500ms
          # Whether machines stop by themselves and hosts are lost now and then.
          accidents: true
          seed: 1

        """
}
