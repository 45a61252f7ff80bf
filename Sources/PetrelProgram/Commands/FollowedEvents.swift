internal import PetrelCloud
internal import PetrelPlugin

/// The events that a follower has worked on, each shown with what came of it.
struct FollowedEvents {
    private let count: Int?
    private let asJSON: Bool
    private let paint = Paint.of(.output)
    private var line: EventLine
    private var seen = 0
    private(set) var failed = 0

    init(count: Int?, asJSON: Bool) {
        self.count = count
        self.asJSON = asJSON
        line = EventLine(paint: paint, width: Terminal.width.map { $0 - Self.width })
    }

    /// Of what stands before the event.
    private static let width = 18

    mutating func show(
        _ event: CloudEvent, _ received: ServerSentEvent, _ report: FollowerReport
    ) -> EventFollower.Wish {
        seen += 1
        if !report.isSuccess { failed += 1 }
        if asJSON {
            Terminal.say(Self.json(event, report).compactJSON)
        } else {
            let value = (try? JSONReader(maximumBytes: 1 << 25).read(received.data)) ?? .null
            let result = report.result.padded(to: 7)
            let latency = Self.milliseconds(report.latency)
            let room = String(repeating: " ", count: max(0, 6 - latency.count))
            Terminal.say(
                paint(result, report.isSuccess ? .green : .red)
                    + " \(room)\(latency) ms  " + line.text(value))
            if let reason = report.reason { Terminal.complain("petrel: \(reason)") }
        }
        return seen == count ? .enough : .more
    }

    var summary: String {
        let events = seen == 1 ? "1 event" : "\(seen) events"
        return failed == 0
            ? "petrel: \(events), all taken"
            : "petrel: \(events), \(seen - failed) taken, \(failed) not"
    }

    private static func json(_ event: CloudEvent, _ report: FollowerReport) -> JSONValue {
        var members: [String: JSONValue] = [
            "event": .string(event.id.description), "type": .string(event.type.name),
            "topic": .string("\(event.topic)"), "sequence": .integer(event.sequence ?? 0),
            "success": .bool(report.isSuccess), "result": .string(report.result),
            "latencyms": .string(milliseconds(report.latency)),
        ]
        members["reason"] = report.reason.map { .string($0) }
        return .object(members)
    }

    /// With one digit behind the point.
    private static func milliseconds(_ duration: Duration) -> String {
        let tenths = Int64(duration / .microseconds(100))
        return "\(tenths / 10).\(tenths % 10)"
    }
}
