internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// Slows guessing of passwords: after five wrong ones a name has to wait at the address they came
/// from, and after twenty the whole address; twice as long each time, up to a minute.
///
/// Nobody is locked out by what others do elsewhere. A right password clears its name.
final class LoginAttempts: Sendable {
    private static let perName = 5
    private static let perAddress = 20
    private static let longest = Duration.seconds(60)
    private static let most = 20_000

    private struct Record {
        var failures = 0
        var until: Timestamp
    }

    private let records = Mutex<[String: Record]>([:])

    /// Throws a 429 while the name or its address has to wait.
    func check(_ name: String, at address: String, now: Timestamp) throws(APIError) {
        let until = records.withLock { records in
            [Self.key(name, address), address].compactMap { records[$0]?.until }.max()
        }
        guard let until, until > now else { return }
        let seconds = max(1, now.duration(to: until).components.seconds)
        throw APIError(
            code: 429, "too many wrong passwords: wait \(seconds) s before the next try")
    }

    func failed(_ name: String, at address: String, now: Timestamp) {
        records.withLock { records in
            if records.count >= Self.most {
                records = records.filter { $0.value.until > now }
                if records.count >= Self.most { records = [:] }
            }
            Self.count(&records[Self.key(name, address)], Self.perName, now)
            Self.count(&records[address], Self.perAddress, now)
        }
    }

    /// Takes back that it was counted.
    func succeeded(_ name: String, at address: String, now: Timestamp) {
        records.withLock { records in
            records[Self.key(name, address)] = nil
            guard var own = records[address] else { return }
            own.failures -= 1
            own.until = now
            records[address] = own.failures > 0 ? own : nil
        }
    }

    private static func count(_ record: inout Record?, _ free: Int, _ now: Timestamp) {
        var counted = record ?? Record(until: now)
        // What is an hour old is forgotten.
        if counted.until.advanced(by: .seconds(3_600)) < now { counted.failures = 0 }
        counted.failures += 1
        let steps = min(max(counted.failures - free, -1), 6)
        counted.until = now.advanced(by: steps < 0 ? .zero : min(longest, .seconds(1 << steps)))
        record = counted
    }

    private static func key(_ name: String, _ address: String) -> String {
        "\(name.prefix(255).lowercased())\n\(address)"
    }
}
