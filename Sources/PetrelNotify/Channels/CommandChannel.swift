internal import PetrelCloud
public import PetrelPlugin

/// Events on the standard input of a program of the operator's, one line of JSON each.
///
/// The program runs with no rights but the server's, no file open but its three streams, in a group of its own that is
/// killed when its time is over. Its exit code is the answer: 0 is arrived, 65 is never, everything else is later.
public struct CommandChannel: Channel {
    public static let kind = ChannelKind.command
    public static let summary =
        "Runs a program that the operator has allowed, with the event on its input."
    public static let roles = APICommand.Roles.admin
    public static let settings = [
        ChannelSetting(
            "program", .text, "The program's path, one of those the operator lists as commands.",
            isRequired: true),
        ChannelSetting("arguments", .list, "What the program is given as arguments."),
        ChannelSetting("timeout", .number(1...300), "Seconds it may run; 30 by default."),
    ]

    let program: String
    let arguments: [String]
    let timeLimit: Duration

    public init(
        _ settings: ChannelSettings, _ environment: ChannelEnvironment
    ) throws(ChannelMistakes) {
        (program, arguments, timeLimit) = try settings.read(Self.settings) { reader in
            let program = reader.text("program", default: "")
            if !program.isEmpty, !environment.settings.commands.contains(program) {
                reader.note(
                    "program",
                    "not allowed; the operator lists programs that may be run as commands")
            }
            let values = reader.list("arguments")
            let arguments = values.compactMap(\.string)
            if arguments.count != values.count || arguments.count > 64
                || arguments.contains(where: { $0.utf8.contains(0) || $0.utf8.count > 4_096 })
            {
                reader.note("arguments", "wrong; it is a list of at most 64 texts")
            }
            return (program, arguments, .seconds(reader.number("timeout", default: 30)))
        }
    }

    public var takesSeveralEvents: Bool { true }
    public var endpoint: String { program }

    public func deliver(
        _ delivery: Delivery
    ) async throws(DeliveryError) -> DeliveryReceipt {
        let run = ProgramRun(
            program: program, arguments: arguments, environment: Self.environment(delivery),
            input: Self.input(delivery), timeLimit: timeLimit)
        let result = await run.result()
        switch result.end {
        case .exit(0):
            return DeliveryReceipt(status: 0, excerpt: result.excerpt, latency: result.latency)
        case .exit(let code):
            throw DeliveryError(
                code == 65 ? .refused : .retry, "the program said no", status: Int(code),
                excerpt: result.excerpt, latency: result.latency)
        case .signal, .tooLate, .notStarted, .cancelled:
            throw DeliveryError(
                .retry, result.end.description, excerpt: result.excerpt, latency: result.latency)
        }
    }

    private static func input(_ delivery: Delivery) -> [UInt8] {
        if let payload = delivery.payload { return Array(payload.utf8) }
        return delivery.told.flatMap { $0.cloudEventsJSON() + [0x0A] }
    }

    private static func environment(_ delivery: Delivery) -> [String] {
        [
            "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "PETREL_MESSAGE=\(delivery.id)",
            "PETREL_SUBSCRIPTION=\(delivery.subscription.id)",
            "PETREL_ATTEMPT=\(delivery.attempt)", "PETREL_COUNTER=\(delivery.counter)",
            "PETREL_CURSOR=\(delivery.cursor)",
        ]
    }
}
