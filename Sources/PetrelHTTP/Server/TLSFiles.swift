/// Where a certificate and its private key are, both in PEM.
public struct TLSFiles: Sendable, Hashable {
    /// The server's certificate first, then those that vouch for it.
    public var certificateChain: String
    public var privateKey: String

    public init(certificateChain: String, privateKey: String) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }
}
