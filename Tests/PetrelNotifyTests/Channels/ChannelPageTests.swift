internal import Foundation
internal import PetrelNotify
internal import Testing

/// `Documentation/channels.md` has a row for each setting that a channel declares, word for word.
@Suite
struct ChannelPageTests {
    private static let page: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try? String(
            contentsOf: root.appending(path: "Documentation/channels.md"), encoding: .utf8)
    }()

    private static func row(_ setting: ChannelSetting) -> String {
        let marks = (setting.isRequired ? ", required" : "") + (setting.isSecret ? ", secret" : "")
        return "| `\(setting.name)` | \(setting.form)\(marks) | \(setting.meaning) |"
    }

    @Test(arguments: builtInChannels.map { $0.kind })
    func `shows each channel's settings as they are declared`(kind: ChannelKind) throws {
        let page = try #require(Self.page)
        let type = try #require(builtInChannels.first { $0.kind == kind })
        let rows = [type.summary, ""] + Self.table + type.settings.map(Self.row)
        #expect(page.contains(rows.joined(separator: "\n")), "\(rows.joined(separator: "\n"))")
    }

    private static let table = ["| setting | is | meaning |", "| --- | --- | --- |"]
}
