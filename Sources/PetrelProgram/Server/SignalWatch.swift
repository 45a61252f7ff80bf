internal import Dispatch
internal import Foundation

/// The signals that a server obeys, one after the other.
struct SignalWatch: Sendable {
    /// Numbers as they come; ends never.
    let signals: AsyncStream<Int32>

    /// From here on these signals no longer end the process by themselves.
    init(_ numbers: [Int32]) {
        signals = AsyncStream(bufferingPolicy: .bufferingNewest(16)) { stream in
            let sources = numbers.map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { stream.yield(number) }
                source.resume()
                return SignalSource(source: source)
            }
            stream.onTermination = { _ in
                for held in sources { held.source.cancel() }
            }
        }
    }
}

private struct SignalSource: @unchecked Sendable {
    // Made in one place and only ever cancelled afterwards, which any thread may do.
    let source: any DispatchSourceSignal
}
