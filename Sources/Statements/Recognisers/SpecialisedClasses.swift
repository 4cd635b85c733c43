import Evidence

/// Private classes that specialise a standard one: their identifiers end as that of the standard class does, and where
/// no words give their role it is the one role that the document claims for that class. Never decisive.
enum SpecialisedClasses {
  static func resolve(_ findings: inout Findings) {
    findings.replaceClaims { claims in
      var roles: [String: Set<Claim.Role>] = [:]
      for (claim, _) in claims where claim.kind == .sopClass && claim.polarity == .supported {
        if let uid = claim.uid, let role = claim.role { roles[uid, default: []].insert(role) }
      }
      for index in claims.indices {
        let claim = claims[index].claim
        guard claim.kind == .sopClass, claim.role == nil, let uid = claim.uid, Registered.entry(uid) == nil,
          let standard = standard(of: uid), let known = roles[standard], known.count == 1
        else { continue }
        claims[index].claim.role = known.first
        claims[index].claim.method = "sop-class-reference/specialised-class"
        claims[index].claim.confidence = min(claim.confidence, 50)
      }
    }
  }

  /// The standard class whose components close a private identifier: `….5.1.4.1.2.1.2`.
  private static func standard(of uid: String) -> String? {
    let parts = uid.split(separator: ".")
    guard parts.count > 8 else { return nil }
    // Fewer components than these would coincide by chance.
    for count in stride(from: min(parts.count - 4, 12), through: 6, by: -1) {
      let candidate = "1.2.840.10008." + parts.suffix(count).joined(separator: ".")
      if Registered.isSOPClass(candidate) { return candidate }
    }
    return nil
  }
}
