/// What a standard offers to remove a thing, and to see that it is gone.
public struct CleanupMeans: Hashable, Sendable {
  /// How it is removed, for people; nil where no standard has a way.
  public var removal: String?
  /// How it is seen afterwards, for people; nil where it can't be.
  public var proof: String?

  /// The means for a kind of thing.
  public static func of(_ kind: Remnant.Kind) -> CleanupMeans {
    switch kind {
    case .study:
      CleanupMeans(
        removal: "a rejection note for retention expired (RAD-66)", proof: "C-FIND, and QIDO-RS where there is one")
    case .document:
      CleanupMeans(
        removal: "Remove Metadata (ITI-62), and Remove Documents (ITI-86); deprecated (ITI-57) where that is refused",
        proof: "GetDocuments (ITI-18)")
    case .resource: CleanupMeans(removal: "DELETE", proof: "a read")
    case .workitem: CleanupMeans(removal: "a request to cancel it, or its cancellation", proof: "its state")
    case .message: CleanupMeans(removal: "ADT^A29 for its patient", proof: "a PIX query (ITI-9) at a patient index")
    case .copies:
      CleanupMeans(removal: nil, proof: nil)
    case .rejectionNote: CleanupMeans(removal: nil, proof: nil)
    case .other: CleanupMeans(removal: nil, proof: nil)
    }
  }

  /// Why there is no way; nil where there is one.
  public static func reason(against kind: Remnant.Kind) -> String? {
    switch kind {
    case .copies: "The UIDs of copies made under load are not in the record; look for the patients of the run."
    case .rejectionNote: "A rejection note is withdrawn by no standard."
    case .other: "No standard has a way to take this back."
    case .study, .document, .resource, .workitem, .message: nil
    }
  }
}
