internal import Crypto
internal import Foundation
internal import PetrelLedger
internal import PetrelPlugin

/// Addresses of pages for one recipient. Who has such a link was sent it: the key that makes them never leaves the
/// plug-in's tables.
struct PersonalLinks: Sendable {
    enum Purpose: String, Sendable { case confirm, unsubscribe }

    let address: String?
    private let key: SymmetricKey

    init(address: String?, key: SymmetricKey) {
        self.address = address
        self.key = key
    }

    /// With the ledger's key, which is made the first time.
    init(_ context: PluginContext, address: String?) async throws {
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
        try await context.commit(rows: [
            {
                try $0.execute(
                    "INSERT INTO notify_secrets VALUES ('links', ?) ON CONFLICT (name) DO NOTHING",
                    [.text(fresh)])
            }
        ])
        let kept = try await context.read { reader in
            try reader.rows("SELECT value FROM notify_secrets WHERE name = 'links'", [])
        }
        guard let data = kept.first?.first?.text.flatMap({ Data(base64Encoded: $0) }) else {
            preconditionFailure("a key was written and cannot be read")
        }
        self.init(address: address, key: SymmetricKey(data: data))
    }

    /// The page for `id`, for the eyes of one address only; `nil` where the operator has set no address.
    func link(_ purpose: Purpose, _ id: String, _ recipient: String) -> String? {
        address.map { "\($0)/v1/notify/\(purpose.rawValue)/\(token(purpose, id, recipient))" }
    }

    func token(_ purpose: Purpose, _ id: String, _ recipient: String) -> String {
        "\(id).\(code(purpose, id, recipient))"
    }

    /// The id that a token speaks of, unproven.
    static func id(of token: String) -> String? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count <= 64, parts[1].utf8.count <= 64 else {
            return nil
        }
        return String(parts[0])
    }

    func proves(_ token: String, _ purpose: Purpose, _ id: String, _ recipient: String) -> Bool {
        let (given, right) = (Array(token.utf8), Array(self.token(purpose, id, recipient).utf8))
        guard given.count == right.count else { return false }
        // As long for a nearly right one as for any other.
        return zip(given, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// 128 bits, which nobody guesses, and which fit into a text message.
    private func code(_ purpose: Purpose, _ id: String, _ recipient: String) -> String {
        let text = "\(purpose.rawValue)\n\(id)\n\(recipient.lowercased())"
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
        return Data(code.prefix(16)).base64EncodedString().replacing("=", with: "")
            .replacing("+", with: "-").replacing("/", with: "_")
    }
}
