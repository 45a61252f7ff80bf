import Foundation
import PetrelBus
import PetrelStates

/// A resource of one's own: its life as a table, listeners that object and report, and its picture.
///
/// Give it a file name to get the picture as SVG.
@main
struct DoorLifecycle {
    static func main() throws {
        let mistakes = StateMachine(Door.self).validate()
        print("A door's life \(mistakes.isEmpty ? "is sound" : "has mistakes: \(mistakes)").\n")

        let bus = EventBus()
        let reading = bus.subscribe(to: DoorMoved.self) { event in
            print("  \(event.change)\(usage(event.change))")
        }
        liveThroughADay(reportingTo: bus)
        reading.cancel()

        print("\nThe same rows as a Mermaid diagram:\n")
        print(Diagram(Door.self).mermaid())
        if let file = CommandLine.arguments.dropFirst().first {
            try Diagram(Door.self).svg().write(toFile: file, atomically: true, encoding: .utf8)
            print("and as a picture in \(file)")
        }
    }

    private static func liveThroughADay(reportingTo bus: EventBus) {
        let listeners = StateListeners()
        listeners.add(NightWatch())
        listeners.add(DoorReporter(bus: bus))
        var house = House(listeners: listeners)
        house.install("front")

        func attempt(_ trigger: Door.Trigger, _ attributes: [String: String] = [:]) {
            do {
                try house.fire(trigger, on: "front", attributes: attributes)
            } catch {
                print("  ✗ \(error)")
            }
        }
        print("In the morning people come and go:")
        attempt(.openRequested)
        attempt(.arrived)
        attempt(.closeRequested)
        attempt(.blocked)
        attempt(.closeRequested)
        attempt(.arrived)
        print("At night nobody gets in:")
        attempt(.openRequested, ["time": "night"])
        attempt(.lockRequested)
        attempt(.openRequested)
        attempt(.unlockRequested, ["key": "iron"])
        attempt(.unlockRequested, ["key": "brass"])
    }

    private static func usage(_ change: StateChange) -> String {
        change.metering.map { metering in
            switch metering {
            case .opens(let meter): "   (\(meter) begins)"
            case .closes(let meter): "   (\(meter) ends)"
            case .changes(let meter): "   (\(meter) goes on under new terms)"
            }
        }.joined()
    }
}
