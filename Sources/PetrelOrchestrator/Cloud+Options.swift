extension Cloud {
    /// What may differ between clouds without being a setting of theirs.
    public struct Options: Sendable {
        /// How slow the hash of a password is: rounds of PBKDF2 with HMAC-SHA-512. 210,000, as OWASP asks; every hash
        /// says how many it took, so that old ones stay good.
        public var passwordRounds = 210_000
        /// By what regular work waits: the clock of the machine.
        public var clock: any Clock<Duration> = ContinuousClock()

        public init() {}
    }
}
