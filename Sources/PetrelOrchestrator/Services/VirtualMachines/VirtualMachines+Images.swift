internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// A disc in its drive.
extension VirtualMachines {
    var images: [APICommand] {
        [
            cloud.changing(
                "attachIso", "Puts an ISO image into a machine's drive.", "ISO.ATTACH",
                Self.presentation, id: "virtualmachineid",
                [
                    .id("id", of: ISO.kind, required: true, "The image."),
                    .boolean("forced", "Taken for compatibility."),
                ]
            ) { machine, call, errand in
                let image = try await cloud.find(
                    ISO.self, call.id("id"), .shared, for: call.caller)
                return try await cloud.revise(machine, for: errand) {
                    $0.attributes["isoid"] = .string(image.id)
                    $0.attributes["isoname"] = .string(image.name)
                    $0.attributes["isodisplaytext"] = image.profile.attributes["displaytext"]
                }
            },
            cloud.changing(
                "detachIso", "Takes the image out of a machine's drive.", "ISO.DETACH",
                Self.presentation, id: "virtualmachineid",
                [
                    .boolean("forced", "Taken for compatibility."),
                    .id("id", of: ISO.kind, "Only if it is this one."),
                ]
            ) { machine, call, errand in
                guard let image = machine.text("isoid"),
                    call.idIfGiven("id").map({ $0 == image }) ?? true
                else { throw APIError.invalid("no such image is attached to \(machine.name)") }
                return try await cloud.revise(machine, for: errand) { profile in
                    for name in ["isoid", "isoname", "isodisplaytext"] {
                        profile.attributes[name] = nil
                    }
                }
            },
        ]
    }
}
