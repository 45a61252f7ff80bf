internal import PetrelHTTP

/// Which release this is.
enum Version {
    static let number = "0.1.0"

    /// As `petrel --version` says it, with the version of the query API that clients see.
    static var text: String {
        "petrel \(number) (CloudStack query API \(CloudStackAPI.Settings().version))"
    }
}
