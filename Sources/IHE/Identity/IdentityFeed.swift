import XMLTree

/// A message of the Patient Identity Feed, ITI-44, or of the PIX Update Notification, ITI-46 (ITI TF-2 §3.44.4, §3.46.4).
public struct IdentityFeed: Hashable, Sendable {
  /// What happened.
  public enum Event: String, CaseIterable, Hashable, Sendable {
    /// A patient is added.
    case add
    /// A patient's record is revised.
    case revise
    /// Two records turn out to be one patient's.
    case merge

    /// The message that tells of it.
    public var interaction: IdentityInteraction {
      switch self {
      case .add: .recordAdded
      case .revise: .recordRevised
      case .merge: .duplicatesResolved
      }
    }
  }

  /// What happened.
  public var event: Event
  /// To whom, and which identifiers give way.
  public var registration: Registration

  /// Makes a message.
  public init(_ event: Event, _ registration: Registration) {
    self.event = event
    self.registration = registration
  }

  /// The body of the message.
  public func element(in transmission: Transmission) -> MarkupElement {
    transmission.element(
      event.interaction, content: [registration.element(event == .merge ? .identifiers : .record)])
  }
}
