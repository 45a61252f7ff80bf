/// The words of a topic or a pattern, in order, without copying them.
public struct TopicSegments: Collection, Sendable {
    let text: String

    public var startIndex: String.Index { text.startIndex }
    public var endIndex: String.Index { text.endIndex }

    /// The word that begins at `position`.
    public subscript(position: String.Index) -> Substring {
        text[position..<end(of: position)]
    }

    public func index(after position: String.Index) -> String.Index {
        let end = end(of: position)
        return end == text.endIndex ? end : text.utf8.index(after: end)
    }

    private func end(of position: String.Index) -> String.Index {
        text.utf8[position...].firstIndex(of: TopicText.dot) ?? text.endIndex
    }
}
