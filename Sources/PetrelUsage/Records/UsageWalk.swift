internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Goes through all records of a period, a part at a time, so that they are never in memory as a whole.
///
/// They come resource by resource, in the order in which these were first metered; those of one resource by time. Each
/// part is read at an instant of its own, and every resource that was metered when the walk began is in it once. All
/// that is still open counts up to the same instant. Through a ``UsageView`` that names an event, all parts are what was
/// known at that event.
actor UsageWalk {
    /// About how many records are in a part. A resource has two for most windows.
    private static let part = 4_000

    private let context: PluginContext
    private let windows: [UsageWindow]
    private let filter: UsageFilter
    private let view: UsageView
    private let step: Int
    private var after: Int64
    private var last: Int64?
    /// The resources being read, and the first of their windows that is still to come.
    private var place: (stretch: UsageStretch, window: Int)?

    /// - Parameter after: The number of the resource to go on behind.
    init(
        _ context: PluginContext, _ windows: [UsageWindow], _ filter: UsageFilter,
        _ view: UsageView, after: Int64 = 0
    ) {
        self.context = context
        self.windows = windows
        self.filter = filter
        self.view = view
        self.after = after
        last = view.last
        step = max(1, Self.part / 2 / max(1, windows.count))
    }

    /// The next records, perhaps none; `nil` after the last.
    func next() async throws -> [NumberedRecord]? {
        guard !windows.isEmpty, let (stretch, window) = try await nextPlace() else { return nil }
        let end = min(windows.endIndex, window + Self.part)
        if end < windows.endIndex {
            place = (stretch, end)
        } else {
            place = nil
            after = stretch.through
        }
        let (windows, filter, view) = (windows[window..<end], filter, view)
        return try await context.read { reader in
            try UsageReader(reader: reader, through: view.through).records(
                of: stretch, windows, filter, now: view.now)
        }
    }

    private func nextPlace() async throws -> (stretch: UsageStretch, window: Int)? {
        if let place { return place }
        let (filter, after, step, known) = (filter, after, step, last)
        let (stretch, last) = try await context.read { reader in
            let last = try known ?? UsageView.highest(reader)
            return (try filter.stretch(after: after, through: last, step, reader), last)
        }
        self.last = last
        return stretch.map { ($0, 0) }
    }
}
