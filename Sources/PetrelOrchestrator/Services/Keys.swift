internal import Crypto
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// SSH keys that machines are given.
struct Keys: Service {
    let cloud: Cloud

    static let fields: [APIField] =
        .texts("id", "name", "fingerprint", "account", "domainid", "domain", "domainpath")
        + .flags("hasannotations")
    static let presentation = Presentation(SSHKeyPair.self, "sshkeypair", .owned, fields)

    private static let owning: [APIParameter] = [
        .string("name", required: true, "Its name."), .string("account", "For whom."),
        .id("domainid", of: Domain.kind, "The account's domain."),
        .id("projectid", of: Project.kind, "Projects are not served here."),
    ]

    var commands: [APICommand] {
        [
            cloud.listing(
                "listSSHKeyPairs", "Lists SSH key pairs.", Self.presentation,
                [.string("fingerprint", "Only that with this fingerprint.")],
                filters: ["fingerprint": .attribute("fingerprint")]),
            make, register, delete,
        ]
    }

    private var register: APICommand {
        APICommand(
            "registerSSHKeyPair", "Takes a public key.", roles: .everyone,
            parameters: Self.owning + [
                .string("publickey", required: true, maximumLength: 5120, "The public key.")
            ], response: .object("keypair", Self.fields)
        ) { call in
            let text = try call.required("publickey")
            let parts = text.split(separator: " ")
            guard parts.count >= 2, parts[0].hasPrefix("ssh-") || parts[0].hasPrefix("ecdsa-"),
                let blob = Data(base64Encoded: String(parts[1]))
            else { throw APIError.invalid("publickey must be as in id_ed25519.pub: ssh-… AAAA…") }
            let key = try await keep(call, text, blob)
            return .object(try await Self.presentation.object(key, in: cloud))
        }
    }

    /// An Ed25519 pair; the private half is shown here and kept nowhere.
    private var make: APICommand {
        APICommand(
            "createSSHKeyPair", "Makes a key pair.", roles: .everyone, parameters: Self.owning,
            response: .object("keypair", Self.fields + .texts("privatekey"))
        ) { call in
            let pair = OpenSSHKey()
            let key = try await keep(call, pair.publicText, pair.publicBlob)
            var object = try await Self.presentation.object(key, in: cloud).object ?? [:]
            object["privatekey"] = .string(pair.privateText)
            return .object(.object(object))
        }
    }

    private func keep(_ call: APICall, _ text: String, _ blob: Data) async throws -> Resource {
        let owner = try await cloud.owner(for: call)
        let name = try call.required("name")
        guard try await named(name, owner.owner.account) == nil else {
            throw APIError.inUse("there is a key pair \(name) already: choose another name")
        }
        let digest = Insecure.MD5.hash(data: blob).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        let profile = owner.profile(
            name,
            ["publickey": .string(text), "fingerprint": .string(digest.joined(separator: ":"))])
        let id = EventID.next().description
        let reference = ResourceReference(ResourceKind(SSHKeyPair.kind), id)
        return try await cloud.translating {
            try await cloud.act(
                Action("REGISTER.SSH.KEYPAIR", reference, profile), for: Errand(call.caller)
            ) { [.creation(of: SSHKeyPair.self, id: id, in: .active, profile, for: $0)] }[0]
        }
    }

    private func named(_ name: String, _ account: String) async throws -> Resource? {
        try await cloud.first(SSHKeyPair.self) {
            $0.name = name
            $0.account = account
        }
    }

    private var delete: APICommand {
        APICommand(
            "deleteSSHKeyPair", "Deletes a key pair.", roles: .everyone, parameters: Self.owning,
            // A text, as libcloud compares it with one here and nowhere else.
            response: .bare([APIField("success", .string, "Whether it was done.")])
        ) { call in
            let owner = try await cloud.owner(for: call)
            let name = try call.required("name")
            guard let key = try await named(name, owner.owner.account) else {
                throw APIError.notFound(SSHKeyPair.kind, name)
            }
            _ = try await cloud.translating {
                try await cloud.act(
                    Action("REGISTER.SSH.KEYPAIR", on: key), for: Errand(call.caller)
                ) { [.removal(of: key, for: $0)] }
            }
            return .object(["success": "true"])
        }
    }
}

/// A new Ed25519 pair in OpenSSH's own form (PROTOCOL.key).
struct OpenSSHKey {
    private let key = Curve25519.Signing.PrivateKey()

    var publicBlob: Data {
        Self.string(Data("ssh-ed25519".utf8)) + Self.string(key.publicKey.rawRepresentation)
    }

    var publicText: String { "ssh-ed25519 " + publicBlob.base64EncodedString() }

    var privateText: String {
        var random = SystemRandomNumberGenerator()
        let check = Self.number(UInt32.random(in: 0...UInt32.max, using: &random))
        let both = key.rawRepresentation + key.publicKey.rawRepresentation
        var inner = check + check + publicBlob + Self.string(both) + Self.string(Data())
        // Padded to the block size of no cipher, 8, by 1, 2, 3 …
        for byte in 1...8 where inner.count % 8 != 0 { inner.append(UInt8(byte)) }
        let none = Self.string(Data("none".utf8))
        let body =
            Data("openssh-key-v1\0".utf8) + none + none + Self.string(Data())
            + Self.number(1) + Self.string(publicBlob) + Self.string(inner)
        let base64 = body.base64EncodedString(options: [
            .lineLength64Characters, .endLineWithLineFeed,
        ])
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n\(base64)\n-----END OPENSSH PRIVATE KEY-----\n"
    }

    private static func number(_ number: UInt32) -> Data {
        Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
    }

    private static func string(_ data: Data) -> Data { number(UInt32(data.count)) + data }
}
