/// Finds studies that a requirement changes at each of several systems, though they are one and the same for all.
///
/// Archives that exchange studies hand on what they hold. Where two of them store, correct or reject the same study at the
/// same time, the copy of the one may come to the other after its own was changed, and a sound archive seems to have lost
/// the change. With `per-binding` each has a study that nobody else knows.
struct SharedChange {
  let requirement: Requirement
  let fixtures: [String: Fixture]

  /// The studies, sorted, each with a name of the binding at which it is changed.
  func studies() -> [(study: String, at: String)] {
    let several = Set(requirement.appliesTo.filter { $0.quantity == .each }.map(\.name))
    guard !several.isEmpty, requirement.evidence.contains(where: { Self.stores($0, at: several) }) else { return [] }
    let steps = requirement.evidence.flatMap { item -> [Step] in
      if case .probe(let steps) = item.body { steps } else { [] }
    }
    let stored = steps.filter { $0.kind == "dicom.store" && several.contains($0.at) }
    let changing = steps.filter { Self.changes($0) }
    var found: [String: String] = [:]
    for step in stored {
      guard let name = Self.text(step.inputs["study"]), case .study(let study)? = fixtures[name],
        !study.isPerBinding, !isPerBinding(study.patient)
      else { continue }
      let isChanged = changing.contains { change in
        change.at == step.at
          && ["study", "patient", "prior"].contains { key in
            Self.text(change.inputs[key]).map { [name, study.patient].contains($0) } ?? false
          }
      }
      if isChanged { found[name] = step.at }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func stores(_ item: EvidenceItem, at several: Set<String>) -> Bool {
    guard case .probe(let steps) = item.body else { return false }
    return steps.contains { $0.kind == "dicom.store" && several.contains($0.at) }
  }

  private func isPerBinding(_ patient: String) -> Bool {
    if case .patient(let patient)? = fixtures[patient] { patient.isPerBinding } else { false }
  }

  /// Whether a step changes what is held already: a rejection note, or patient administration (HL7 v2.4 §3.3).
  private static func changes(_ step: Step) -> Bool {
    switch step.kind {
    case "dicom.reject": true
    case "hl7.send":
      if case .template(let message, .message, _)? = step.inputs["message"] {
        message.pieces.contains { if case .literal(let text) = $0 { Self.namesADT(text) } else { false } }
      } else {
        false
      }
    default: false
    }
  }

  private static func namesADT(_ text: String) -> Bool {
    text.utf8.indices.contains { text.utf8[$0...].starts(with: "ADT^".utf8) }
  }

  private static func text(_ argument: Argument?) -> String? {
    switch argument {
    case .value(.string(let text), _): text
    case .template(let template, _, _):
      template.pieces.reduce("") { text, piece in
        if let text, case .literal(let more) = piece { text + more } else { nil }
      }
    default: nil
    }
  }
}
