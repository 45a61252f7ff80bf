internal import PetrelCloud

extension WebhookChannel {
    static let declaredSettings = [
        ChannelSetting("url", .url, "Where to send events.", isRequired: true),
        ChannelSetting(
            "format", .choice(WebhookForm.allCases.map(\.rawValue)),
            "What a request holds; structured CloudEvents by default. CloudStack's own holds its body and X-CS headers."
        ),
        ChannelSetting(
            "batch", .number(1...1_000),
            "How many events a request holds at most when several wait; 100 in the format batched, else 1."
        ),
        ChannelSetting(
            "template", .text, "The body, in Mustache, for the format template."),
        ChannelSetting(
            "contenttype", .text,
            "The body's type, for the formats template and cloudstack; application/json by default."
        ),
        ChannelSetting(
            "secret", .text,
            """
            The key that signs: whsec_… (HMAC-SHA256) or whsk_… (Ed25519). In CloudStack's format any text, for \
            X-CS-Signature.
            """, isSecret: true),
        ChannelSetting(
            "secrets", .list,
            """
            Further keys that sign as well, for a rotation: texts, or {"secret": …, "until": a time} for an old key \
            that signs until then.
            """, isSecret: true),
        ChannelSetting(
            "headers", .table, "Headers of your own, such as Authorization.", isSecret: true),
        ChannelSetting(
            "timeout", .number(1...30),
            "Seconds an attempt may take; 15 by default, 10 in CloudStack's format."),
        ChannelSetting(
            "sslverification", .boolean,
            "Whether the receiver must prove its name; true by default."),
        ChannelSetting(
            "authority", .text, "A certificate authority in PEM, besides the system's."),
        ChannelSetting("certificate", .text, "Our certificate for the receiver, in PEM."),
        ChannelSetting(
            "privatekey", .text, "The certificate's key, in PEM and not encrypted.", isSecret: true),
    ]

    static func template(
        _ reader: inout ChannelSettingsReader, _ form: WebhookForm
    ) -> MessageTemplate? {
        let template = reader.template("template")
        if form == .template && template == nil {
            reader.note("template", "missing; it is the body of the format template")
        }
        return template
    }

    static func contentType(_ reader: inout ChannelSettingsReader, _ form: WebhookForm) -> String {
        let type = reader.text("contenttype", default: "application/json")
        if !HeaderField.isSound(name: "content-type", value: type) || !type.contains("/") {
            reader.note("contenttype", "wrong; it is a type such as application/json")
        }
        return type
    }

    /// The keys of Standard Webhooks, and CloudStack's.
    static func keys(
        _ reader: inout ChannelSettingsReader, _ form: WebhookForm
    ) -> ([SigningKey], String?) {
        let secret = reader.text("secret").flatMap { $0.isEmpty ? nil : $0 }
        let first = secret.flatMap { SigningKey($0) }
        if secret != nil && first == nil && form != .cloudstack { reader.note("secret", keyRemedy) }
        let values = reader.list("secrets")
        let keys = values.compactMap(key)
        if keys.count != values.count { reader.note("secrets", keyRemedy) }
        if keys.count > 9 { reader.note("secrets", "too many; there may be nine") }
        return ([first].compactMap(\.self) + keys, form == .cloudstack ? secret : nil)
    }

    private static let keyRemedy =
        "wrong; a key is whsec_ and 24 to 64 bytes in base64, or whsk_ and 32"

    private static func key(_ value: JSONValue) -> SigningKey? {
        if let text = value.string { return SigningKey(text) }
        guard let text = value["secret"]?.string else { return nil }
        guard let until = value["until"] else { return SigningKey(text) }
        guard let time = until.string.flatMap({ Timestamp($0) }) else { return nil }
        return SigningKey(text, until: time)
    }

    static func headers(_ reader: inout ChannelSettingsReader) -> [(name: String, value: String)] {
        let headers = reader.table("headers").sorted { $0.key < $1.key }
        if headers.count > 32 { reader.note("headers", "too many; there may be 32") }
        for (name, value) in headers {
            if !HeaderField.isSound(name: name, value: value) {
                reader.note(
                    "headers", "one has characters that headers do not have, or is too long")
            } else if HeaderField.isOurs(name) {
                reader.note("headers", "\(name) is not yours to set; leave it out")
            }
        }
        return headers.map { ($0.key, $0.value) }
    }

    static func security(_ reader: inout ChannelSettingsReader) -> TransportSecurity {
        let security = TransportSecurity(
            verifies: reader.boolean("sslverification", default: true),
            authority: reader.text("authority"), certificate: reader.text("certificate"),
            privateKey: reader.text("privatekey"))
        if (security.certificate == nil) != (security.privateKey == nil) {
            reader.note("privatekey", "belongs to certificate; set both or neither")
        }
        for (name, text) in [
            ("authority", security.authority), ("certificate", security.certificate),
            ("privatekey", security.privateKey),
        ] where text?.contains("-----BEGIN ") == false {
            reader.note(name, "wrong; it is PEM, which has a line -----BEGIN …-----")
        }
        return security
    }
}
