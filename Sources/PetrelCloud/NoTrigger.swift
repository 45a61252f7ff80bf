public import PetrelStates

/// The triggers of a kind that is made and removed and in between never changes its state: none.
public enum NoTrigger: LifecycleName {
    public static let allCases: [NoTrigger] = []

    public init?(rawValue: String) { nil }

    public var rawValue: String {
        switch self {}
    }
}
