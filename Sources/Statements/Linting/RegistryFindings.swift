import Evidence

/// What the reading itself found wrong: identifiers, contradictions, references, counts.
enum RegistryFindings {
  static func find(_ reading: DocumentReading) -> [LintFinding] {
    var findings = reading.problems.compactMap { problem -> LintFinding? in
      guard problem.severity != .unreadable, problem.code != "no-claims" else { return nil }
      let rule = rules[problem.code] ?? .readingProblem
      var finding = LintFinding(rule, problem.message, problem.citation)
      if rule == .readingProblem, problem.severity == .note { finding.severity = .note }
      return finding
    }
    // What the reading itself reports is not said twice.
    let reported = Set(findings.map(\.rule))
    findings += disputes(reading.claims)
    findings += claims(reading.claims).filter { $0.rule == .unsureReading || !reported.contains($0.rule) }
    return findings
  }

  /// Problems of the reading that have a rule of their own.
  private static let rules: [String: LintRule] = [
    "name-uid-mismatch": .nameUIDMismatch, "unregistered-uid": .unregisteredUID, "private-uid": .privateUID,
    "dangling-reference": .danglingReference, "count-mismatch": .countMismatch, "retired-uid": .retiredUID,
    "name-only": .nameOnly,
  ]

  private static func disputes(_ claims: [Claim]) -> [LintFinding] {
    var seen: Set<Set<Citation>> = []
    return claims.compactMap { claim in
      guard let own = claim.evidence.first, let other = claim.disputedBy.first, seen.insert([own, other]).inserted
      else {
        return nil
      }
      let what = [claim.side, claim.headline].filter { !$0.isEmpty }.joined(separator: " of ")
      return LintFinding(
        .disputed, "\(what): “\(own.words)” here, “\(other.words)” there.", own, others: claim.disputedBy)
    }
  }

  private static func claims(_ claims: [Claim]) -> [LintFinding] {
    var findings: [LintFinding] = []
    var retired: Set<String> = []
    var named: Set<String> = []
    for claim in claims where claim.polarity == .supported {
      let citation = claim.evidence.first
      if let uid = claim.uid, let entry = Registered.entry(uid), entry.isRetired, retired.insert(uid).inserted {
        findings.append(LintFinding(.retiredUID, "\(entry.name), \(uid), is retired.", citation))
      }
      guard claim.kind == .sopClass || claim.kind == .transferSyntax else { continue }
      if claim.uidOrigin == .resolvedFromName || claim.uid == nil {
        let name = claim.name ?? claim.headline
        if named.insert(NameKey.key(name)).inserted {
          let meant = claim.uid.map { "it is taken for \($0)" } ?? "no registered name is like it"
          findings.append(LintFinding(.nameOnly, "“\(name)” stands without a UID; \(meant).", citation))
        }
      } else if claim.confidence < Claim.decisiveConfidence, claim.disputedBy.isEmpty, let citation {
        findings.append(
          LintFinding(
            .unsureReading,
            "\([claim.side, claim.headline].filter { !$0.isEmpty }.joined(separator: " of ")) is read with "
              + "\(claim.confidence) % confidence from “\(citation.words)”.", citation))
      }
    }
    // A sentence that claims many classes is one finding.
    var places: Set<Citation> = []
    return findings.filter { finding in
      guard finding.rule == .unsureReading, let citation = finding.citation else { return true }
      return places.insert(citation).inserted
    }
  }
}
