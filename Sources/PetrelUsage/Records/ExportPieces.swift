internal import PetrelCloud

/// Records as a file, made while it is read.
actor ExportPieces {
    private let walk: UsageWalk
    private var header: String?
    private let line: @Sendable (UsageRecord) -> String

    /// - Parameter header: The first line, if it is not empty.
    init(_ walk: UsageWalk, header: String, line: @escaping @Sendable (UsageRecord) -> String) {
        self.walk = walk
        self.header = header.isEmpty ? nil : header
        self.line = line
    }

    /// The next lines; `nil` after the last.
    func next() async throws -> [UInt8]? {
        if let header {
            self.header = nil
            return Array((header + "\n").utf8)
        }
        guard let part = try await walk.next() else { return nil }
        var text: [UInt8] = []
        for numbered in part {
            text += line(numbered.record).utf8
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
