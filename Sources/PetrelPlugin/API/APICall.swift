/// One call of a command, its parameters checked against the declaration.
///
/// Of a parameter that was declared as a number, a date or an id, a value that is none never gets
/// here: the call was refused before.
public struct APICall: Sendable {
    public let command: String
    public let caller: Caller
    /// By lower-cased name; values as sent.
    public let parameters: [String: String]
    /// `tags[0].key=…` gathered: by lower-cased name, in the order of the indexes.
    public let maps: [String: [[String: String]]]
    /// Page and page size as asked, or the defaults.
    public let page: Int
    public let pageSize: Int

    /// The page size when none was asked, and the largest that can be asked by number.
    public static let defaultPageSize = 500
    /// The page size that `pagesize=-1` stands for.
    public static let largestPageSize = 100_000

    public init(
        command: String, caller: Caller, parameters: [String: String],
        maps: [String: [[String: String]]] = [:], page: Int = 1,
        pageSize: Int = APICall.defaultPageSize
    ) {
        self.command = command
        self.caller = caller
        self.parameters = parameters
        self.maps = maps
        self.page = page
        self.pageSize = pageSize
    }

    /// How many items of a list come before this page; clamped instead of overflowing.
    public var offset: Int {
        let (offset, overflow) = (page - 1).multipliedReportingOverflow(by: pageSize)
        return overflow ? .max : offset
    }
}
