import Foundation

extension IdentityMessage {
  /// The acknowledgement of this message as an actor of ours gives it (ITI TF-2 Appendix O.1.2).
  public func acknowledgement(_ type: AcknowledgementType) -> ActorAnswer {
    let acknowledgement = MessageAcknowledgement(type, of: id ?? InstanceIdentifier(root: ""))
    return ActorAnswer(
      action: IdentityInteraction.acceptAcknowledgement.action, acknowledgement.element(in: answering()))
  }

  /// The wrapper of an answer to this message.
  public func answering() -> Transmission {
    let digits = Date().ISO8601Format(.init(timeZone: .gmt)).filter(\.isNumber)
    return Transmission(
      id: InstanceIdentifier(root: UUID().uuidString), creationTime: String(digits.prefix(14)),
      sender: Transmission.Device(receiver.first?.root ?? ""), receiver: Transmission.Device(sender.first?.root ?? ""))
  }
}
