internal import PetrelCloud
internal import PetrelNotify
internal import PetrelStates

/// Carries out what another program asks for: one delivery through one channel.
actor Feeder {
    private var environment = ChannelEnvironment()
    private var channels: [JSONValue: any Channel] = [:]

    func answer(_ line: String) async -> String {
        let order = try? JSONReader(maximumBytes: 16 << 20).read(line)
        var answer = await result(order ?? .null)
        answer["number"] = order?["number"]
        return text(.object(answer))
    }

    private func result(_ order: JSONValue) async -> [String: JSONValue] {
        do {
            return try await carryOut(order)
        } catch let error as ChannelMistakes {
            return ["mistakes": .string(error.description)]
        } catch let error as DeliveryError {
            return failure(error)
        } catch {
            return ["wrong": .string("\(error)")]
        }
    }

    private func carryOut(_ order: JSONValue) async throws -> [String: JSONValue] {
        if let settings = order["operator"] {
            environment.close()
            environment = ChannelEnvironment(try OperatorOrder(settings).settings) { _, _ in
                "https://cloud.example.com/unsubscribe/abc"
            }
            channels = [:]
            return ["ok": true]
        }
        let channel = try channel(order)
        let receipt = try await channel.deliver(delivery(order))
        return [
            "status": .integer(Int64(receipt.status ?? 0)), "excerpt": .string(receipt.excerpt),
        ]
    }

    private func channel(_ order: JSONValue) throws -> any Channel {
        let key: JSONValue = [
            "kind": order["kind"] ?? nil, "settings": order["settings"] ?? nil,
        ]
        if let channel = channels[key] { return channel }
        guard
            let type = builtInChannels.first(where: { $0.kind.rawValue == order["kind"]?.string }),
            let settings = order["settings"].flatMap({ ChannelSettings($0) })
        else { throw ChannelMistakes([.init("kind", "there is no such channel")]) }
        let channel = try type.init(settings, environment)
        channels[key] = channel
        return channel
    }

    private func delivery(_ order: JSONValue) -> Delivery {
        let texts = order["descriptions"]?.array ?? [order["description"] ?? "nothing"]
        let events = texts.map { text in
            CloudEvent.stateChange(
                of: ResourceReference(
                    kind: "VirtualMachine", id: "019ab8c1-5b7e-7d31-8f2a-0c6e1b9d4a55"), version: 3,
                from: "Stopped", on: "StartRequested", to: "Starting",
                owner: CloudEvent.Owner(account: "a1"), domainPath: "/acme/",
                description: text.string, attributes: order["attributes"]?.object ?? [:])
        }
        let subscription = DeliverySubscription(
            id: order["subscription"]?.string ?? "s1", name: order["name"]?.string ?? "night watch",
            account: "a1", accountName: "ann", domainPath: "/acme/")
        let payload = order["payload"]?.string
        return Delivery(
            id: order["id"]?.string ?? "message_1", attempt: Int(order["attempt"]?.integer ?? 1),
            subscription: subscription, counter: 7, cursor: "41",
            events: payload == nil ? events : [], time: .now, payload: payload)
    }

    private func failure(_ error: DeliveryError) -> [String: JSONValue] {
        [
            "verdict": .string(error.verdict.rawValue), "reason": .string(error.reason),
            "status": error.status.map { .integer(Int64($0)) } ?? nil,
            "excerpt": .string(error.excerpt),
            "bounce": error.bounce.map { .string($0.rawValue) } ?? nil,
        ]
    }

    private func text(_ value: JSONValue) -> String {
        var json = JSONWriter()
        json.value(value)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
