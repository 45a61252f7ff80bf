internal import NIOCore
internal import NIOHTTP1
internal import PetrelCloud

/// A file that the server sends while it makes it, copied to standard output as it comes.
struct Download {
    let client: CloudClient
    /// Path and query.
    let target: String

    func run() async throws {
        let (output, target) = (try ExportFile("-", replacing: true), target)
        let bar = ProgressBar("receiving bytes")
        defer { bar.clear() }
        try await client.session { session in
            let head = try await session.exchange.begin(
                session.question(target, accepting: "*/*"))
            var (received, refusal): (Int64, [UInt8]) = (0, [])
            session.exchange.deadline.set()
            while let chunk = try await session.exchange.chunk() {
                session.exchange.deadline.set()
                received += Int64(chunk.readableBytes)
                if head.status == .ok {
                    try output.write(Array(chunk.readableBytesView))
                    bar.show(received, of: nil)
                } else if refusal.count < 1 << 16 {
                    refusal.append(contentsOf: chunk.readableBytesView)
                }
            }
            guard head.status == .ok else {
                let answer = (try? JSONReader().read(refusal)) ?? .null
                throw CloudSession.refusal(Int(head.status.code), answer)
            }
        }
        bar.clear()
        try output.finish()
    }
}
