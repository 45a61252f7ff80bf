/// The cookies of a session.
enum SessionCookie {
    /// Holds the session's id.
    static let name = "JSESSIONID"
    /// Holds the session's key for clients that look for it there; the server does not read it.
    static let keyName = "sessionkey"

    static func setting(_ session: Session, isSecure: Bool) -> [CloudStackReply.Header] {
        let rules = "; Path=/client; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
        return [
            .init("Set-Cookie", "\(name)=\(session.id)\(rules)"),
            .init("Set-Cookie", "\(keyName)=\(session.key)\(rules)"),
        ]
    }

    static let clearing: [CloudStackReply.Header] = [name, keyName].map { name in
        .init("Set-Cookie", "\(name)=; Path=/client; HttpOnly; SameSite=Lax; Max-Age=0")
    }
}
