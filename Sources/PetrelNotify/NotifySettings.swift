internal import PetrelPlugin

/// What can be set in the section `plugins.notify`, besides what channels need.
struct NotifySettings: Sendable {
    /// How many attempts are under way at most, all subscriptions together. 512.
    var places = 512
    /// How many attempts one subscription may have under way. 16.
    var perSubscription = 16
    /// How many subscriptions an account may have; administrators of the cloud any number. 100.
    var perAccount = 100
    /// How many the accounts of one domain may have together. 1,000.
    var perDomain = 1_000
    /// How many deliveries an account may begin in a second; administrators of the cloud any number. 0, which is any.
    var accountRate = 0
    /// How many the accounts of a domain and of its sub-domains may begin together in a second. 0, which is any.
    var domainRate = 0
    /// For how long an account or domain saves what it does not use of its rate, to have it at once. 10 s.
    var savedRate: Duration = .seconds(10)
    /// How many bytes of events may wait for an account's subscriptions. 0, which is any.
    var accountBacklog = 0
    /// How many for those of a domain and of its sub-domains together. 0, which is any.
    var domainBacklog = 0
    /// How often backlogs are looked at, where there is a quota of them.
    var survey: Duration = .seconds(10)
    /// How many attempts are remembered of each subscription. 1,000.
    var mostAttempts = 1_000
    /// How long attempts are remembered, in days. 7.
    var keepAttempts: Duration = .seconds(7 * 86_400)
    /// How long after a change it is written down at the latest.
    var checkpoint: Duration = .milliseconds(80)
    /// How often what is old is taken away.
    var sweep: Duration = .seconds(600)
    /// Whether an address of a webhook has to answer a challenge before events are sent there. No.
    var challenges = false
    /// When a failed attempt is made again.
    var schedule = RetrySchedule.standard

    /// What concerns messages to people.
    var people = PeopleSettings()

    init() {}

    var limitsBacklogs: Bool { accountBacklog > 0 || domainBacklog > 0 }
    var hasQuotas: Bool { limitsBacklogs || accountRate > 0 || domainRate > 0 }

    init(_ reader: inout PluginSettingsReader) {
        places = reader.integer("concurrency", default: places, in: 1...10_000)
        perSubscription = reader.integer(
            "subscriptionconcurrency", default: perSubscription, in: 1...1_000)
        perAccount = reader.integer("accountsubscriptions", default: perAccount, in: 0...100_000)
        perDomain = reader.integer("domainsubscriptions", default: perDomain, in: 0...1_000_000)
        accountRate = reader.integer("accountrate", default: accountRate, in: 0...1_000_000)
        domainRate = reader.integer("domainrate", default: domainRate, in: 0...1_000_000)
        let saved = reader.integer("rateburst", default: 10, in: 0...3_600)
        savedRate = .seconds(saved)
        let most = 1 << 50
        accountBacklog = reader.integer(
            "accountbacklogbytes", default: accountBacklog, in: 0...most)
        domainBacklog = reader.integer("domainbacklogbytes", default: domainBacklog, in: 0...most)
        mostAttempts = reader.integer("attempts", default: mostAttempts, in: 10...100_000)
        let days = reader.integer("attemptdays", default: 7, in: 1...365)
        keepAttempts = .seconds(days * 86_400)
        challenges = reader.boolean("challenge", default: false)
    }
}
