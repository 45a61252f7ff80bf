import PetrelProgram
import PetrelUsage
import TicketPlugin

@main struct TicketProgram {
    static func main() async {
        await Program(plugins: [UsagePlugin.self, TicketPlugin.self]).main()
    }
}
