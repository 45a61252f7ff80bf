import NIOCore
import NIOPosix
import Testing

@testable import PetrelHTTP

extension ServerTests {
    @Suite struct ServerStartTests {
        struct Refused: Error {}

        /// Why a server does not start.
        private func failure(_ adjust: (inout ServerSettings) -> Void) async throws -> String {
            let server = try await World.shared.value.server(adjust)
            do {
                try await server.run { _ in throw Refused() }
                return ""
            } catch {
                return "\(error)"
            }
        }

        @Test func `a port in use is named, with what to do about it`() async throws {
            try await RunningServer.run { server in
                let failure = try await failure { $0.port = server.address.port }
                #expect(
                    failure
                        == "127.0.0.1:\(server.address.port) is in use by another program: stop "
                        + "that one, or choose another port; 0 takes a free one")
            }
        }

        @Test func `an address that is none of this machine's is named`() async throws {
            #expect(
                try await failure { $0.host = "192.0.2.1" }
                    .hasPrefix("192.0.2.1 is no address of this machine"))
        }

        @Test func `files for TLS that cannot be used are named`() async throws {
            let certificate = try FixtureFile.path("server-certificate.pem")
            let (key, other) = try (
                FixtureFile.path("server-key.pem"), FixtureFile.path("other-key.pem")
            )
            func failure(_ certificate: String, _ key: String) async throws -> String {
                try await self.failure {
                    $0.tls = TLSFiles(certificateChain: certificate, privateKey: key)
                }
            }
            #expect(
                try await failure("/nowhere/c.pem", key)
                    .hasPrefix("the certificate /nowhere/c.pem cannot be read: No such file"))
            #expect(
                try await failure(certificate, certificate).contains("is not a private key in PEM"))
            #expect(try await failure(key, key).contains("is not a certificate in PEM"))
            #expect(
                try await failure(certificate, other).contains("does not belong to the certificate")
            )
        }

        @Test func `what the report throws stops the server`() async throws {
            let failure = try await failure { _ in }
            #expect(failure == "Refused()")
        }

        @Test func `an address shows how to reach it from here`() {
            func url(_ host: String) -> String {
                ServerAddress(host: host, port: 80, isSecure: false).url
            }
            #expect(url("0.0.0.0") == "http://127.0.0.1:80")
            #expect(url("::") == "http://[::1]:80")
            #expect(url("fe80::1") == "http://[fe80::1]:80")
            #expect(
                ServerAddress(host: "cloud", port: 443, isSecure: true).url == "https://cloud:443")
        }
    }
}
