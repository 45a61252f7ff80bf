import PetrelCloud
import Testing

@Suite struct JsonReaderTests {
    @Test func `text becomes a value`() throws {
        let text =
            #" { "a" : [ 1 , -0 , 2.5 , 1e3 , true , false , null ] , "b" : { } , "" : "x" } "#
        #expect(
            try JSONReader().read(text)
                == ["a": [1, 0, 2.5, 1000.0, true, false, nil], "b": [:], "": "x"])
    }

    @Test func `whole numbers are exact to 64 bits`() throws {
        for text in ["9007199254740993", "9223372036854775807", "-9223372036854775808"] {
            #expect(try JSONReader().read(text).integer?.description == text)
        }
        for text in ["9223372036854775808", "-9223372036854775809", digits(100_000)] {
            #expect(throws: JSONError(.numberOutOfRange, at: 0)) { try JSONReader().read(text) }
        }
    }

    @Test func `escapes become characters`() throws {
        let text = #""\"\\\/\b\f\n\r\t\u0000\u00e9\ud83d\ude00\u20AC""#
        #expect(try JSONReader().read(text) == "\"\\/\u{8}\u{C}\n\r\t\u{0}é😀€")
    }

    @Test(
        arguments: [
            ("", .endOfText, 0), ("  ", .endOfText, 2), ("[1,]", .unexpectedByte(0x5D), 3),
            ("{\"a\":1,}", .unexpectedByte(0x7D), 7), ("[1 2]", .unexpectedByte(0x32), 3),
            ("{\"a\" 1}", .unexpectedByte(0x31), 5), ("{a:1}", .unexpectedByte(0x61), 1),
            ("[1", .endOfText, 2), ("{\"a\"", .endOfText, 4), ("\"abc", .endOfText, 4),
            ("1 2", .unexpectedByte(0x32), 2), ("{}x", .unexpectedByte(0x78), 2),
            ("nul", .endOfText, 3), ("nulL", .unexpectedByte(0x4C), 3),
            ("NaN", .unexpectedByte(0x4E), 0),
            ("Infinity", .unexpectedByte(0x49), 0), ("-", .endOfText, 1),
            ("+1", .unexpectedByte(0x2B), 0),
            ("01", .unexpectedByte(0x31), 1), ("1.", .endOfText, 2),
            (".5", .unexpectedByte(0x2E), 0),
            ("1e", .endOfText, 2), ("1e400", .numberOutOfRange, 0),
            ("0x1", .unexpectedByte(0x78), 1),
            ("'a'", .unexpectedByte(0x27), 0), ("// a\n1", .unexpectedByte(0x2F), 0),
            ("\u{FEFF}1", .unexpectedByte(0xEF), 0), ("\"\n\"", .controlCharacter(0x0A), 1),
            ("\"a\u{0}\"", .controlCharacter(0), 2), ("\"\\x\"", .invalidEscape, 1),
            ("\"\\u12g4\"", .unexpectedByte(0x67), 5), ("\"\\u12\"", .unexpectedByte(0x22), 5),
            ("\"\\ud800\"", .loneSurrogate, 1), ("\"\\udc00\"", .loneSurrogate, 1),
            ("\"\\ud800\\ud800\"", .loneSurrogate, 1), ("\"\\ud800x\"", .loneSurrogate, 1),
            ("\"\\", .endOfText, 2), ("\u{A0}1", .unexpectedByte(0xC2), 0),
        ] as [(String, JSONError.Reason, Int)])
    func `what is not JSON is refused with its place`(
        text: String, reason: JSONError.Reason, offset: Int
    ) {
        #expect(throws: JSONError(reason, at: offset)) { try JSONReader().read(text) }
    }

    @Test func `a member that comes twice is refused, however it is spelled`() {
        #expect(throws: JSONError(.duplicateKey("a"), at: 7)) {
            try JSONReader().read(#"{"a":1,"a":2}"#)
        }
        #expect(throws: JSONError(.duplicateKey("a"), at: 7)) {
            try JSONReader().read(#"{"a":1,"\u0061":2}"#)
        }
        #expect(throws: JSONError(.duplicateKey("é"), at: 8)) {
            try JSONReader().read("{\"\u{E9}\":1,\"e\u{301}\":2}")
        }
    }

    @Test func `nesting stops at its limit, and a million levels do no harm`() throws {
        let nested = { (levels: Int) in
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        _ = try JSONReader().read(nested(64))
        #expect(throws: JSONError(.tooDeep(limit: 64), at: 64)) {
            try JSONReader().read(nested(65))
        }
        #expect(throws: JSONError(.tooDeep(limit: 64), at: 64)) {
            try JSONReader(maximumBytes: 2_000_000).read(nested(1_000_000))
        }
        let deepest = JSONReader(maximumDepth: .max)
        _ = try deepest.read(nested(JSONReader.deepest))
        #expect(throws: JSONError.self) { try deepest.read(nested(JSONReader.deepest + 1)) }
    }

    @Test func `length stops at its limit`() throws {
        let text = { (length: Int) in "\"" + String(repeating: "a", count: length - 2) + "\"" }
        _ = try JSONReader().read(text(1 << 20))
        #expect(throws: JSONError(.tooLong(limit: 1 << 20), at: 1 << 20)) {
            try JSONReader().read(text(1 << 20 + 1))
        }
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x22], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE2, 0x82], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xFE], [0xFF],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused with their place`(bytes: [UInt8]) {
        let text = Array("\"é".utf8) + bytes + Array("\"".utf8)
        #expect(throws: JSONError(.invalidUTF8, at: 3)) { try JSONReader().read(text) }
    }

    @Test func `a long fraction becomes the nearest number, one without end is refused`() throws {
        let exact = "0.1000000000000000055511151231257827021181583404541015625"
        #expect(try JSONReader().read(exact) == 0.1)
        #expect(throws: JSONError(.numberOutOfRange, at: 0)) {
            try JSONReader().read("0." + digits(100_000))
        }
    }

    @Test func `text that is not in one piece is read as well`() throws {
        let text = [Array("[1,".utf8), Array("2]".utf8)].joined()
        #expect(try JSONReader().read(AnyCollection(Array(text))) == [1, 2])
    }

    @Test func `random bytes are taken or refused, and what is taken reads back the same`() throws {
        var random = Seeded(1)
        let marks = Array("{}[]\",:\\u00d8e+-.0127tfn \n".utf8)
        for round in 0..<100_000 {
            var bytes = random.bytes(upTo: 24)
            if round % 2 == 0 { bytes = bytes.map { marks[Int($0) % marks.count] } }
            guard let value = try? JSONReader().read(bytes) else { continue }
            let isText = String(validating: bytes, as: UTF8.self) != nil
            let back = try JSONReader().read(value.bytes)
            if !isText || back != value { Issue.record("misread: \(bytes)") }
        }
    }

    @Test func `damaged JSON is taken or refused, never misread`() throws {
        var random = Seeded(2)
        for _ in 0..<20_000 {
            var bytes = random.json().bytes
            bytes[random.pick(bytes.indices)] = UInt8.random(in: .min ... .max, using: &random)
            guard let value = try? JSONReader().read(bytes) else { continue }
            let back = try JSONReader().read(value.bytes)
            if back != value { Issue.record("misread: \(bytes)") }
        }
    }

    private func digits(_ count: Int) -> String { String(repeating: "9", count: count) }
}
