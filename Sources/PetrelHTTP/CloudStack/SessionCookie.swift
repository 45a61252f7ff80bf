/// The cookies of a session.
enum SessionCookie {
    /// Holds the session's id.
    static let name = "JSESSIONID"
    /// Holds the session's key, for clients that keep no other cookie.
    static let keyName = "sessionkey"

    /// The value of one of a request's cookies.
    static func value(_ name: String, in cookies: String?) -> String? {
        for part in (cookies ?? "").split(separator: ";") {
            let pair = part.drop { $0 == " " }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2, pair[0] == name { return String(pair[1]) }
        }
        return nil
    }

    static func setting(_ session: Session, isSecure: Bool) -> [CloudStackReply.Header] {
        let rules = "; Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
        return [
            .init("Set-Cookie", "\(name)=\(session.id)\(rules)"),
            .init("Set-Cookie", "\(keyName)=\(session.key)\(rules)"),
        ]
    }

    static let clearing: [CloudStackReply.Header] = [name, keyName].map { name in
        .init("Set-Cookie", "\(name)=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }
}
