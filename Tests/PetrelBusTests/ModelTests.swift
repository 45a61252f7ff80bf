import PetrelBus
import PetrelTesting
import Testing

/// Random programs of handlers that post, subscribe and cancel, run on the bus and on a model of it that fits on a page.
struct ModelTests {
    /// What a handler does on its nth call.
    enum Step {
        case post(Int)
        case subscribe(name: Int)
        case cancel(name: Int)
    }

    struct Program {
        var steps: [Int: [[Step]]]

        init(_ random: inout SeededRandom) {
            steps = [:]
            for name in 0..<6 {
                steps[name] = (0..<3).map { _ in
                    (0..<Int.random(in: 0...2, using: &random)).map { _ in
                        switch Int.random(in: 0..<4, using: &random) {
                        case 0, 1: .post(Int.random(in: 0..<4, using: &random))
                        case 2: .subscribe(name: Int.random(in: 0..<6, using: &random))
                        default: .cancel(name: Int.random(in: 0..<6, using: &random))
                        }
                    }
                }
            }
        }

        func steps(of name: Int, call: Int) -> [Step] {
            let calls = steps[name] ?? []
            return call < calls.count ? calls[call] : []
        }
    }

    @Test func `a thousand random programs run as the model says`() {
        for seed in 0..<1000 {
            var random = SeededRandom(seed: UInt64(seed))
            let program = Program(&random)
            let expected = Model(program).run()
            #expect(RealRun(program).run() == expected, "seed \(seed)")
        }
    }

    /// Every event goes, in order of posting, to those subscribed when its delivery begins, unless cancelled since.
    final class Model {
        let program: Program
        var trace: [String] = []
        /// Each with a number of its own: whoever subscribes anew is somebody else.
        var subscribed: [(id: Int, name: Int)] = []
        var nextID = 0
        var calls: [Int: Int] = [:]
        var pending: [Int] = []

        init(_ program: Program) { self.program = program }

        func run() -> [String] {
            for name in 0..<3 { subscribe(name) }
            pending = [0]
            while !pending.isEmpty, trace.count < 200 {
                let event = pending.removeFirst()
                for (id, name) in subscribed where subscribed.contains(where: { $0.id == id }) {
                    trace.append("\(name) hears \(event)")
                    let call = calls[name, default: 0]
                    calls[name] = call + 1
                    for step in program.steps(of: name, call: call) { take(step) }
                }
            }
            return trace
        }

        func take(_ step: Step) {
            switch step {
            case .post(let event): pending.append(event)
            case .subscribe(let name): subscribe(name)
            case .cancel(let name): subscribed.removeAll { $0.name == name }
            }
        }

        func subscribe(_ name: Int) {
            guard !subscribed.contains(where: { $0.name == name }) else { return }
            subscribed.append((nextID, name))
            nextID += 1
        }
    }

    final class RealRun: @unchecked Sendable {
        // Unchecked: used from one thread.
        let bus = EventBus()
        let program: Program
        var trace: [String] = []
        var subscriptions: [Int: Subscription] = [:]
        var calls: [Int: Int] = [:]

        init(_ program: Program) { self.program = program }

        func run() -> [String] {
            for name in 0..<3 { subscribe(name) }
            bus.post(Number(value: 0))
            for (_, subscription) in subscriptions { subscription.cancel() }
            return trace
        }

        func subscribe(_ name: Int) {
            guard subscriptions[name] == nil else { return }
            subscriptions[name] = bus.subscribe(to: Number.self) { [self] event in
                trace.append("\(name) hears \(event.value)")
                let call = calls[name, default: 0]
                calls[name] = call + 1
                for step in program.steps(of: name, call: call) { take(step) }
            }
        }

        func take(_ step: Step) {
            switch step {
            case .post(let event): bus.post(Number(value: event))
            case .subscribe(let name): subscribe(name)
            case .cancel(let name): subscriptions.removeValue(forKey: name)?.cancel()
            }
        }
    }
}
