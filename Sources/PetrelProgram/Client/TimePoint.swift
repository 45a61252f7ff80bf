internal import ArgumentParser
internal import PetrelCloud

/// A point in time as people type it: `10m` ago, or `2026-11-22`, or `2026-11-22T17:00:00Z`.
struct TimePoint: ExpressibleByArgument, Sendable {
    let time: Timestamp

    init?(argument: String) {
        if let ago = Duration(setting: argument) {
            time = Timestamp.now.advanced(by: .zero - ago)
        } else if let time = Timestamp(argument) ?? Timestamp(argument + "T00:00:00Z")
            ?? Timestamp(argument + "Z")
        {
            self.time = time
        } else {
            return nil
        }
    }

    var text: String { time.text() }
}
