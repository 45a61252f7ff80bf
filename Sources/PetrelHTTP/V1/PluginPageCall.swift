internal import PetrelCloud
internal import PetrelPlugin

/// A page of a plug-in that somebody without keys looks at, or whose button somebody pressed.
struct PluginPageCall: Sendable {
    let page: PluginPage
    /// What stands in its path.
    let words: [String: String]

    /// Always a page, also where something failed: who sees it is no program.
    func answer(
        _ request: V1Request, failed: (String, any Error) -> Void
    ) async throws(V1Refusal) -> V1Reply {
        let act: Bool
        switch request.method {
        case .get, .head: act = false
        case .post: act = true
        default:
            var refusal = V1Refusal(
                405, "this address has no such method", remedy: "use GET, POST")
            refusal.allowed = "GET, POST"
            throw refusal
        }
        let query = try? QueryParameters(query: request.query)
        let visit = PluginPage.Visit(path: words, choice: query?["choice"])
        do {
            return HTMLPage(try await act ? page.act(visit) : page.show(visit)).reply
        } catch {
            // What stands in the path may let somebody in; the log is not for that.
            failed(page.path, error)
            return HTMLPage(.failed).reply
        }
    }
}

extension PluginPage.Content {
    fileprivate static let failed = PluginPage.Content(
        status: 500, "This did not work",
        ["The server could not do this now. Please try again in a few minutes."])
}

extension PluginHost {
    /// The page at a path below `/v1`; `nil` when there is none.
    func page(of path: [String]) throws -> PluginPageCall? {
        guard let (name, segments) = try place(of: path) else { return nil }
        for (plugin, page) in pages where plugin == name {
            if let words = PathPattern(page.path).words(in: segments) {
                return PluginPageCall(page: page, words: words)
            }
        }
        return nil
    }
}
