internal import PetrelCloud

/// How long to wait after each failed attempt.
struct RetrySchedule: Sendable, Hashable {
    /// After the first attempt, the second, …; when they are used up, the event is given up.
    var waits: [Duration] = [
        .seconds(5), .seconds(300), .seconds(1_800), .seconds(7_200), .seconds(18_000),
        .seconds(36_000), .seconds(50_400), .seconds(72_000), .seconds(86_400),
    ]
    /// By which share of itself a wait is made longer or shorter, so that what failed together is not tried again
    /// together.
    var jitter = 0.2
    /// A receiver that asks for a longer pause than this is asked again after this.
    var longestWait: Duration = .seconds(86_400)

    static let standard = RetrySchedule()

    /// The wait after the attempt of this number, counted from 0; `nil` when it was the last one.
    func wait(
        after step: Int, asked: Duration?, using random: inout some RandomNumberGenerator
    ) -> Duration? {
        guard step < waits.count else { return nil }
        let factor = 1 + Double.random(in: -jitter...jitter, using: &random)
        let own = waits[step] * factor
        return max(own, min(asked ?? .zero, longestWait))
    }
}
