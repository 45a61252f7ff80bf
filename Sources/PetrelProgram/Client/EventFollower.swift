internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import PetrelCloud

/// Reads a server's events as they happen, and goes on where it was when the connection is lost.
struct EventFollower {
    enum Wish { case more, enough }

    /// Made anew for each connection: a server that was started again may have another port.
    let connect: () throws -> CloudClient
    let fields: [(String, String)]
    /// Told of what happens to the connection.
    let note: (String) -> Void

    /// Hands every event on until there were enough. A server that was never reached, or that says
    /// no, ends it at once.
    func follow(_ each: (ServerSentEvent) async throws -> Wish) async throws {
        // The id of the last event that was seen, as the server gave it.
        var lastID: String?
        var wasConnected = false
        var pause = Duration.milliseconds(250)
        while true {
            do {
                let wish = try await stream(after: &lastID, each) {
                    if wasConnected { note("connected again") }
                    (wasConnected, pause) = (true, .milliseconds(250))
                }
                if wish == .enough { return }
            } catch let refusal as APIRefusal where !refusal.isPassing || !wasConnected {
                throw refusal.failure
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                guard wasConnected else { throw error }
            }
            note("the connection is lost; trying again")
            try await Task.sleep(for: pause * Double.random(in: 0.75...1.25))
            pause = min(pause * 2, .seconds(10))
        }
    }

    /// One connection to its end.
    private func stream(
        after lastID: inout String?, _ each: (ServerSentEvent) async throws -> Wish,
        connected: () -> Void
    ) async throws -> Wish {
        let client = try connect()
        return try await client.session { session in
            try await begin(&session.exchange, question(session, after: lastID))
            connected()
            var decoder = ServerSentEventDecoder()
            // A connection that is silent for longer than a heartbeat takes is a dead one.
            session.exchange.deadline.set()
            while let chunk = try await session.exchange.chunk() {
                // Whatever is done with the events may take its time.
                session.exchange.deadline.clear()
                for event in try decoder.feed(chunk.readableBytesView) {
                    let wish = try await each(event)
                    lastID = event.id ?? lastID
                    if wish == .enough { return .enough }
                }
                session.exchange.deadline.set()
            }
            return .more
        }
    }

    private func question(_ session: CloudSession, after lastID: String?) -> HTTPQuestion {
        // After the first event the place is the server's id, and no longer what was asked for.
        let asked = lastID == nil ? fields : fields.filter { $0.0 != "after" }
        var question = session.question(
            asked.query(of: "/v1/events/stream"), accepting: "text/event-stream")
        if let lastID { question.headers.append(("Last-Event-ID", lastID)) }
        return question
    }

    private func begin(_ exchange: inout HTTPExchange, _ question: HTTPQuestion) async throws {
        let head = try await exchange.begin(question)
        guard head.status != .ok else { return }
        var body: [UInt8] = []
        while body.count < 1 << 16, let chunk = try await exchange.chunk() {
            body.append(contentsOf: chunk.readableBytesView)
        }
        let answer = (try? JSONReader().read(body)) ?? .null
        throw CloudSession.refusal(Int(head.status.code), answer)
    }
}

extension APIRefusal {
    /// Whether the same question may be answered in a moment.
    fileprivate var isPassing: Bool { [429, 502, 503, 504].contains(status) }
}
