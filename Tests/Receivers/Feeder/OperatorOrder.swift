internal import PetrelCloud
internal import PetrelNotify

/// The operator's settings, as the other program writes them.
struct OperatorOrder {
    var settings = OutwardSettings()

    init(_ order: JSONValue) throws {
        settings.allowsPlainHTTP = true
        settings.allowedNetworks = ["127.0.0.0/8"]
        settings.ports = Set((order["ports"]?.array ?? []).compactMap(\.integer).map { Int($0) })
        for (name, address) in order["hosts"]?.object ?? [:] {
            settings.pins[name] = address.string.flatMap { InternetAddress($0) }
        }
        if let mail = order["mail"] {
            settings.mail = MailServer(
                host: mail["host"]?.string ?? "127.0.0.1",
                port: mail["port"]?.integer.map { Int($0) },
                security: mail["security"]?.string.flatMap(MailServer.Security.init(rawValue:))
                    ?? .none,
                user: mail["user"]?.string, password: mail["password"]?.string,
                sender: "petrel@cloud.example.com", authority: mail["authority"]?.string,
                timeLimit: .seconds(20))
        }
        if let sms = order["sms"] {
            settings.sms = SMSGateway(
                url: sms["url"]?.string ?? "", account: "AC0123", token: "t0ken",
                from: "+15005550006")
        }
    }
}
