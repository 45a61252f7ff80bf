internal import Crypto
internal import PetrelCloud

/// How events are tied together: each hash covers the hash before it and the event's canonical bytes.
enum EventChain {
    /// `previous` is absent for the first event of all.
    static func hash(of content: [UInt8], after previous: [UInt8]?) -> [UInt8] {
        var hasher = SHA256()
        if let previous { hasher.update(data: previous) }
        hasher.update(data: content)
        return Array(hasher.finalize())
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    static func seal(hash: [UInt8], previous: [UInt8]?) -> EventSeal {
        EventSeal(hash: hexadecimal(hash), previousHash: previous.map { hexadecimal($0) })
    }

    /// Reads what ``hexadecimal(_:)`` gives.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}
