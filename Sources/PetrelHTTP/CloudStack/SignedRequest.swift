internal import PetrelCloud
internal import PetrelPlugin

/// A request that a key's owner signed, wherever it was sent to.
struct SignedRequest {
    let parameters: QueryParameters
    let authenticator: any Authenticator

    /// The key's owner; `nil` for every cause for doubt.
    func credential(now: Timestamp) async throws -> APICredential? {
        guard let key = parameters["apikey"], !key.isEmpty,
            let text = parameters["signature"], let signature = RequestSignature(text)
        else { return nil }
        let credential = try await authenticator.credential(forKey: key)
        // A key that nobody has takes as long as a wrong signature.
        let secret = credential?.secret ?? "-"
        guard signature.matches(parameters.fields, secret: secret),
            RequestExpiry.isCurrent(parameters, now: now)
        else { return nil }
        return credential
    }
}
