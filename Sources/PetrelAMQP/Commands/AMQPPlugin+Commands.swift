internal import PetrelBus
internal import PetrelCloud
public import PetrelPlugin
internal import Synchronization

extension AMQPPlugin {
    public var commands: [APICommand] {
        [list, add, update, remove, test, backfill, listBackfills, cancelBackfill, listInbound]
    }

    private var list: APICommand {
        APICommand(
            "listAMQPTargets", "Lists where events are published, and how each target does.",
            roles: .admin,
            parameters: [.string("name", "Only this one.")],
            response: .list("amqptarget", AMQPFields.target)
        ) { [station] call in
            let wanted = call.string("name")
            let last = try await station.context.store.lastSequence
            let found = station.state.withLock { Array($0.targets.values) }
                .filter { wanted == nil || $0.worker.board.name == wanted }
                .sorted { $0.worker.board.name < $1.worker.board.name }
            return .list(found.map { $0.answer(last: last) }, count: found.count)
        }
    }

    private var add: APICommand {
        APICommand(
            "addAMQPTarget", "Publishes events to one more exchange, from now on.", roles: .admin,
            parameters: [.string("name", required: true, "A name of its own.")]
                + AMQPFields.targetParameters,
            response: .object("amqptarget", AMQPFields.target)
        ) { [station] call in
            let id = try await station.add(AMQPFields.values(of: call))
            return .object(try await station.answer(id))
        }
    }

    private var update: APICommand {
        APICommand(
            "updateAMQPTarget", "Changes a target, pauses or resumes it. Its cursor stays.",
            roles: .admin,
            parameters: [
                .string("target", required: true, "The target's id or name."),
                .boolean("paused", "Whether nothing is delivered; events wait in the ledger."),
            ] + AMQPFields.targetParameters,
            response: .object("amqptarget", AMQPFields.target)
        ) { [station] call in
            let target = try call.required("target")
            try await station.update(
                target, AMQPFields.values(of: call), isPaused: call.boolean("paused"))
            return .object(try await station.answer(target))
        }
    }

    private var remove: APICommand {
        APICommand(
            "removeAMQPTarget", "Publishes to a target no more and forgets it.", roles: .admin,
            parameters: [.string("target", required: true, "The target's id or name.")],
            response: .success
        ) { [station] call in
            try await station.remove(call.required("target"))
            return .success
        }
    }

    private var test: APICommand {
        APICommand(
            "testAMQPTarget",
            "Sends a message through the target's exchange into a temporary queue and back.",
            roles: .admin,
            parameters: [.string("target", required: true, "The target's id or name.")],
            response: .list("step", AMQPFields.step)
        ) { [station] call in
            let place = try station.target(call.required("target")).place
            let steps = await RoundTrip(target: place.worker.order.read(\.subject)).run()
            return .list(steps.map(\.answer), count: steps.count)
        }
    }

    private var listInbound: APICommand {
        APICommand(
            "listAMQPInboundQueues", "Lists the queues whose messages become events.",
            roles: .admin, response: .list("amqpinboundqueue", AMQPFields.inbound)
        ) { [station] _ in
            let found = station.state.withLock { Array($0.inbound.values) }
                .sorted { $0.board.name < $1.board.name }
            return .list(found.map(\.answer), count: found.count)
        }
    }
}
