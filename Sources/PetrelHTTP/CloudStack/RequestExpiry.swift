internal import PetrelCloud
internal import PetrelPlugin

/// Until when a signed request may be used.
enum RequestExpiry {
    /// A request that could be repeated for longer is refused: its key would better be kept secret.
    static let longest = Duration.seconds(7 * 86_400)

    /// With `signatureVersion=3` an end has to be given and still to come; without, none is asked.
    static func isCurrent(_ parameters: QueryParameters, now: Timestamp) -> Bool {
        guard parameters["signatureversion"] == "3" else { return true }
        guard let text = parameters["expires"], text.utf8.count > 10,
            let end = APIParameter.date(text)
        else { return false }
        return end > now && end <= now.advanced(by: longest)
    }
}
