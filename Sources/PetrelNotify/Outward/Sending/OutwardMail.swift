/// A mail to hand over to a server.
struct OutwardMail: Sendable {
    var server: MailServer
    var from: MailAddress
    var to: MailAddress
    /// Header and body, lines ending in CR and LF.
    var text: [UInt8]
}
