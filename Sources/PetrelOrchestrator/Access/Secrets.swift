internal import Crypto
internal import Foundation
internal import _CryptoExtras

/// Passwords, keys and what is kept of them.
enum Secrets {
    /// As slow as the hash should be: PBKDF2 with HMAC-SHA-512.
    static let rounds = 210_000
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

    /// What is kept of a password: method, rounds, salt and hash. People's passwords get all rounds.
    static func hash(_ password: String, rounds: Int = rounds) throws -> String {
        var random = SystemRandomNumberGenerator()
        let salt = Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
        let hash = try derive(password, salt, rounds)
        return "pbkdf2-sha512$\(rounds)$\(salt.base64EncodedString())$\(hash.base64EncodedString())"
    }

    /// Takes the same time for every password. `kept` may be empty, for users who do not exist.
    static func check(_ password: String, against kept: String) -> Bool {
        let parts = kept.split(separator: "$")
        guard parts.count == 4, let rounds = Int(parts[1]),
            let salt = Data(base64Encoded: String(parts[2])),
            let hash = Data(base64Encoded: String(parts[3]))
        else {
            _ = try? derive(password, Data(count: 16), rounds)
            return false
        }
        let given = try? derive(password, salt, rounds)
        if rounds < Self.rounds { _ = try? derive(password, salt, Self.rounds - rounds) }
        guard let given, given.count == hash.count else { return false }
        return zip(given, hash).reduce(UInt8(0)) { $0 | $1.0 ^ $1.1 } == 0
    }

    private static func derive(_ password: String, _ salt: Data, _ rounds: Int) throws -> Data {
        // The form that checks the rounds takes no fewer than a password of people needs.
        let key = try KDF.Insecure.PBKDF2.deriveKey(
            from: Data(password.utf8), salt: salt, using: .sha512, outputByteCount: 32,
            unsafeUncheckedRounds: rounds)
        return key.withUnsafeBytes { Data($0) }
    }
}
