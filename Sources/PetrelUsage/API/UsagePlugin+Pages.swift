internal import PetrelCloud
internal import PetrelPlugin

/// Pages of `listUsageRecords`: all of a list show what was known at one event, and the list is counted once.
extension UsagePlugin {
    /// How many resources are counted at a time.
    private static let stretch = 1_000

    func page(
        _ call: APICall, of question: RecordQuestion
    ) async throws -> (records: [UsageRecord], count: Int) {
        let view = try await view(of: question, page: call.page)
        let windows = try windows(
            from: question.from, to: min(question.to, view.now), each: settings.aggregation,
            timeZone: settings.timeZone)
        let spans = try await spans(of: question, windows, view)
        guard let place = spans.place(of: call.offset) else { return ([], spans.total) }
        let walk = UsageWalk(context, windows, question.filter, view, after: place.after)
        let wanted = min(call.pageSize, spans.total - call.offset)
        let page = try await walk.records(question.lists, behind: place.skipped, atMost: wanted)
        return (page, spans.total)
    }

    private func view(of question: RecordQuestion, page: Int) async throws -> UsageView {
        let fresh = try await context.read { try UsageView($0, now: .now) }
        return lists.view(question, page: page, fresh) { known in
            // What goes on up to now is more whenever somebody looks.
            question.to <= known.now
                && changes.isSame(
                    before: question.to, after: known.through, and: fresh.through)
        }
    }

    private func spans(
        of question: RecordQuestion, _ windows: [UsageWindow], _ view: UsageView
    ) async throws -> RecordSpans {
        if let known = lists.spans(question, view) { return known }
        let spans =
            question.keyword == nil
            ? try await count(question, windows, view) : try await look(question, windows, view)
        lists.counted(question, view, spans)
        return spans
    }

    private func count(
        _ question: RecordQuestion, _ windows: [UsageWindow], _ view: UsageView
    ) async throws -> RecordSpans {
        var (spans, after) = (RecordSpans(), Int64?.some(0))
        let filter = question.filter
        while let begin = after {
            let begun = spans
            (spans, after) = try await context.read { reader in
                guard
                    let stretch = try filter.stretch(
                        after: begin, through: view.last ?? .max, Self.stretch, reader)
                else { return (begun, nil) }
                var spans = begun
                try UsageReader(reader: reader, through: view.through).count(
                    of: stretch, windows, filter, now: view.now
                ) { count, resource in spans.add(count, of: resource) }
                return (spans, stretch.through)
            }
        }
        return spans
    }

    /// Names have to be looked at: for a keyword all records are made.
    private func look(
        _ question: RecordQuestion, _ windows: [UsageWindow], _ view: UsageView
    ) async throws -> RecordSpans {
        var spans = RecordSpans()
        let walk = UsageWalk(context, windows, question.filter, view)
        while let part = try await walk.next() {
            for numbered in part where question.lists(numbered.record) {
                spans.add(1, of: numbered.resource)
            }
        }
        return spans
    }
}

extension UsageWalk {
    /// Some of the records that are listed, without the first ones.
    fileprivate func records(
        _ isListed: (UsageRecord) -> Bool, behind skipped: Int, atMost wanted: Int
    ) async throws -> [UsageRecord] {
        var (records, skipped) = ([UsageRecord](), skipped)
        while records.count < wanted, let part = try await next() {
            let listed = part.map(\.record).filter(isListed)
            records += listed.dropFirst(skipped).prefix(wanted - records.count)
            skipped -= min(skipped, listed.count)
        }
        return records
    }
}
