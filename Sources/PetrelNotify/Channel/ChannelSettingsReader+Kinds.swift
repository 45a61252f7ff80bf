/// Kinds of value that several channels have.
extension ChannelSettingsReader {
    /// An address that the guard lets pass. A wrong one is noted, and a harmless one goes on.
    mutating func url(_ name: String, _ addressGuard: AddressGuard?) -> OutwardURL {
        let text = self.text(name)
        do {
            switch (text, addressGuard) {
            case (nil, _), (""?, _): break
            case (let text?, let addressGuard?): return try addressGuard.checked(text)
            case (let text?, nil): return try OutwardURL(text)
            }
        } catch {
            note(name, error.description)
        }
        return .nowhere
    }

    mutating func template(_ name: String) -> MessageTemplate? {
        guard let text = self.text(name) else { return nil }
        do {
            return try MessageTemplate(text)
        } catch {
            note(name, error.description)
            return nil
        }
    }
}

extension OutwardURL {
    /// Stands where reading goes on after a mistake; nobody is reached there.
    static let nowhere: OutwardURL = {
        do {
            return try OutwardURL("https://0.0.0.0/")
        } catch {
            preconditionFailure("the address of nowhere is sound")
        }
    }()
}
