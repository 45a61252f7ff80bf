internal import ArgumentParser

/// What a shell needs to complete our commands.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Prints a script that teaches a shell to complete petrel's commands.",
        discussion: """
            bash:  petrel completions bash > ~/.local/share/bash-completion/completions/petrel
            zsh:   petrel completions zsh > "${fpath[1]}/_petrel"
            fish:  petrel completions fish > ~/.config/fish/completions/petrel.fish
            """)

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish

        var kind: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() {
        Terminal.say(Petrel.completionScript(for: shell.kind))
    }
}
