public import PetrelBus

/// A thousand event types that are not ours, one for each number of three digits.
public struct OtherEvent<A: Digit, B: Digit, C: Digit>: Event {
    public var bytes: Int
}

/// A digit as a type.
public protocol Digit: Sendable {}

public enum D0: Digit {}
public enum D1: Digit {}
public enum D2: Digit {}
public enum D3: Digit {}
public enum D4: Digit {}
public enum D5: Digit {}
public enum D6: Digit {}
public enum D7: Digit {}
public enum D8: Digit {}
public enum D9: Digit {}

/// Something to do with each of the first so many other types.
public protocol OtherEventVisitor {
    mutating func visit<E: Event>(_ type: E.Type)
}

extension OtherEventVisitor {
    /// Visits at most a thousand types.
    public mutating func visit(first count: Int) {
        for number in 0..<min(count, 1000) {
            visit(digits[number / 100], digits[number / 10 % 10], digits[number % 10])
        }
    }

    private mutating func visit(_ a: any Digit.Type, _ b: any Digit.Type, _ c: any Digit.Type) {
        func open<A: Digit, B: Digit, C: Digit>(
            _ a: A.Type, _ b: B.Type, _ c: C.Type, _ visitor: inout Self
        ) {
            visitor.visit(OtherEvent<A, B, C>.self)
        }
        open(a, b, c, &self)
    }

    private var digits: [any Digit.Type] {
        [D0.self, D1.self, D2.self, D3.self, D4.self, D5.self, D6.self, D7.self, D8.self, D9.self]
    }
}
