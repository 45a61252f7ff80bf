extension AddressGuard {
    /// The address as it may be sent to, as far as its text can tell.
    public func checked(_ text: String) throws(URLMistake) -> OutwardURL {
        let url = try OutwardURL(text)
        guard url.isSecure || allowsPlainHTTP else { throw .scheme }
        guard ports.contains(url.port) else { throw .forbidden }
        switch url.host {
        case .address(let address): guard permits(address) else { throw .forbidden }
        case .name(let name): guard HostName.isPublic(name) else { throw .forbidden }
        }
        return url
    }
}
