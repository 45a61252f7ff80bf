internal import PetrelPlugin

/// Undoes the percent encoding of addresses and forms.
enum PercentDecoding {
    /// The text that `bytes` stand for; `+` is a blank. `place` names it in a refusal.
    static func text(
        _ bytes: ArraySlice<UInt8>, in place: @autoclosure () -> String
    ) throws(APIError) -> String {
        guard let decoded = decode(bytes) else {
            throw APIError(
                code: 430, "\(place()) has a % that no two hexadecimal digits follow: write %25")
        }
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw APIError(code: 430, "\(place()) is not UTF-8: encode it as UTF-8 first")
        }
        guard !decoded.contains(where: isControl) else {
            throw APIError(
                code: 431, subcode: 4350, "\(place()) has a control character: leave it out")
        }
        return text
    }

    /// Line ends are let through, since keys and certificates have them.
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x0A && byte != 0x0D || byte == 0x7F
    }

    private static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: "+"):
                decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard position + 2 < bytes.endIndex, let high = digit(bytes[position + 1]),
                    let low = digit(bytes[position + 2])
                else { return nil }
                decoded.append(high << 4 | low)
                position += 2
            case let byte:
                decoded.append(byte)
            }
            position += 1
        }
        return decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
