internal import Foundation
internal import PetrelHTTP

/// Tells people and programs that the server answers, and how.
struct Announcement: Sendable {
    let folder: DataFolder
    let readyFile: PrivateFile?
    let isDemo: Bool
    /// Without the address, which is known last.
    let access: ServerAccess

    func make(_ address: ServerAddress) throws {
        var access = access
        access.url = address.url
        var known = access
        known.password = nil
        try PrivateFile(path: folder.connection).write(known.json)
        try readyFile?.write(access.json)
        let text = lines(access).joined(separator: "\n") + "\n"
        Terminal.write(text, to: .output, whenReaderIsLost: .goOn)
    }

    /// Once the server is gone, nobody should look for it here.
    func withdraw() {
        PrivateFile(path: folder.connection).remove()
        readyFile?.remove()
    }

    private func lines(_ access: ServerAccess) -> [String] {
        let paint = Paint.of(.output)
        return ["", paint("Petrel answers at \(access.url)", .bold), "  data       \(folder.path)"]
            + credentials(access, paint) + [""] + proposals(paint) + [""]
    }

    private func credentials(_ access: ServerAccess, _ paint: Paint) -> [String] {
        guard let password = access.password else {
            return access.username.map { ["  user       \($0), with the keys of the first start"] }
                ?? []
        }
        return [
            "  user       \(access.username ?? "")",
            "  password   \(paint(password, .yellow))",
            "  API key    \(access.apiKey ?? "")",
            "  secret key \(access.secretKey ?? "")",
            "  Password and keys are shown this once. Commands of this user on this machine find "
                + "the keys by themselves.",
        ]
    }

    private func proposals(_ paint: Paint) -> [String] {
        let folder = folder == .standard ? "" : " --data-dir \(folder.path)"
        let petrel = Self.invocation
        let second = isDemo ? "resources" : "simulate --operations 50"
        return [
            "Try next, in a second terminal:",
            "  \(petrel) watch\(folder)".padded(to: 48) + "  every event as it happens",
            "  \(petrel) \(second)\(folder)".padded(to: 48)
                + (isDemo ? "  what there is" : "  a little life in a third one"),
        ]
    }

    /// As the user called this program, so that the lines can be copied.
    private static var invocation: String {
        let name = CommandLine.arguments.first ?? "petrel"
        return name.contains("/") ? name : "petrel"
    }
}
