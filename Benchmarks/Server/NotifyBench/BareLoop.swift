internal import BenchReport
internal import CNotifyBench
internal import Foundation
internal import PetrelCloud

/// A loop of libcurl's in C and nothing else, to as many receivers: the limit.
struct BareLoop {
    let port: Int
    let count: Int
    let concurrency: Int

    /// As the other side sends them: the same body, as many headers of the same length.
    private static let headers = [
        "Content-Type: application/cloudevents+json", "Accept: */*", "User-Agent: Petrel",
        "webhook-id: \(EventID.next())_\(EventID.next())", "webhook-timestamp: 1795804610",
        "petrel-subscription: \(EventID.next())", "petrel-counter: 100000",
        "petrel-cursor: 100000", "petrel-attempt: 1",
        "webhook-signature: v1,fShsiXjFaw1nq5U/YiUAu+wxtbC21bRSUKOuWOjPmis=", "Expect:",
    ]

    func run() {
        let body = String(decoding: Fleet.event(0, 0).cloudEventsJSON(), as: UTF8.self)
        let addresses = (0..<Fleet.healthy).map { number in
            "http://127.0.\(1 + number / 250).\(1 + number % 250):\(port)/h/\(number)"
        }
        let (begin, used) = (ContinuousClock.now, processorTime())
        let taken = withTexts(addresses) { addresses in
            withTexts(Self.headers) { headers in
                petrel_bare_loop(
                    addresses, Int32(Fleet.healthy), Int64(count), Int32(concurrency), body,
                    headers, Int32(Self.headers.count))
            }
        }
        let seconds = (ContinuousClock.now - begin).seconds
        let processor = (processorTime() - used).microseconds / Double(count)
        print("\(Double(taken) / seconds) \(processor)")
    }

    private func withTexts<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = texts.map { UnsafePointer(strdup($0)) }
        defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
        return copies.withUnsafeBufferPointer { pointer in
            guard let base = pointer.baseAddress else { preconditionFailure("there are texts") }
            return body(base)
        }
    }

    /// Deliveries a second and processor time of each, in a process of its own.
    static func pace(_ sink: SinkProcess, _ count: Int, _ concurrency: Int) async -> Pace {
        let text = await Part.output(of: ["bare", "\(sink.port)", "\(count)", "\(concurrency)"])
        let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard numbers.count == 2 else { return Pace(perSecond: 0, processor: .zero) }
        return Pace(
            perSecond: numbers[0], processor: .nanoseconds(Int64(numbers[1] * 1_000)))
    }
}
