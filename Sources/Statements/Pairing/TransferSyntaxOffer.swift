import Evidence

/// The transfer syntaxes that a document states for a SOP class in a role.
struct TransferSyntaxOffer {
  /// Identifiers of those that are supported, as delivered or by configuration.
  var uids: Set<String> = []
  /// Those that hold only by configuration or under a condition.
  var conditional: Set<String> = []
  /// Those that are read surely.
  var sure: Set<String> = []

  /// Transfer syntaxes of one document by the SOP class that they are stated for.
  struct Index {
    private var byClass: [String: [Claim]] = [:]
    private var ofAll: [Claim] = []

    init(_ claims: [Claim]) {
      for claim in claims where claim.kind == .transferSyntax && claim.uid != nil {
        if let sopClass = claim.sopClass { byClass[sopClass, default: []].append(claim) } else { ofAll.append(claim) }
      }
    }

    /// What is stated for a class, else for all; of the entities that have the role, else of any.
    func offer(_ sopClass: String, _ role: Claim.Role, entities: Set<String?>) -> TransferSyntaxOffer {
      let stated = (byClass[sopClass] ?? ofAll).filter { $0.role == nil || $0.role == role }
      let own =
        entities.contains(nil)
        ? stated : stated.filter { $0.applicationEntity == nil || entities.contains($0.applicationEntity) }
      return TransferSyntaxOffer(own.isEmpty ? stated : own)
    }
  }

  private init(_ claims: [Claim]) {
    for (uid, own) in Dictionary(grouping: claims, by: { $0.uid ?? "" }) {
      let standing = SideStanding(own)
      guard standing.isClaimed || standing.support == "unclear" else { continue }
      uids.insert(uid)
      if standing.support != "supported" { conditional.insert(uid) }
      if standing.isSure { sure.insert(uid) }
    }
  }
}
