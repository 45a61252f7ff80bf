import PetrelBus
import PetrelCloud
import PetrelStates
import Testing

@Suite struct CatalogueTests {
    @Test func `the catalogue has the field's 574 event types and 16 of plug-ins, each once`() {
        let core = EventCatalogue.core.map(\.type.name)
        let plugins = EventCatalogue.plugins.map(\.type.name)
        #expect(core.count == 574)
        #expect(Set(core) == CatalogueFacts.eventTypes)
        #expect(plugins.count == 16)
        #expect(Set(plugins) == CatalogueFacts.pluginEventTypes)
        #expect(Set(EventCatalogue.all.map(\.type)).count == 590)
    }

    @Test func `a type is found by its dotted name, and an unknown one is no accident`() throws {
        let start = try #require(EventCatalogue[.vmStart])
        #expect(start.type == "VM.START")
        #expect(start.kind == .virtualMachine)
        #expect(start.category == .action)
        #expect(start.usage == .billed)
        #expect(EventCatalogue["VM.FLY"] == nil)
        for definition in EventCatalogue.all {
            #expect(EventCatalogue[EventType(definition.type.name)] == definition)
        }
    }

    @Test func `bills depend on the types that the field's usage server reads`() {
        let types = { (role: EventDefinition.UsageRole) in
            Set(EventCatalogue.all.filter { $0.usage == role }.map(\.type.name))
        }
        #expect(types(.billed) == CatalogueFacts.billedEventTypes)
        #expect(types(.told) == CatalogueFacts.toldUsageEventTypes)
        #expect(EventCatalogue.all.allSatisfy { $0.category != .usage || $0.usage != .none })
    }

    @Test func `every kind of resource speaks of event types that the catalogue knows`() {
        for kind in ResourceCatalogue.all {
            for type in kind.eventTypes where EventCatalogue[type] == nil {
                Issue.record("\(kind.kind) speaks of \(type), which is in no table")
            }
        }
    }

    @Test func `meanings are single sentences, and no two types of a kind mean the same`() {
        var seen: Set<[String?]> = []
        for definition in EventCatalogue.all {
            expectSentence(definition.meaning)
            let isNew = seen.insert([definition.kind?.name, definition.meaning]).inserted
            #expect(isNew, "\(definition.meaning)")
        }
        AlertType.all.map(\.meaning).forEach(expectSentence)
        UsageType.all.map(\.meaning).forEach(expectSentence)
    }

    @Test func `43 alert types keep CloudStack's numbers and have one of their own`() {
        let alerts = AlertType.all
        #expect(alerts.count == 43)
        #expect(Set(alerts.map { "\($0.cloudStackID):\($0.type)" }) == CatalogueFacts.alertTypes)
        #expect(Set(alerts.map(\.id)).count == 43)
        #expect(Set(alerts.map(\.type)).count == 43)
        #expect(
            Set(alerts.filter(\.isRepeatable).map(\.type.name))
                == CatalogueFacts.repeatableAlertTypes)
        for alert in alerts {
            #expect(AlertType(id: alert.id) == alert)
            #expect(AlertType(alert.type) == alert)
            #expect(AlertType.numbered(alert.cloudStackID).contains(alert))
        }
    }

    @Test(arguments: [
        (10, ["ALERT.SERVICE.CONSOLEPROXY", "ALERT.NETWORK.IPV6SUBNET"]),
        (20, ["ALERT.USAGE.RESULT", "ALERT.STORAGE.OBJECT"]),
        (21, ["ALERT.STORAGE.DELETE", "ALERT.STORAGE.BACKUP"]),
        (33, ["ALERT.VR.PUBLIC.IFACE.MTU", "ALERT.TYPE.EXTENSION.PATH.NOT.READY"]),
        (34, ["ALERT.VR.PRIVATE.IFACE.MTU", "ALERT.S2S.VPN.GATEWAY.OBSOLETE.PARAMETERS"]),
    ])
    func `two alert types that share a number are told apart`(number: Int, names: [String]) {
        let alerts = AlertType.numbered(number)
        #expect(alerts.map(\.type.name) == names)
        #expect(alerts.map(\.id) == [number, number + 100])
    }

    @Test func `25 usage types have the field's numbers, names and units`() {
        let types = UsageType.all
        #expect(types.count == 25)
        #expect(
            Set(types.map { "\($0.id):\($0.name):\($0.unit.rawValue):\($0.tariffUnit)" })
                == CatalogueFacts.usageTypes)
        for type in types {
            #expect(UsageType(id: type.id) == type)
            #expect(UsageType(type.meter) == type)
        }
        #expect(UsageType(Meter("NAPS")) == nil)
    }

    @Test func `every meter of a resource is a usage type`() {
        for kind in ResourceCatalogue.all {
            for meter in kind.meters where UsageType(meter) == nil {
                Issue.record("\(kind.kind) is metered by \(meter), which no record can carry")
            }
        }
    }

    @Test func `every event type makes a topic under which it can be found again`() {
        for definition in EventCatalogue.all {
            let event = CloudEvent(category: definition.category, type: definition.type)
            let word = String(definition.type.name.map { $0 == "." ? "-" : $0 })
            #expect(Array(event.topic.segments).map(String.init)[2] == word)
        }
    }

    private func expectSentence(_ text: String) {
        #expect(text.first?.isUppercase == true && text.hasSuffix("."))
        #expect(!text.dropLast().contains(".") && text.count <= 90)
    }
}
