import Crypto
import Foundation
import NIOHTTP1
import PetrelCloud
import Testing

extension CommandTests {
    @Suite struct `petrel listen` {
        private static let key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        private static let secret = "whsec_" + key

        @Test func `sends what a subscription of the channel webhook sends`() async throws {
            let receiver = try await Receiver()
            let server = try await Server.start(
                try Sandbox(),
                [
                    "--set", "plugins.notify.http=true", "--set",
                    "plugins.notify.ports=\(receiver.port)", "--set",
                    "plugins.notify.allow=127.0.0.0/8",
                ])
            let made = try await server.petrel(
                "subscriptions", "create", "mine", "webhook",
                "settings[0].url=http://127.0.0.1:\(receiver.port)/subscription",
                "settings[0].secret=\(Self.secret)", "topics=*.ActionEvent.#", "scope=cloud")
            #expect(made.status == 0, "\(made.errors)")
            let listen = try Program(
                [
                    "listen", "--forward", receiver.url("listen"), "*.ActionEvent.#", "--secret",
                    Self.secret, "--since", "0", "--json",
                ], environment: server.sandbox.environment())
            _ = try await server.call("createSSHKeyPair", "name=one")
            var came: [String: Receiver.Came] = [:]
            for await request in receiver.requests {
                guard String(decoding: request.body, as: UTF8.self).contains("REGISTER.SSH") else {
                    continue
                }
                came[request.path] = request
                if came.count == 2 { break }
            }
            let (own, theirs) = (came["/listen"], came["/subscription"])
            #expect(own?.body == theirs?.body)
            let names = { (came: Receiver.Came?) in came?.headers.map { $0.name.lowercased() } }
            #expect(names(own) == names(theirs))
            for name in ["content-type", "user-agent", "petrel-cursor", "petrel-attempt"] {
                #expect(own?.headers.first(name: name) == theirs?.headers.first(name: name))
            }
            let request = try #require(own)
            #expect(try Self.signature(of: request) == request.headers["webhook-signature"])
            let text = await listen.line { $0.contains("REGISTER.SSH") }
            let line = try JSONReader().read(text ?? "")
            #expect(line["success"] == true && line["result"] == "204")
            listen.send(SIGINT)
            let outcome = await listen.outcome()
            #expect(outcome.status == 0 && outcome.errors.contains("all taken"))
            await server.stop()
            await receiver.close()
        }

        private static func signature(of request: Receiver.Came) throws -> [String] {
            let key = SymmetricKey(data: try #require(Data(base64Encoded: key)))
            let id = request.headers.first(name: "webhook-id") ?? ""
            let stamp = request.headers.first(name: "webhook-timestamp") ?? ""
            let signed = Array("\(id).\(stamp).".utf8) + request.body
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: key)
            return ["v1," + Data(code).base64EncodedString()]
        }

        @Test func `goes on where it was when the server was started again, and leaves nothing`()
            async throws
        {
            let (sandbox, receiver) = (try Sandbox(), try await Receiver())
            let first = try await Server.start(sandbox)
            let listen = try Program(
                ["listen", "--forward", receiver.url(""), "--since", "0"],
                environment: sandbox.environment())
            #expect(await listen.complaint("They are signed with the secret whsec_"))
            _ = try await first.call("createSSHKeyPair", "name=one")
            var counters: [Int] = []
            var cursors: [Int] = []
            func takes(until text: String) async {
                for await request in receiver.requests {
                    counters += request.headers["petrel-counter"].compactMap { Int($0) }
                    cursors += request.headers["petrel-cursor"].compactMap { Int($0) }
                    if String(decoding: request.body, as: UTF8.self).contains(text) { return }
                }
            }
            await takes(until: "succeeded for one")
            await first.stop()
            #expect(await listen.complaint("the connection is lost"))
            let second = try await Server.start(sandbox)
            _ = try await second.call("createSSHKeyPair", "name=two")
            await takes(until: "succeeded for two")
            #expect(counters == Array(1...counters.count) && cursors == counters)
            #expect(try await second.call("listSubscriptions") == [:])
            listen.send(SIGINT)
            #expect(await listen.outcome().status == 0)
            await second.stop()
            await receiver.close()
        }

        @Test func `shows what the receiver did not take, and says so to scripts`() async throws {
            let receiver = try await Receiver()
            receiver.answers(.internalServerError)
            let server = try await Server.start(try Sandbox())
            let refused = try await server.petrel(
                "listen", "--forward", receiver.url("x"), "--since", "0", "--count", "2")
            #expect(refused.status == 1)
            #expect(refused.output.split(separator: "\n").allSatisfy { $0.hasPrefix("500") })
            #expect(refused.errors.contains("2 events, 0 taken, 2 not"))
            await receiver.close()
            let gone = try await server.petrel(
                "listen", "--forward", receiver.url("x"), "--since", "0", "--count", "1", "--json")
            #expect(gone.status == 1 && gone.output.contains("no connection could be made"))
            await server.stop()
        }

        @Test(arguments: [
            (["--forward", "ftp://localhost/"], "--forward: must begin with"),
            (["--forwrd", "http://localhost/"], "did you mean --forward?"),
            ([], "--forward is missing"),
            (["--forward", "http://localhost/", "--secret", "short"], "--secret: wrong"),
            (["--forward", "http://localhost/", "--format", "xml"], "--format: wrong"),
            (["--forward", "http://localhost/", "--filters", "[{\"exat\":{}}]"], "exat"),
            (["--forward", "http://localhost/", "one", "two"], "one topic pattern"),
        ])
        func `says what is wrong with what was typed`(_ words: [String], _ text: String)
            async throws
        {
            let server = try await Server.start(try Sandbox())
            let outcome = try await Program.run(
                ["listen"] + words, server.sandbox.environment())
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains(text), "\(outcome.errors)")
            await server.stop()
        }
    }
}
