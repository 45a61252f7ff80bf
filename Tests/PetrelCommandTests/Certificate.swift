import Foundation

/// A certificate for 127.0.0.1 that its own key has signed, and that key.
struct Certificate {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "PetrelHTTPTests/Fixtures")

    let chain: String
    let key: String

    init(in sandbox: Sandbox) throws {
        chain = sandbox.path("chain.pem")
        key = sandbox.path("key.pem")
        for (name, path) in [("server-certificate", chain), ("server-key", key)] {
            let source = Self.fixtures.appending(path: name + ".pem").path
            try FileManager.default.copyItem(atPath: source, toPath: path)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    }
}
