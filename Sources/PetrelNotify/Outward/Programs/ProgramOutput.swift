internal import CSpawn
internal import Glibc

/// What a program says: the beginning is kept, the rest is read and dropped so that it can go on.
struct ProgramOutput {
    private(set) var kept: [UInt8] = []
    private(set) var writing: Int32 = -1
    /// Why the program could not be started.
    var code: Int32 = 0
    private var reading: Int32 = -1

    mutating func open() -> Bool {
        var ends: [Int32] = [-1, -1]
        guard petrel_pipe(&ends) == 0 else { return false }
        (reading, writing) = (ends[0], ends[1])
        return fcntl(reading, F_SETFL, O_NONBLOCK) == 0
    }

    mutating func closeWriting() {
        if writing >= 0 { Glibc.close(writing) }
        writing = -1
    }

    mutating func close() {
        closeWriting()
        if reading >= 0 { Glibc.close(reading) }
        reading = -1
    }

    /// Waits for output, the program's end or that time, and takes what there is.
    mutating func wait(_ bell: Int32, atMost limit: Duration) {
        var wanted = [
            pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
        ]
        let (seconds, attoseconds) = limit.components
        let milliseconds = min(seconds, 3_600) * 1_000 + attoseconds / 1_000_000_000_000_000 + 1
        // Where the kernel does not tell of the end, it is looked for.
        poll(&wanted, 2, Int32(bell >= 0 ? milliseconds : min(milliseconds, 50)))
        if wanted[0].revents != 0 { take() }
    }

    mutating func take() {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        // Bounded, so that a program that only writes does not keep the clock from being looked at.
        for _ in 0..<64 {
            guard reading >= 0 else { return }
            let count = read(reading, &bytes, bytes.count)
            if count == 0 {
                Glibc.close(reading)
                reading = -1
            }
            guard count > 0 else { return }
            kept += bytes.prefix(min(count, Excerpt.maximumBytes - kept.count))
        }
    }
}
