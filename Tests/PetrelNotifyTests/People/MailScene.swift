internal import Foundation
internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelTesting

@testable internal import PetrelNotify

extension Scene {
    static let mailbox = "ops@example.com"

    /// Begins with real mail, to a server of this test.
    func begin(
        mail: ScriptedMailServer, confirm: Bool = true,
        _ adjust: (inout NotifySettings) -> Void = { _ in }
    ) async throws {
        try await begin(
            channels: builtInChannels,
            settings: [
                "mailhost": "127.0.0.1", "mailport": .integer(Int64(mail.port)),
                "mailsecurity": "none", "mailsender": "petrel@example.com",
                "address": "https://cloud.example.com", "confirm": .bool(confirm),
            ], adjust)
    }

    /// A subscription that sends mails; its id.
    @discardableResult
    func write(
        to address: String = Scene.mailbox, _ caller: Caller = Scene.ann,
        _ more: [String: JSONValue] = [:]
    ) async throws -> String {
        let body = more.merging(
            ["name": "night watch", "channel": "email", "settings": ["to": .string(address)]]
        ) { own, _ in own }
        let answer = try await ask(.post, "subscriptions", caller, body: .object(body))
        return answer["id"]?.string ?? ""
    }

    /// What a subscription is shown as.
    func shown(_ id: String, _ member: String, _ caller: Caller = Scene.ann) async throws
        -> String?
    {
        try await ask(.get, "subscriptions/{id}", caller, id: id)[member]?.string
    }

    /// Follows a link as a browser or a mail scanner does, or presses a button of its page.
    func visit(
        _ link: String, pressing: Bool = false, choice: String? = nil
    ) async throws -> PluginPage.Content {
        let parts = link.split(separator: "/")
        guard let token = parts.last.map(String.init),
            let page = plugin.pages.first(where: { $0.path == "\(parts[parts.count - 2])/{token}" })
        else { return .init(status: 0, "no page for \(link)") }
        let visit = PluginPage.Visit(path: ["token": token], choice: choice)
        return try await pressing ? page.act(visit) : page.show(visit)
    }
}

/// A mail as somebody reads it.
struct ReadMail: Sendable {
    let head: [String]
    let text: String

    init(_ mail: String) {
        let parts = mail.split(separator: "\r\n\r\n", maxSplits: 1)
        let head = parts.first.map { String($0).replacing("\r\n ", with: " ") } ?? ""
        self.head = head.split(separator: "\r\n").map(String.init)
        let body = parts.count > 1 ? String(parts[1]).replacing("=\r\n", with: "") : ""
        text = body.replacing("=3D", with: "=").replacing("\r\n", with: "\n")
    }

    func header(_ name: String) -> String? {
        head.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { String($0.dropFirst(name.count + 1).trimmingBlanks) }
    }

    /// The first address in it.
    var link: String? {
        text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("https://") }
            .map(String.init)
    }

    /// Where one click ends it.
    var unsubscribe: String? {
        header("List-Unsubscribe").map { $0.filter { $0 != "<" && $0 != ">" } }
    }
}
