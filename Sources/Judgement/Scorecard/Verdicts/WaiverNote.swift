/// The waiver that applies to a requirement.
public struct WaiverNote: Codable, Hashable, Sendable {
  /// Reason.
  public var reason: String
  /// Approver.
  public var approver: String
  /// Last day, `YYYY-MM-DD`.
  public var expires: String
  /// Ticket.
  public var ticket: String?

  /// Makes a note.
  public init(reason: String, approver: String, expires: String, ticket: String?) {
    self.reason = reason
    self.approver = approver
    self.expires = expires
    self.ticket = ticket
  }
}
