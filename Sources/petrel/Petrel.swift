internal import ArgumentParser

@main struct Petrel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells every interested party about every change in a cloud.")
}
