internal import PetrelStates

extension Meter {
    static let runningVM = Meter("RUNNING_VM")
    static let allocatedVM = Meter("ALLOCATED_VM")
    static let volume = Meter("VOLUME")
    static let volumeSecondary = Meter("VOLUME_SECONDARY")
}
