import Testing

@testable import PetrelStates

struct DenseIndexTests {
    enum Alone: String, LifecycleName { case only }

    enum Plain: String, LifecycleName { case first, second, third }

    /// Its cases stand in memory in another order than `allCases` gives.
    enum Reversed: String, LifecycleName {
        case first, second, third
        static let allCases: [Reversed] = [.third, .second, .first]
    }

    /// Leaves out a case.
    enum Partial: String, LifecycleName {
        case first, second, hidden
        static let allCases: [Partial] = [.first, .second]
    }

    /// Not an enum.
    struct Named: LifecycleName {
        let rawValue: String
        static let allCases = [Named(rawValue: "a"), Named(rawValue: "b")]
    }

    @Test func `reads the position of a plain case from memory`() {
        let index = DenseIndex<Plain>()
        #expect(index.isDirect)
        #expect(Plain.allCases.map { index.position(of: $0) } == [0, 1, 2])
    }

    @Test func `gives a lone case the only position`() {
        #expect(DenseIndex<Alone>().position(of: .only) == 0)
    }

    @Test func `looks positions up where memory and allCases disagree`() {
        let index = DenseIndex<Reversed>()
        #expect(!index.isDirect)
        #expect(index.position(of: .third) == 0)
        #expect(index.position(of: .first) == 2)
    }

    @Test func `has no position for a value outside allCases`() {
        #expect(DenseIndex<Partial>().position(of: .hidden) == nil)
        #expect(DenseIndex<Named>().position(of: Named(rawValue: "c")) == nil)
        #expect(DenseIndex<Named>().position(of: Named(rawValue: "b")) == 1)
    }

    @Test func `a machine over such names gives the same answers`() throws {
        let machine = StateMachine<Reversed, Named>(
            kind: "Odd", initial: [.first],
            rows: [.from(.first, on: Named(rawValue: "b"), to: .third)])
        #expect(try machine.next(from: .first, on: Named(rawValue: "b")) == .third)
        let error = #expect(throws: TransitionError.self) {
            try machine.next(from: .first, on: Named(rawValue: "c"))
        }
        #expect(error?.reason == .unknownTrigger)
    }
}
