import Foundation
import PetrelBus
import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
import Synchronization
import Testing

@Suite struct OneWayTests {
    /// The compiler lets anybody with a ledger commit, so this looks at who does.
    @Test func `one file commits`() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/PetrelOrchestrator")
        let files = try #require(
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var committing: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            if text.contains(".commit(") { committing.insert(file.lastPathComponent) }
        }
        #expect(committing == ["Cloud+Writing.swift"])
    }

    @Test func `the bus hears each committed event once, in order`() async throws {
        try await TestCloud.run { cloud in
            let heard = HeardSequences()
            let subscription = cloud.bus.subscribe(to: CloudEvent.self) {
                heard.add($0.sequence ?? 0)
            }
            let before = try await cloud.ledger.lastSequence
            let admin = try await cloud.admin
            try await withThrowingTaskGroup { group in
                for number in 0..<4 {
                    group.addTask { _ = try await cloud.deploy("m\(number)", as: admin) }
                }
                try await group.waitForAll()
            }
            let last = try await cloud.ledger.lastSequence
            await heard.wait(until: last)
            #expect(heard.all == (before + 1...last).map { $0 })
            _ = subscription
        }
    }

    @Test func `keys and passwords open the door, wrong ones do not`() async throws {
        try await TestCloud.run { cloud in
            let door = CloudAuthenticator(cloud.cloud)
            let known = try #require(cloud.credentials)
            let credential = try await door.credential(forKey: known.apiKey)
            #expect(credential?.secret == known.secretKey)
            #expect(credential?.caller.role == .admin)
            #expect(try await door.credential(forKey: "nobody") == nil)
            for domain in ["/", "", "ROOT"] {
                let caller = try await door.caller(
                    username: "admin", password: known.password, domain: domain)
                #expect(caller == credential?.caller)
            }
            #expect(try await door.caller(username: "admin", password: "x", domain: "/") == nil)
            #expect(try await door.caller(username: "", password: "", domain: "/") == nil)
        }
    }
}

final class HeardSequences: Sendable {
    private let heard = Mutex<[Int64]>([])
    private let (changes, changed) = AsyncStream.makeStream(of: Int64.self)

    var all: [Int64] { heard.withLock { $0 } }

    func add(_ sequence: Int64) {
        heard.withLock { $0.append(sequence) }
        changed.yield(sequence)
    }

    func wait(until sequence: Int64) async {
        for await last in changes where last >= sequence { return }
    }
}
