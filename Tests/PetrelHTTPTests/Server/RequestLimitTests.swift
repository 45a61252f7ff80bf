import Foundation
import PetrelCloud
import PetrelHTTP
import Testing

extension ServerTests {
    /// What is too large or no HTTP is refused with a status, and the connection ends.
    @Suite struct RequestLimitTests {
        private static let head = "POST /client/api HTTP/1.1\r\nHost: cloud\r\n"

        @Test func `a body that says it is too large is refused before it is sent`() async throws {
            try await RunningServer.run {
                $0.limits.bodyBytes = 1_000
            } _: { server in
                let text = try await Wire.exchange(
                    server.address, Self.head + "Content-Length: 1001\r\n\r\n")
                #expect(text.hasPrefix("HTTP/1.1 413 "))
                #expect(text.contains("larger than 1000 bytes"))
                let fits = try await server.address.post(
                    "/client/api", form: "command=" + String(repeating: "a", count: 992))
                #expect(fits.status == 401)
            }
        }

        @Test func `a body without an end is refused once it is too large`() async throws {
            try await RunningServer.run {
                $0.limits.bodyBytes = 1_000
            } _: { server in
                try await Wire.open(to: server.address) { wire in
                    try await wire.send(Self.head + "Transfer-Encoding: chunked\r\n\r\n")
                    let chunk = "190\r\n" + String(repeating: "a", count: 400) + "\r\n"
                    for _ in 0..<3 { try await wire.send(chunk) }
                    #expect(await wire.rest().hasPrefix("HTTP/1.1 413 "))
                }
            }
        }

        @Test func `a header too long, an address too long and too many fields are refused by 431`()
            async throws
        {
            try await RunningServer.run { server in
                let long = String(repeating: "a", count: 33 << 10)
                let many = (0..<300).map { "X-\($0): a\r\n" }.joined()
                for request in [
                    "GET / HTTP/1.1\r\nHost: cloud\r\nX-Long: \(long)\r\n\r\n",
                    "GET /\(long) HTTP/1.1\r\nHost: cloud\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: cloud\r\n\(many)\r\n",
                ] {
                    let text = try await Wire.exchange(server.address, request)
                    #expect(text.hasPrefix("HTTP/1.1 431 "), "\(request.prefix(30))")
                    #expect(text.lowercased().contains("connection: close"))
                }
                let most = String(repeating: "a", count: 30 << 10)
                #expect(try await server.address.get("/", "X-Long: \(most)\r\n").status != 431)
            }
        }

        private static let noHTTP = [
            "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
            "GET / FTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost cloud\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nA\u{0}: b\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "BREW / HTTP/1.1\r\nHost: cloud\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcdefgh\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
        ]

        @Test func `what is no HTTP is refused by 400 and the connection ends`() async throws {
            try await RunningServer.run { server in
                for request in Self.noHTTP {
                    let text = try await Wire.exchange(server.address, request)
                    #expect(text.hasPrefix("HTTP/1.1 400 "), "\(request)")
                    #expect(text.contains("application/problem+json"))
                }
                #expect(try await server.address.get("/client/api").status == 401)
            }
        }

        @Test func `requests sent at once are answered in their order`() async throws {
            try await RunningServer.run { server in
                let names = ["listZones", "listUsers", "listApis", "listHosts"]
                let requests = names.map {
                    "GET \(server.signed("command=\($0)")) HTTP/1.1\r\nHost: cloud\r\n\r\n"
                }
                try await Wire.open(to: server.address) { wire in
                    try await wire.send(requests.joined())
                    for name in names {
                        let answer = try await wire.answer()
                        #expect(answer.json["\(name.lowercased())response"] != nil)
                    }
                }
            }
        }

        @Test func `a bad request after good ones waits until they are answered`() async throws {
            try await RunningServer.run { server in
                let good =
                    "GET \(server.signed("command=listZones")) HTTP/1.1\r\nHost: cloud\r\n\r\n"
                try await Wire.open(to: server.address) { wire in
                    try await wire.send(good + good + "GARBAGE\r\n\r\n" + good)
                    #expect(try await wire.answer().status == 200)
                    #expect(try await wire.answer().status == 200)
                    #expect(try await wire.answer().status == 400)
                    #expect(await wire.rest() == "")
                }
            }
        }

        @Test func `a client that wants no second answer gets none, whatever else it sends`()
            async throws
        {
            try await RunningServer.run { server in
                for head in [
                    "GET / HTTP/1.1\r\nHost: cloud\r\nConnection: close\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: cloud\r\nConnection: Close\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: cloud\r\nConnection: te, close\r\n\r\n",
                    "GET / HTTP/1.0\r\n\r\n",
                ] {
                    let text = try await Wire.exchange(
                        server.address, head + "GET / HTTP/1.1\r\nHost: cloud\r\n\r\n")
                    #expect(text.hasPrefix("HTTP/1.1 200 "))
                    #expect(text.contains("onnection: close"))
                    #expect(text.components(separatedBy: "HTTP/1.1").count == 2)
                }
            }
        }

        @Test func `a client that asks first is told to go on`() async throws {
            try await RunningServer.run { server in
                try await Wire.open(to: server.address) { wire in
                    try await wire.send(
                        Self.head + "Content-Length: 1\r\nExpect: 100-continue\r\n\r\n")
                    #expect(try await wire.answer().status == 100)
                    try await wire.send("a")
                    #expect(try await wire.answer().status == 401)
                }
            }
        }
    }
}
