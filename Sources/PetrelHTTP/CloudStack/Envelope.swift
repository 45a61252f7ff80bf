internal import PetrelCloud
internal import PetrelPlugin

/// The one key on top of every answer, and what stands in it.
struct Envelope: Sendable {
    /// `listzonesresponse`, or `errorresponse` when no command is known.
    let name: String
    let format: AnswerFormat
    /// For XML: stands as an attribute of the root.
    let version: String?

    init(command: String?, format: AnswerFormat, version: String? = nil) {
        name = command.map { $0.lowercased() + "response" } ?? "errorresponse"
        self.format = format
        self.version = version
    }

    /// The answer in its envelope, status 200.
    func reply(_ members: [AnswerMember]) -> CloudStackReply {
        CloudStackReply(
            status: 200, headers: [.init("Content-Type", format.contentType)], body: body(members))
    }

    /// A refusal: its code is the status, too.
    func reply(_ error: APIError) -> CloudStackReply {
        let members: [AnswerMember] = [
            .init("uuidList", .array([])),
            .init("errorcode", .integer(Int64(error.code))),
            .init("cserrorcode", .integer(Int64(error.subcode))),
            .init("errortext", .string(error.text)),
        ]
        var headers: [CloudStackReply.Header] = [
            .init("Content-Type", format.contentType),
            .init("X-Description", HeaderText.visible(error.text)),
        ]
        if error.code == 429 || error.code == 503 { headers.append(.init("Retry-After", "1")) }
        if error.code == 405 { headers.append(.init("Allow", "GET, POST")) }
        return CloudStackReply(status: error.code, headers: headers, body: body(members))
    }

    private func body(_ members: [AnswerMember]) -> [UInt8] {
        switch format {
        case .json: json(members)
        case .xml: xml(members)
        }
    }

    private func json(_ members: [AnswerMember]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member(name) { json in
                json.object { json in
                    for member in members { json.member(member.name, member.value) }
                }
            }
        }
        return json.bytes
    }

    private func xml(_ members: [AnswerMember]) -> [UInt8] {
        var xml = XMLWriter()
        xml.document(name, version: version) { xml in
            for member in members { xml.element(member.name, member.value) }
        }
        return xml.bytes
    }
}

enum HeaderText {
    /// The text as a header can carry it: one line of visible ASCII, cut where it is too long.
    static func visible(_ text: String) -> String {
        let bytes = text.utf8.prefix(500).map { byte in
            (0x20...0x7E).contains(byte) ? byte : UInt8(ascii: "?")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
