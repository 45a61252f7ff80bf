/// What a mail server's no is about, read from all that it said.
enum MailRefusal: Hashable, Sendable {
    /// Us, our login or our sender's address: it says nothing about whom the mail was for.
    case sender
    case recipient
    /// The mail itself.
    case content

    /// `nil` when it never said no.
    init?(_ talk: some Sequence<UInt8>) {
        var (greetings, accepted, isContent, last) = (0, 0, false, 0)
        for line in Array(talk).split(separator: 0x0A) {
            guard let code = Self.code(line) else { continue }
            // One that does not know EHLO is greeted in the old way.
            let isOldWay = last == 220 && (500...504).contains(code)
            if code >= 400, !isOldWay {
                // Each greeting is followed by a yes to ours; the next yes is to the sender's address.
                self = isContent ? .content : accepted > greetings ? .recipient : .sender
                return
            }
            switch code {
            case 220: greetings += 1
            case 250: accepted += 1
            case 354: isContent = true
            default: break
            }
            if !isOldWay { last = code }
        }
        return nil
    }

    /// The number of a line that ends an answer.
    private static func code(_ line: ArraySlice<UInt8>) -> Int? {
        guard line.count >= 3, line.prefix(3).allSatisfy({ (0x30...0x39).contains($0) }),
            line.dropFirst(3).first != 0x2D
        else { return nil }
        return Int(String(decoding: line.prefix(3), as: UTF8.self))
    }
}
