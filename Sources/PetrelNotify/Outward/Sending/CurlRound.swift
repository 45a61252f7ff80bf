internal import CCurl

/// The transfers under way, on the sender's thread.
struct CurlRound {
    private static let mostSets = 16
    private static let mostIdle = 256

    private let watch: CurlWatch
    private let sets: [CurlSet]
    private var transfers: [UInt64: CurlTransfer] = [:]
    private var byHandle: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    /// Handles that have done their work and can be used again.
    private var idle: [UnsafeMutableRawPointer] = []

    /// - Parameter bell: Readable when there is something to begin.
    init(bell: Int32) {
        let watch = CurlWatch(bell: bell)
        self.watch = watch
        sets = (0..<Self.mostSets).map { CurlSet($0, watch) }
    }

    /// Waits until something has happened or somebody rings, and does what follows.
    mutating func turn() {
        watch.wait(sets)
        report()
    }

    mutating func begin(_ order: CurlOrder) {
        guard let easy = idle.popLast() ?? curl_easy_init() else {
            return order.fail(.noConnection)
        }
        let set = sets[Int(UInt(bitPattern: order.receiver) % UInt(sets.count))]
        let transfer = CurlTransfer(order, easy, set)
        guard transfer.prepare(), curl_multi_add_handle(set.handle, easy) == CURLM_OK else {
            transfer.release()
            curl_easy_cleanup(easy)
            return order.fail(.noConnection)
        }
        transfers[order.id] = transfer
        byHandle[easy] = transfer
    }

    mutating func cancel(_ id: UInt64) {
        guard let transfer = transfers[id] else { return }
        remove(transfer)
        transfer.order.fail(.cancelled)
    }

    /// Tells those who asked what is done.
    private mutating func report() {
        var left: Int32 = 0
        for set in sets {
            while let message = curl_multi_info_read(set.handle, &left) {
                var result = CURLE_OK
                guard let easy = petrel_curl_done(message, &result), let transfer = byHandle[easy]
                else { continue }
                let outcome = transfer.outcome(result)
                remove(transfer)
                transfer.order.done(outcome)
            }
        }
    }

    mutating func close() {
        for transfer in transfers.values {
            remove(transfer)
            transfer.order.fail(.closed)
        }
        for easy in idle { curl_easy_cleanup(easy) }
        idle = []
    }

    private mutating func remove(_ transfer: CurlTransfer) {
        transfers[transfer.order.id] = nil
        byHandle[transfer.easy] = nil
        curl_multi_remove_handle(transfer.set.handle, transfer.easy)
        transfer.release()
        guard idle.count < Self.mostIdle else { return curl_easy_cleanup(transfer.easy) }
        curl_easy_reset(transfer.easy)
        idle.append(transfer.easy)
    }
}
