public import PetrelPlugin

extension AMQPPlugin {
    public static var verbs: [PluginVerb] {
        [
            PluginVerb(
                "status", "Shows the targets, and how each does.", command: "listAMQPTargets",
                positional: ["name"],
                columns: [
                    "name", "state", "broker", "exchange", "behind", "confirmed", "cameback",
                    "reason",
                ]),
            PluginVerb(
                "add", "Adds a target.", command: "addAMQPTarget", positional: ["name", "host"]),
            PluginVerb(
                "remove", "Removes a target.", command: "removeAMQPTarget", positional: ["target"]),
            PluginVerb(
                "pause", "Stops delivering to a target; its events wait in the ledger.",
                command: "updateAMQPTarget", parameters: ["paused": "true"], positional: ["target"]),
            PluginVerb(
                "resume", "Delivers again, from where it stopped.", command: "updateAMQPTarget",
                parameters: ["paused": "false"], positional: ["target"]),
            PluginVerb(
                "test", "Sends a message through a temporary queue, step by step.",
                command: "testAMQPTarget", positional: ["target"],
                columns: ["name", "success", "milliseconds", "reason"], verdict: "success"),
            PluginVerb(
                "backfill", "Sends past events to one routing key.",
                command: "backfillAMQPTarget", positional: ["target", "routingkey"]),
            PluginVerb(
                "backfills", "Shows how far backfills are.", command: "listAMQPBackfills",
                columns: ["id", "target", "routingkey", "state", "percent", "sent", "reason"]),
            PluginVerb(
                "cancel", "Ends a backfill.", command: "cancelAMQPBackfill", positional: ["id"]),
            PluginVerb(
                "inbound", "Shows the queues that are read.", command: "listAMQPInboundQueues",
                columns: [
                    "name", "queue", "state", "committed", "duplicates", "poisoned", "reason",
                ]),
        ]
    }
}
