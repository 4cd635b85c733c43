import Evidence

/// Classes that one place of a document names and another prints the identifier of: private ones, which no registry
/// resolves.
enum NamedElsewhere {
  /// Gives claims without identifier that of the only class of the same name in the document.
  static func resolve(_ findings: inout Findings) {
    findings.replaceClaims { claims in
      var identifiers: [String: Set<String>] = [:]
      for (claim, _) in claims where claim.kind == .sopClass && claim.uidOrigin == .printed {
        guard let name = claim.name, let uid = claim.uid, Registered.entry(uid) == nil else { continue }
        identifiers[NameKey.key(name), default: []].insert(uid)
      }
      guard !identifiers.isEmpty else { return }
      for index in claims.indices where claims[index].claim.kind == .sopClass && claims[index].claim.uid == nil {
        guard let name = claims[index].claim.name, let uids = identifiers[NameKey.key(name)], uids.count == 1 else {
          continue
        }
        claims[index].claim.uid = uids.first
        claims[index].claim.uidOrigin = .byReference
      }
    }
  }
}
