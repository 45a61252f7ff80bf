/// How a connection is encrypted, and who each side believes the other to be.
public struct TransportSecurity: Sendable, Hashable {
    /// Whether the receiver must prove its name.
    public var verifies = true
    /// A certificate authority in PEM that counts besides the system's.
    public var authority: String?
    /// What we show of ourselves, in PEM; both or neither.
    public var certificate: String?
    public var privateKey: String?

    public init(
        verifies: Bool = true, authority: String? = nil, certificate: String? = nil,
        privateKey: String? = nil
    ) {
        self.verifies = verifies
        self.authority = authority
        self.certificate = certificate
        self.privateKey = privateKey
    }
}
