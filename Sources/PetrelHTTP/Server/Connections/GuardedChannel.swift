internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Puts a gate before whatever else a connection consists of.
struct GuardedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let count: ConnectionCount
    let settings: ServerSettings

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        let address = channel.remoteAddress?.ipAddress ?? ""
        let verdict = count.enter(address)
        let count = count
        channel.closeFuture.whenComplete { _ in count.leave(address, verdict) }
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
                ConnectionGate(verdict: verdict, count: count, settings: settings))
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}

extension ServerChildChannel {
    func guarded(by count: ConnectionCount, _ settings: ServerSettings) -> any ServerChildChannel {
        GuardedChannel(base: self, count: count, settings: settings)
    }
}
