import Evidence

/// What one document says of one service in one role.
struct SideStanding {
  /// The claims, all of them about that service in that role.
  var claims: [Claim]
  /// One word for them; nil for silence.
  var support: String?

  init(_ claims: [Claim]) {
    self.claims = claims
    support = StatementObservation.support(claims)
  }

  var isSilent: Bool { support == nil }
  var isDenied: Bool { support == "not-supported" && isSure }
  var isClaimed: Bool { ["supported", "configurable", "conditional"].contains(support ?? "") }

  /// Whether some reading is sure enough to decide by, and none of them is disputed.
  var isSure: Bool { claims.contains(where: \.isDecisive) && support != "unclear" }

  /// Why it is not sure, for people.
  func doubt(_ document: String) -> String? {
    guard !isSilent, !isSure else { return nil }
    if claims.contains(where: { !$0.disputedBy.isEmpty }) { return "\(document) contradicts itself" }
    if support == "unclear" { return "\(document) is unclear" }
    return "\(document) is read with less than \(Claim.decisiveConfidence) % confidence"
  }

  /// What support depends on, where it does not hold as delivered.
  func condition(_ document: String) -> String? {
    guard support == "configurable" || support == "conditional" else { return nil }
    let words = claims.lazy.compactMap(\.condition).first
    return "\(support ?? "") in \(document)" + (words.map { ": \($0)" } ?? "")
  }

  /// The places, at most three.
  var evidence: [Citation] { claims.compactMap(\.evidence.first).uniqued.prefix(3).map { $0 } }
}
