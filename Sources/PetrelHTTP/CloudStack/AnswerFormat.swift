/// What a client wants its answer in: XML unless it asks for JSON.
enum AnswerFormat: Sendable, Hashable {
    case json, xml

    init(_ parameters: QueryParameters) {
        self = parameters["response"]?.lowercased() == "json" ? .json : .xml
    }

    /// For requests that could not be read: whether their bytes ask for JSON anywhere.
    init(unread request: CloudStackRequest) {
        let word = Array("response=json".utf8)
        let text = request.query + [UInt8(ascii: "&")] + request.form
        let fields = text.split(separator: UInt8(ascii: "&"))
        self = fields.contains { $0.elementsEqual(word) } ? .json : .xml
    }

    var contentType: String {
        switch self {
        case .json: "application/json; charset=UTF-8"
        case .xml: "text/xml; charset=UTF-8"
        }
    }
}
