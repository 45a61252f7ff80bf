internal import PetrelCloud
internal import Testing

@testable internal import PetrelNotify

@Suite
struct MailMessageTests {
    private static let attacks = [
        "a\rBcc: x@evil.example", "a\nBcc: x@evil.example", "a\r\nBcc: x@evil.example",
        "a\r\n\r\nbody", "a%0d%0aBcc: x", "a\u{2028}Bcc: x", "a\u{85}Bcc: x", "a\0b", "a\n.\nb",
        "a\r\n.\r\nMAIL FROM:<x@evil.example>", "\"x\r\nBcc: y\"@evil.example",
        "=?utf-8?B?DQpCY2M6IHg=?=", String(repeating: "ä", count: 500),
        String(repeating: "x", count: 5_000),
    ]

    private func lines(subject: String, name: String = "Petrel") throws -> [String] {
        let message = MailMessage(
            from: try #require(MailAddress("petrel@example.com")), fromName: name,
            to: try #require(MailAddress("ops@example.com")), subject: subject, text: "x",
            html: nil, delivery: Sample.delivery(), unsubscribe: nil)
        let text = String(decoding: message.bytes, as: UTF8.self)
        return text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test(arguments: attacks)
    func `no text begins a header or ends the mail`(attack: String) throws {
        let plain = try lines(subject: "s")
        let names = Set(plain.prefix { !$0.isEmpty }.map { $0.prefix { $0 != ":" } })
        let lines = try lines(subject: attack, name: attack)
        let head = lines.prefix { !$0.isEmpty }
        // A header's further lines begin with a blank.
        let found = head.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(Set(found) == names)
        #expect(found.count == names.count)
        #expect(lines.allSatisfy { $0.utf8.count <= 100 && !$0.utf8.contains(0x0A) })
        #expect(lines.allSatisfy { line in line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
    }

    @Test(arguments: [
        "ops@example.com", "a.b+c@mail.example.org", "o'neil@example.com", "x@localhost",
    ])
    func `takes addresses as they usually are`(text: String) {
        #expect(MailAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "ops", "@example.com", "ops@", "a@b@example.com", "ops@example.com\r\nRCPT TO:<x>",
        "ops@example.com, x@evil.example", "ops@example.com>", "<ops@example.com>",
        "a b@example.com",
        "\"a b\"@example.com", "ops@exam ple.com", ".a@example.com", "a.@example.com",
        "a..b@example.com",
        "ops@[127.0.0.1]", "öps@example.com", "ops@exämple.com", "ops@example.com\0", "ops@-x.com",
        "\(String(repeating: "a", count: 65))@example.com",
    ])
    func `refuses what could be more than an address`(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func `says who can end it by one click`() throws {
        let message = MailMessage(
            from: try #require(MailAddress("petrel@example.com")), fromName: "Petrel",
            to: try #require(MailAddress("ops@example.com")), subject: "s", text: "x",
            html: "<p>x</p>", delivery: Sample.delivery(),
            unsubscribe: "https://cloud.example.com/v1/unsubscribe/abc")
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(
            text.contains("List-Unsubscribe: <https://cloud.example.com/v1/unsubscribe/abc>\r\n"))
        #expect(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        #expect(text.contains("Message-ID: <5d1c_019ab8c1@example.com>\r\n"))
        #expect(text.contains("multipart/alternative"))
    }

    @Test func `writes the date as mails do`() {
        #expect(
            MailHeader.date(Timestamp("2026-11-27T12:00:01Z")!) == "Fri, 27 Nov 2026 12:00:01 +0000"
        )
        #expect(
            MailHeader.date(Timestamp("1969-12-31T23:59:59Z")!) == "Wed, 31 Dec 1969 23:59:59 +0000"
        )
    }
}
