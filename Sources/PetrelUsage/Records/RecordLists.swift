internal import PetrelCloud
internal import Synchronization

/// Lists that somebody leafs through: what each page is a part of, and where it begins.
///
/// At most ``most`` are remembered, 4 MiB; the one that was not asked for longest is forgotten first, and counted anew
/// should it be asked for again.
final class RecordLists: Sendable {
    static let most = 128
    /// How long a list is the one that further pages are of.
    static let patience = Duration.seconds(600)

    private struct List {
        let view: UsageView
        var spans: RecordSpans?
        var asked: Timestamp
    }

    private let lists = Mutex<[RecordQuestion: List]>([:])

    /// What the pages of a list show. The first page is what is known now, unless that is the same as before; others go
    /// on with what the first one was of.
    ///
    /// - Parameter isSame: Whether what an earlier look showed still is what there is.
    func view(
        _ question: RecordQuestion, page: Int, _ fresh: UsageView, isSame: (UsageView) -> Bool
    ) -> UsageView {
        lists.withLock { lists in
            if var known = lists[question] {
                let isRecent = fresh.now < known.asked.advanced(by: Self.patience)
                if (page > 1 && isRecent) || isSame(known.view) {
                    known.asked = fresh.now
                    lists[question] = known
                    return known.view
                }
            }
            lists[question] = List(view: fresh, asked: fresh.now)
            Self.forget(&lists)
            return fresh
        }
    }

    private static func forget(_ lists: inout [RecordQuestion: List]) {
        guard lists.count > most,
            let oldest = lists.min(by: { $0.value.asked < $1.value.asked })?.key
        else { return }
        lists[oldest] = nil
    }

    /// How many records there are where, if that was counted.
    func spans(_ question: RecordQuestion, _ view: UsageView) -> RecordSpans? {
        lists.withLock { $0[question]?.view == view ? $0[question]?.spans : nil }
    }

    func counted(_ question: RecordQuestion, _ view: UsageView, _ spans: RecordSpans) {
        lists.withLock { lists in
            guard lists[question]?.view == view else { return }
            lists[question]?.spans = spans
        }
    }
}
