public import PetrelPlugin

extension NotifyPlugin {
    public static var verbs: [PluginVerb] {
        [
            PluginVerb(
                "list", "Shows subscriptions, and how each does.", command: "listSubscriptions",
                positional: ["name"],
                columns: [
                    "id", "name", "channel", "state", "endpoint", "behind", "held", "counter",
                ]),
            PluginVerb(
                "create", "Makes a subscription.", command: "createSubscription",
                positional: ["name", "channel"]),
            PluginVerb(
                "dry-run", "Says how many stored events a subscription would have got.",
                command: "dryRunSubscription", positional: ["topics"]),
            PluginVerb(
                "delete", "Ends a subscription.", command: "deleteSubscription",
                positional: ["id"]),
            PluginVerb(
                "pause", "Sends nothing more; the backlog is kept.", command: "pauseSubscription",
                positional: ["id"]),
            PluginVerb(
                "ask", "Asks once more who has not said yes.", command: "askSubscriptionRecipient",
                positional: ["id"]),
            PluginVerb(
                "resume", "Sends again: inorder, latest or skip.", command: "resumeSubscription",
                positional: ["id", "mode"]),
            PluginVerb(
                "rotate", "Signs with a new key.", command: "rotateSubscriptionKey",
                positional: ["id", "kind"]),
            PluginVerb(
                "challenge", "Asks a receiver once more, or takes its answer.",
                command: "challengeSubscription", positional: ["id", "challenge"]),
            PluginVerb(
                "redrive", "Tries again what was given up.", command: "redriveSubscription",
                positional: ["id"]),
            PluginVerb(
                "replay", "Sends a range once more.", command: "replaySubscription",
                positional: ["id", "from", "to"]),
            PluginVerb(
                "explain", "Says why a subscription got an event, or did not.",
                command: "explainSubscription", positional: ["id", "event"]),
            PluginVerb(
                "attempts", "Shows what was tried.", command: "listSubscriptionAttempts",
                positional: ["id"],
                columns: ["began", "type", "attempt", "success", "status", "latencyms", "reason"]),
            PluginVerb(
                "missing", "Shows what a receiver lacks between two of its counters.",
                command: "listMissingDeliveries", positional: ["id", "from", "to"]),
            PluginVerb(
                "quotas", "Shows what accounts and domains may have, and what they use.",
                command: "listNotifyQuotas", positional: ["id"],
                columns: [
                    "kind", "name", "domainpath", "subscriptions", "mostsubscriptions", "rate",
                    "ratespare", "backlogbytes", "mostbacklogbytes",
                ]),
            PluginVerb(
                "acknowledge", "Says that somebody acts on an event.",
                command: "acknowledgeEvent", positional: ["event"]),
            PluginVerb(
                "suppressed", "Shows addresses to which nothing is sent.",
                command: "listSuppressedAddresses", positional: ["address"],
                columns: ["channel", "address", "since", "status", "source", "reason"]),
            PluginVerb(
                "suppress", "Sends nothing more to an address.", command: "suppressAddress",
                positional: ["channel", "address", "reason"]),
            PluginVerb(
                "lift", "Lets messages go to an address again.",
                command: "liftAddressSuppression", positional: ["channel", "address"]),
            PluginVerb(
                "channels", "Shows the channels.", command: "listNotifyChannels",
                columns: ["channel", "setting", "form", "required", "meaning"]),
        ]
    }
}
