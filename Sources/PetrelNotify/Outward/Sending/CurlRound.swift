internal import CCurl

/// The transfers under way, on the sender's thread.
struct CurlRound {
    private let multi: UnsafeMutableRawPointer
    private var transfers: [UInt64: CurlTransfer] = [:]
    private var byHandle: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    /// Handles that have done their work and can be used again.
    private var idle: [UnsafeMutableRawPointer] = []
    private static let mostIdle = 256

    init(multi: UnsafeMutableRawPointer) {
        self.multi = multi
    }

    mutating func begin(_ order: CurlOrder) {
        guard let easy = idle.popLast() ?? curl_easy_init() else {
            return order.fail(.noConnection)
        }
        let transfer = CurlTransfer(order, easy)
        guard transfer.prepare(), curl_multi_add_handle(multi, easy) == CURLM_OK else {
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
    mutating func report() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            var result = CURLE_OK
            guard let easy = petrel_curl_done(message, &result), let transfer = byHandle[easy]
            else { continue }
            let outcome = transfer.outcome(result)
            remove(transfer)
            transfer.order.done(outcome)
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
        curl_multi_remove_handle(multi, transfer.easy)
        transfer.release()
        guard idle.count < Self.mostIdle else { return curl_easy_cleanup(transfer.easy) }
        curl_easy_reset(transfer.easy)
        idle.append(transfer.easy)
    }
}
