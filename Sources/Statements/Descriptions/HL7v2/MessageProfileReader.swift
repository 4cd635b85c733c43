import Evidence

/// Adds what a profile says of one message: the message itself, its acknowledgements and encodings, and how its segments
/// and fields are used.
///
/// Usage O is left out: it leaves open whether the element is supported (HL7 v2.9 §2.B.7.5).
enum MessageProfileReader {
  /// Adds the claims of one message.
  static func read(_ profile: MessageProfile, into findings: inout Findings) {
    guard !profile.message.event.isEmpty else {
      findings.report(.warning, "missing-code", "A message without type and event.", at: profile.element)
      return
    }
    let uid = profile.identifier.flatMap { isObjectIdentifier($0) ? $0 : nil }
    var claim = base(profile, evidence: findings.citation(profile.element))
    claim.uid = uid
    claim.uidOrigin = uid == nil ? nil : .printed
    claim.name = profile.name
    findings.add(claim)
    for element in profile.dynamic {
      for attribute in ["AccAck", "AppAck", "MsgAckMode"] {
        guard let value = element.given(attribute) else { continue }
        add(attribute, value, of: profile, element, &findings)
      }
    }
    for element in profile.encodings {
      if let value = element.text { add("Encoding", value, of: profile, element, &findings) }
    }
    readStructure(of: profile, into: &findings)
  }

  private static func add(
    _ property: String, _ value: String, of profile: MessageProfile, _ element: DescriptionElement,
    _ findings: inout Findings
  ) {
    var claim = base(profile, evidence: findings.citation(element))
    claim.property = property
    claim.value = value
    findings.add(claim)
  }

  /// Walks groups and segments with a list of what is still to come, since groups may be nested.
  private static func readStructure(of profile: MessageProfile, into findings: inout Findings) {
    // A message may refer to one segment many times over.
    var budget = DescriptionTree.maximumVisits
    var waiting: [(element: DescriptionElement, group: String?)] = profile.element.children.reversed().map { ($0, nil) }
    while let (element, group) = waiting.popLast(), !findings.isFull {
      guard budget > 0 else { return findings.reportCut(at: profile.element) }
      switch element.name {
      case "SegGroup", "Group":
        let name = groupName(element)
        let path = group.map { $0 + "/" + name } ?? name
        guard addUsage(of: element, named: name, group: group, of: profile, [element], into: &findings) else {
          continue
        }
        waiting += element.children.reversed().map { ($0, path) }
      case "Segment":
        let referred = element.attribute("Ref").flatMap { profile.segments[$0] }
        if let reference = element.attribute("Ref"), referred == nil {
          findings.report(
            .warning, "dangling-reference", "The profile defines no segment \(reference.prefix(64)).", at: element)
        }
        guard let name = (referred ?? element).given("Name") else { continue }
        guard addUsage(of: element, named: name, group: group, of: profile, [element], into: &findings) else {
          continue
        }
        budget -= (referred ?? element).size
        for (place, field) in (referred ?? element).children("Field").enumerated() where !findings.isFull {
          _ = addUsage(
            of: field, named: "\(name)-\(place + 1)", group: group, of: profile,
            referred == nil ? [field] : [field, element],
            into: &findings)
        }
      default: break
      }
    }
  }

  /// Name of a group in its message: NIST's profiles write the names of those around it before it.
  private static func groupName(_ element: DescriptionElement) -> String {
    let name = element.given("Name") ?? element.given("LongName") ?? "?"
    return name.split(separator: ".").last.map(String.init) ?? name
  }

  /// Adds how a group, segment or field is used and how often it may come; false where it is not supported, so that
  /// what it holds says nothing.
  private static func addUsage(
    of element: DescriptionElement, named name: String, group: String?, of profile: MessageProfile,
    _ places: [DescriptionElement], into findings: inout Findings
  ) -> Bool {
    guard let written = element.given("Usage") else { return true }
    let usage: Usage
    switch Usage(written) {
    case .some(let known): usage = known
    case nil:
      findings.report(
        .warning, "unknown-code", "\(written.prefix(64)) is no usage that HL7 v2 defines; nothing is claimed from it.",
        at: element)
      return true
    }
    guard usage != .optional else { return true }
    var claim = base(profile, evidence: findings.citation(places.first ?? element))
    claim.evidence += places.dropFirst().map(findings.citation)
    claim.name = name
    if case .message(var message) = claim.detail {
      message.group = group
      claim.detail = .message(message)
    }
    claim.property = "usage"
    claim.value = written
    switch usage {
    case .required, .optional: break
    case .conditional:
      claim.availability = .conditional
      claim.condition = element.child("Predicate")?.text ?? "usage \(written)"
    case .notSupported: claim.polarity = .notSupported
    }
    findings.add(claim)
    guard usage != .notSupported else { return false }
    for (attribute, comparator) in [("Min", Claim.Comparator.atLeast), ("Max", .atMost)] {
      guard let value = element.given(attribute) else { continue }
      claim.property = "cardinality"
      claim.comparator = comparator
      claim.value = value
      findings.add(claim)
    }
    return true
  }

  private enum Usage {
    case required
    case conditional
    case optional
    case notSupported

    init?(_ written: String) {
      switch written {
      case "R", "RE": self = .required
      case "C", "CE": self = .conditional
      case "O", "B": self = .optional
      case "X", "W": self = .notSupported
      default:
        // `C(R/X)`: one usage where the condition holds, another where it does not.
        let parts = written.dropFirst(2).dropLast().split(separator: "/")
        guard written.hasPrefix("C("), written.hasSuffix(")"), parts.count == 2,
          parts.allSatisfy({ ["R", "RE", "O", "X"].contains($0) })
        else { return nil }
        self = .conditional
      }
    }
  }

  private static func base(_ profile: MessageProfile, evidence: Citation) -> Claim {
    let role: Claim.Role? =
      switch profile.message.direction {
      case .outbound: .sender
      case .inbound: .receiver
      case nil: nil
      }
    return Claim(
      kind: .hl7Message, role: role, detail: .message(profile.message), evidence: [evidence],
      method: "hl7v2-conformance-profile", confidence: 100)
  }

  private static func isObjectIdentifier(_ text: String) -> Bool {
    text.utf8.count <= 64 && text.contains(".")
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { 0x30...0x39 ~= $0 }
      }
  }
}
