/// One publisher, one subscriber, one thread.
enum PostToOneSubscriber: Workload {
    static let name = "PostToOneSubscriber"
    static let object = "post to 1 immediate subscriber: a handler object"

    static func rows(patience: Double) -> [Row] {
        PostToSubscribers(count: 1).rows(
            patience: patience, object: (object, .ratioAtMost(3)),
            closure: ("post to 1 immediate subscriber: a closure", .ratioAtMost(6)))
    }
}
