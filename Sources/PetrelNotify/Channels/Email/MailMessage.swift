internal import PetrelCloud

/// A mail as it goes over the wire: lines of at most 76 bytes of ASCII, each ending in CR and LF.
struct MailMessage {
    private(set) var bytes: [UInt8] = []

    init(
        from: MailAddress, fromName: String, to: MailAddress, subject: String, text: String,
        html: String?, delivery: Delivery, unsubscribe: String?
    ) {
        header("From", "\(MailHeader.phrase(fromName)) <\(from.text)>")
        header("To", "<\(to.text)>")
        header("Subject", MailHeader.text(subject))
        header("Date", MailHeader.date(delivery.time))
        header("Message-ID", "<\(MailHeader.word(delivery.id))@\(from.domain)>")
        header("Auto-Submitted", "auto-generated")
        header("List-Id", "<\(MailHeader.word(delivery.subscription.id)).petrel.\(from.domain)>")
        if let unsubscribe, MailHeader.isAddress(unsubscribe) {
            // RFC 8058: a POST ends it, which whatever merely follows links does not send.
            header("List-Unsubscribe", "<\(unsubscribe)>")
            header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        }
        header("Petrel-Counter", String(delivery.counter))
        header("Petrel-Cursor", MailHeader.word(delivery.cursor))
        header("MIME-Version", "1.0")
        body(text, html, boundary: "=_petrel_\(MailHeader.word(delivery.id))")
    }

    private mutating func body(_ text: String, _ html: String?, boundary: String) {
        guard let html else { return part("text/plain", text) }
        // `=_` never stands in quoted-printable text, so no part can contain the boundary.
        header("Content-Type", "multipart/alternative;\r\n boundary=\"\(boundary)\"")
        line("")
        line("--\(boundary)")
        part("text/plain", text)
        line("--\(boundary)")
        part("text/html", html)
        line("--\(boundary)--")
    }

    private mutating func part(_ type: String, _ text: String) {
        header("Content-Type", "\(type); charset=utf-8")
        header("Content-Transfer-Encoding", "quoted-printable")
        line("")
        bytes += QuotedPrintable.encoded(text)
        line("")
    }

    /// `value` is known to be fit for a header.
    private mutating func header(_ name: String, _ value: String) {
        line("\(name): \(value)")
    }

    private mutating func line(_ text: String) {
        bytes += text.utf8
        bytes += [0x0D, 0x0A]
    }
}
