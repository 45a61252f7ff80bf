internal import Glibc
internal import NIOSSL

extension TLSFiles {
    /// The certificate and its key, checked against one another. TLS 1.2 and later.
    func configuration() throws -> TLSConfiguration {
        try Self.check(certificateChain, "certificate")
        try Self.check(privateKey, "private key")
        let chain = try read("certificate", certificateChain) {
            try NIOSSLCertificate.fromPEMFile(certificateChain)
        }
        let key = try read("private key", privateKey) {
            try NIOSSLPrivateKey(file: privateKey, format: .pem)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        do {
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw ServerStartError(
                "the private key \(privateKey) does not belong to the certificate "
                    + certificateChain,
                remedy: "name the key that the certificate was made for, and put the server's own "
                    + "certificate first in its file")
        }
        return configuration
    }

    private static func check(_ path: String, _ name: String) throws {
        guard access(path, R_OK) != 0 else { return }
        let reason = String(cString: strerror(errno))
        throw ServerStartError(
            "the \(name) \(path) cannot be read: \(reason)",
            remedy: "check the path, and that the server's user may read it")
    }

    private func read<Value>(
        _ name: String, _ path: String, _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch {
            throw ServerStartError(
                "\(path) is not a \(name) in PEM",
                remedy: "the file begins with a line like -----BEGIN "
                    + "\(name == "certificate" ? "CERTIFICATE" : "PRIVATE KEY")-----, without a "
                    + "password on it")
        }
    }
}
