internal import Testing

@testable internal import PetrelNotify

/// What a mail server's no is about follows from what it said before.
@Suite struct MailRefusalTests {
    static let begin = ["220 mail", "250-mail", "250-SIZE 1000", "250 HELP"]
    static let secure = begin + ["220 go on", "250-mail", "250 AUTH PLAIN", "235 welcome"]

    static let talks: [([String], MailRefusal?)] = [
        (["554 go away"], .sender),
        (["220 mail", "421 too busy"], .sender),
        (begin + ["550 not from you"], .sender),
        (begin + ["250 sender ok", "550 not to them"], .recipient),
        (begin + ["250 sender ok", "550-not to", "550 them", "221 bye"], .recipient),
        (begin + ["250 sender ok", "250 recipient ok", "354 go on", "554 spam"], .content),
        (secure + ["550 not from you"], .sender),
        (secure + ["250 sender ok", "553 not to them"], .recipient),
        (["220 mail", "502 what?", "250 mail", "550 not from you"], .sender),
        (["220 mail", "502 what?", "250 mail", "250 sender ok", "550 not to them"], .recipient),
        // A connection that was used before is not greeted again.
        (["250 sender ok", "550 not to them"], .recipient),
        (["550 not from you"], .sender),
        (begin + ["250 sender ok", "250 recipient ok", "354 go on", "250 taken"], nil),
        ([], nil),
    ]

    @Test(arguments: talks)
    func `a no is about whom the server was told of last`(talk: [String], about: MailRefusal?) {
        let bytes = talk.flatMap { Array("\($0)\r\n".utf8) }
        #expect(MailRefusal(bytes) == about)
    }
}
