internal import Crypto
internal import Dispatch
internal import Foundation
internal import PetrelLedger
internal import _CryptoExtras

/// Passwords, keys and what is kept of them.
enum Secrets {
    /// For passwords that ``password()`` made: nobody guesses 92 bits, however fast each guess is, and
    /// the first start need not wait for a slow hash. Checking one takes as long as any other.
    static let roundsOfRandom = 1_000

    /// A password that people can copy.
    static func password() -> String {
        text(of: "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 16)
    }

    /// A key as clients know it: 64 bytes in URL-safe Base64.
    static func key() -> String {
        text(of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 86)
    }

    private static func text(of alphabet: String, _ length: Int) -> String {
        let letters = Array(alphabet)
        var random = SystemRandomNumberGenerator()
        return String((0..<length).map { _ in letters.randomElement(using: &random) ?? "x" })
    }

    /// What is kept of a password: method, rounds, salt and hash.
    static func hash(_ password: String, rounds: Int) async throws -> String {
        var random = SystemRandomNumberGenerator()
        let salt = Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
        let hash = try await derive(password, salt, rounds)
        return "pbkdf2-sha512$\(rounds)$\(salt.base64EncodedString())$\(hash.base64EncodedString())"
    }

    /// Takes the same time for every password. `kept` may be empty, for users who do not exist; they take
    /// as long as those whose hash took `rounds`.
    static func check(_ password: String, against kept: String, rounds: Int) async -> Bool {
        let parts = kept.split(separator: "$")
        guard parts.count == 4, let taken = Int(parts[1]),
            let salt = Data(base64Encoded: String(parts[2])),
            let hash = Data(base64Encoded: String(parts[3]))
        else {
            _ = try? await derive(password, Data(count: 16), rounds)
            return false
        }
        let given = try? await derive(password, salt, taken)
        if taken < rounds { _ = try? await derive(password, salt, rounds - taken) }
        guard let given, given.count == hash.count else { return false }
        return zip(given, hash).reduce(UInt8(0)) { $0 | $1.0 ^ $1.1 } == 0
    }

    /// Slow on purpose, so it is done apart: a crowd that logs in takes one core and no more.
    private static let queue = DispatchQueue(label: "petrel.passwords", qos: .userInitiated)

    private static func derive(_ password: String, _ salt: Data, _ rounds: Int) async throws -> Data
    {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        // The form that checks the rounds takes no fewer than people's need.
                        let key = try KDF.Insecure.PBKDF2.deriveKey(
                            from: Data(password.utf8), salt: salt, using: .sha512,
                            outputByteCount: 32, unsafeUncheckedRounds: rounds)
                        return key.withUnsafeBytes { Data($0) }
                    })
            }
        }
    }
}

extension Cloud {
    func hash(_ password: String) async throws -> String {
        try await Secrets.hash(password, rounds: options.passwordRounds)
    }

    /// The hash of a password that was made up here.
    func hash(made password: String) async throws -> String {
        try await Secrets.hash(password, rounds: Secrets.roundsOfRandom)
    }

    func check(_ password: String, of user: Resource?) async -> Bool {
        await Secrets.check(
            password, against: user?.text("passwordhash") ?? "", rounds: options.passwordRounds)
    }
}
