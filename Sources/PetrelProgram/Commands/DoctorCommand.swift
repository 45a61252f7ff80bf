internal import ArgumentParser
internal import PetrelCloud

/// What is wrong, and what to do.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks for what is wrong with this server and says what to do about it.",
        discussion: "Exits with 1 when something is wrong. Changes nothing.")

    @OptionGroup(title: "Settings") var settings: SettingOptions

    @Flag(help: "Do not walk along the whole ledger.")
    var quick = false

    @Flag(help: "JSON, for programs.")
    var json = false

    func run() async throws {
        let findings = try await findings()
        json ? showJSON(findings) : show(findings)
        if findings.contains(where: { $0.verdict == .wrong }) { throw Exit.failed.code }
    }

    private func findings() async throws -> [Finding] {
        let sources = try settings.sources()
        let configuration: ServerConfiguration
        var findings: [Finding] = []
        do {
            configuration = try ServerConfiguration.reading(sources).configuration
            let file = sources.path.map { "from \($0)" } ?? "no file, so the defaults count"
            findings.append(.good("configuration", file))
        } catch {
            findings += error.all.map { mistake in
                .wrong(
                    "configuration", "\(mistake.place): \(mistake.problem)",
                    "petrel config --defaults prints all settings")
            }
            configuration = ServerConfiguration()
        }
        let folder = configuration.dataFolder
        let server = RunningServer(folder)
        findings += FolderCheck(folder: folder).findings()
        findings += await LedgerCheck(folder: folder, server: server, isQuick: quick).findings()
        findings += await PortCheck(address: configuration.listen, server: server).findings()
        findings += CertificateCheck(tls: configuration.tls).findings()
        findings += MachineCheck().findings()
        return findings
    }

    private func show(_ findings: [Finding]) {
        let paint = Paint.of(.output)
        for finding in findings {
            let (mark, colour): (String, Paint.Colour) =
                switch finding.verdict {
                case .good: ("ok", .green)
                case .notice: ("note", .yellow)
                case .wrong: ("WRONG", .red)
                }
            Terminal.say(
                "\(paint(mark.padded(to: 5), colour))  \(finding.subject.padded(to: 14)) "
                    + finding.detail.onOneLine)
            if let remedy = finding.remedy {
                Terminal.say("\(String(repeating: " ", count: 22))→ \(remedy.onOneLine)")
            }
        }
    }

    private func showJSON(_ findings: [Finding]) {
        for finding in findings {
            var members: [String: JSONValue] = [
                "verdict": .string(finding.verdict.rawValue), "subject": .string(finding.subject),
                "detail": .string(finding.detail),
            ]
            members["remedy"] = finding.remedy.map { .string($0) }
            Terminal.say(JSONValue.object(members).compactJSON)
        }
    }
}
