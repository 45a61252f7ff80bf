/// What was used of quotas when somebody last looked.
struct QuotaUse: Sendable {
    /// Administrators of the cloud, who have none.
    var exempt: Set<String> = []
    /// What waited for all whose quota is watched.
    var waiting = 0
    /// How often a quota of backlogs was exceeded, and how many subscriptions rest for that.
    var crossings: Int64 = 0
    var resting: Int64 = 0
}
