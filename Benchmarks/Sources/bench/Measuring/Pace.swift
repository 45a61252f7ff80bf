/// Events at a steady rate.
struct Pace {
    var perSecond: Int
    var count: Int

    /// Calls `post` with the present moment, each time it is due. Spins between, so that the publisher is
    /// always awake and only the consumer has to be woken.
    @inline(__always)
    func each(_ post: (_ moment: Int) -> Void) {
        let gap = 1_000_000_000 / perSecond
        var due = now()
        for _ in 0..<count {
            due += gap
            var moment = now()
            while moment < due { moment = now() }
            // After a stop the publisher does not catch up, which would be a flood.
            if moment > due + gap { due = moment }
            post(moment)
        }
    }
}
