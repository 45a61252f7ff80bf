internal import CPetrelBus

/// Events posted from inside handlers of one delivery, waiting for it to end.
final class PendingPosts {
    private var posts: [PendingPost] = []
    private var next = 0

    func append(_ post: PendingPost) {
        posts.append(post)
    }

    func popFirst() -> PendingPost? {
        guard next < posts.count else { return nil }
        defer { next += 1 }
        return posts[next]
    }
}

/// One of them, of whatever type.
class PendingPost {
    let hop: UInt32

    init(hop: UInt32) {
        self.hop = hop
    }

    func deliver(_ bus: EventBus, _ reader: UnsafeMutablePointer<petrel_reader>) {}
}

private final class TypedPendingPost<E: Event>: PendingPost {
    let event: E

    init(_ event: E, hop: UInt32) {
        self.event = event
        super.init(hop: hop)
    }

    override func deliver(_ bus: EventBus, _ reader: UnsafeMutablePointer<petrel_reader>) {
        bus.deliverSlowly(event, reader)
    }
}

extension EventBus {
    /// A post from inside a handler of this bus waits for the delivery under way; one to another bus goes at once.
    func postInside<E: Event>(_ event: E, _ reader: UnsafeMutablePointer<petrel_reader>) {
        guard reader.pointee.hop < hopLimit(for: event) else {
            return report(event, .tooManyHops(limit: hopLimit), nil)
        }
        let post = TypedPendingPost(event, hop: reader.pointee.hop + 1)
        if reader.pointee.bus == UnsafeRawPointer(switchboard) {
            return Self.pending(petrel_reader_pending(reader)).append(post)
        }
        var frame = reader.pointee.outer
        while let outer = frame {
            if outer.pointee.bus == UnsafeRawPointer(switchboard) {
                return Self.pending(petrel_frame_pending(outer)).append(post)
            }
            frame = outer.pointee.outer
        }
        deliverInside(post, reader)
    }

    /// The report of a chain that was cut may itself be one hop longer.
    private func hopLimit(for event: some Event) -> UInt32 {
        UInt32(clamping: event is UndeliverableEvent ? hopLimit + 1 : hopLimit)
    }

    private static func pending(
        _ place: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    ) -> PendingPosts {
        if let posts = place.pointee {
            return Unmanaged<PendingPosts>.fromOpaque(posts).takeUnretainedValue()
        }
        let posts = PendingPosts()
        place.pointee = Unmanaged.passRetained(posts).toOpaque()
        return posts
    }

    /// Delivers to this bus from inside a handler of another one, which comes back to its own afterwards.
    private func deliverInside(_ post: PendingPost, _ reader: UnsafeMutablePointer<petrel_reader>) {
        let hop = reader.pointee.hop
        let refused = reader.pointee.refused
        var frame = petrel_frame()
        withUnsafeMutablePointer(to: &frame) { frame in
            petrel_reader_push(reader, frame, switchboard)
            reader.pointee.hop = post.hop
            reader.pointee.refused = nil
            post.deliver(self, reader)
            deliverPending(reader)
            petrel_reader_pop(reader)
        }
        reader.pointee.refused = refused
        reader.pointee.hop = hop
    }

    /// Delivers what handlers posted, and what the handlers of that posted, until nothing is left.
    @inline(never)
    func deliverPending(_ reader: UnsafeMutablePointer<petrel_reader>) {
        let hop = reader.pointee.hop
        let refused = reader.pointee.refused
        reader.pointee.refused = nil
        while let place = reader.pointee.pending {
            let posts = Unmanaged<PendingPosts>.fromOpaque(place)
            while let post = posts._withUnsafeGuaranteedRef({ $0.popFirst() }) {
                reader.pointee.hop = post.hop
                post.deliver(self, reader)
            }
            reader.pointee.pending = nil
            posts.release()
        }
        reader.pointee.refused = refused
        reader.pointee.hop = hop
    }
}
