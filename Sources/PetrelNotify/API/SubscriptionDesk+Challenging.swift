internal import Crypto
internal import Foundation
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Receivers that have to answer a challenge before anything is sent to them, where the operator asks for that.
extension SubscriptionDesk {
    /// Lets a subscription whose address has not answered begin only when it has. Whether it is to be asked now.
    func challenging(_ subscription: inout NotifySubscription) async throws -> Bool {
        guard settings.challenges, [.enabled, .unconfirmed].contains(subscription.state),
            let address = try? courier.shop.make(subscription.channel, subscription.settings)
                .challenged,
            subscription.proven != address,
            // Administrators of the cloud may send where they like.
            try await courier.rights.rights(of: subscription.owner.account)?.role != .admin
        else { return false }
        subscription.state = .unconfirmed
        subscription.reason = "the receiver has not answered the challenge"
        subscription.challenge = Self.newChallenge()
        return true
    }

    /// Nothing that an account asks for goes where a challenge was not answered.
    func checkProven(_ subscription: NotifySubscription, _ channel: any Channel) async throws {
        guard settings.challenges, let address = channel.challenged,
            subscription.proven != address,
            try await courier.rights.rights(of: subscription.owner.account)?.role != .admin
        else { return }
        throw APIError.forbidden(
            "the address has not answered its challenge, and nothing is sent there before")
    }

    private static func newChallenge() -> String {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        return bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// Asks once more, or takes what the receiver was asked with from somebody who has seen it there.
    func challengeAgain(
        _ id: String, answer: String?, for caller: Caller
    ) async throws -> NotifySubscription {
        let subscription = try await find(id, for: caller)
        guard subscription.state == .unconfirmed, let challenge = subscription.challenge else {
            throw APIError.invalid(
                "the subscription waits for no answer: it is \(subscription.state.rawValue)")
        }
        guard let answer else {
            courier.order(.challenge(subscription.id))
            return subscription
        }
        guard Courier.isAnswer(answer, to: challenge) else {
            throw APIError.invalid("challenge: it is not the one that the receiver was asked with")
        }
        return try await courier.prove(subscription)
    }
}
