/// A simulated tenant: an account of its own with keys of its own.
struct Tenant: Sendable {
    let name: String
    let account: String
    let signer: RequestSigner
}

/// What machines are made of in this cloud.
struct Ingredients: Sendable {
    let zone: String
    let template: String
    let offering: String
}
