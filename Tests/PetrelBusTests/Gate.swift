import Foundation

/// Threads wait here until it opens.
final class Gate: @unchecked Sendable {
    // Unchecked: `isOpen` is only touched with the condition locked.
    private let condition = NSCondition()
    private var isOpen = false

    func pass() {
        condition.withLock {
            while !isOpen { condition.wait() }
        }
    }

    func open() {
        condition.withLock {
            isOpen = true
            condition.broadcast()
        }
    }
}
