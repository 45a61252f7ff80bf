internal import Foundation
internal import PetrelPlugin

/// What can be set in the section `plugins.usage`.
struct UsageSettings: Sendable {
    /// How many events are metered in one commit. 512.
    var batch = 512
    /// The time zone of days, months and hours in records when a request names none. UTC.
    var timeZone = "UTC"
    /// How long one record of `listUsageRecords` is at most: `hour`, `day` or `month`. A day.
    var aggregation = WindowLength.day
    /// How often budgets are looked at. A minute.
    var budgetInterval: Duration = .seconds(60)
    /// The price book for amounts when a request names none.
    var book = "standard"

    init() {}

    /// The same for people to start from.
    static let manual = """
        # How many events are metered in one commit.
        batch: 512
        # The time zone of days, months and hours in records when a request names none.
        timezone: UTC
        # How long one record of listUsageRecords is at most: hour, day or month.
        aggregation: day
        # How often budgets are looked at, in seconds.
        budgetinterval: 60
        # The price book for amounts when a request names none.
        book: standard

        """

    init(_ reader: inout PluginSettingsReader) {
        batch = reader.integer("batch", default: batch, in: 1...10_000)
        timeZone = reader.string("timezone", default: timeZone)
        aggregation = reader.choice("aggregation", default: aggregation)
        budgetInterval = reader.seconds("budgetinterval", default: budgetInterval)
        book = reader.string("book", default: book)
        if TimeZone(identifier: timeZone) == nil {
            reader.note("timezone", timeZone, "a time zone such as Europe/Berlin")
        }
    }
}
