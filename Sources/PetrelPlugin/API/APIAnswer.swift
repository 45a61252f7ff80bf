public import PetrelCloud

/// What an answer holds, before it is put into the envelope of JSON or XML.
public enum APIAnswer: Sendable, Hashable {
    /// A page and the total over all pages.
    case list([JSONValue], count: Int)
    case object(JSONValue)
    case done(Bool, displayText: String?)
    /// Accepted: the job's id, and the id of what it makes.
    case job(String, id: String?)

    public static let success = APIAnswer.done(true, displayText: nil)

    /// Nothing was done, for the reason given; still an answer and no error.
    public static func failure(_ displayText: String) -> Self {
        .done(false, displayText: displayText)
    }
}
