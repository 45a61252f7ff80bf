internal import PetrelCloud

extension SessionStore {
    /// The session that a request's cookies name, if its parameter `sessionkey` says the same.
    ///
    /// Browsers and most clients keep both cookies; some keep that of the key alone.
    func session(cookies: String?, key: String?, now: Timestamp) -> Session? {
        guard let key, !key.isEmpty, let session = session(named: cookies, now: now),
            ConstantTime.areEqual(key, session.key)
        else { return nil }
        return session
    }

    private func session(named cookies: String?, now: Timestamp) -> Session? {
        if let id = SessionCookie.value(SessionCookie.name, in: cookies),
            let session = session(id: id, now: now)
        {
            return session
        }
        return SessionCookie.value(SessionCookie.keyName, in: cookies)
            .flatMap { session(key: $0, now: now) }
    }
}
