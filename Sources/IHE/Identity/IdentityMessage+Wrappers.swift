import XMLTree

extension IdentityMessage {
  /// What the transactions demand of the wrappers, beyond the schemas (ITI TF-2 Appendix O and the tables "Wrappers and
  /// Constraints" of §3.44 to §3.47).
  static func wrapperFindings(
    _ tree: MarkupTree, _ body: Int, _ act: Int?, _ interaction: IdentityInteraction
  ) -> [IdentityFinding] {
    let check = WrapperCheck(tree: tree, body: body, interaction: interaction)
    return check.transmission() + check.acknowledgement() + (act.map { check.controlAct($0) } ?? [])
  }
}

/// Looks at the wrappers of one message.
private struct WrapperCheck {
  let tree: MarkupTree
  let body: Int
  let interaction: IdentityInteraction
  private var space: String { IdentityInteraction.namespace }
  private static let appendix = "ITI TF-2 Appendix O.1"

  init(tree: MarkupTree, body: Int, interaction: IdentityInteraction) {
    self.tree = tree
    self.body = body
    self.interaction = interaction
  }

  private var section: String {
    switch interaction {
    case .recordAdded, .recordRevised: "ITI TF-2 Table 3.44.4.1.2.3-1"
    case .duplicatesResolved: "ITI TF-2 Table 3.44.4.2.2.2-1"
    case .identifiersQuery: "ITI TF-2 Table 3.45.4.1.2.3-1"
    case .identifiersResponse: "ITI TF-2 Table 3.45.4.2.2.3-1"
    case .candidatesQuery: "ITI TF-2 Table 3.47.4.1.2.3-1"
    case .candidatesResponse: "ITI TF-2 Table 3.47.4.4.2.3-1"
    case .queryContinuation: "ITI TF-2 Table 3.47.4.3.2.3-1"
    case .acceptAcknowledgement: "ITI TF-2 Appendix O.1.2"
    }
  }

  private func finding(_ path: String, _ index: Int?, _ message: String, rule: String? = nil) -> IdentityFinding {
    IdentityFinding(
      rule: rule ?? section, path: "\(tree.name(of: body) ?? "")/\(path)", line: tree.nodes[index ?? body].line,
      message: message)
  }

  private func code(_ name: String, of index: Int) -> (index: Int, value: String)? {
    tree.child(name, in: space, of: index).map { ($0, tree.attribute("code", of: $0) ?? "") }
  }

  func transmission() -> [IdentityFinding] {
    var findings: [IdentityFinding] = []
    if let place = tree.child("interactionId", in: space, of: body) {
      let id = InstanceIdentifier(tree, place)
      if id.root != IdentityInteraction.registry || id.extension != interaction.rawValue {
        findings.append(
          finding(
            "interactionId", place,
            "the id of the interaction is \(id.text.prefix(80)) and not "
              + "\(IdentityInteraction.registry)^\(interaction.rawValue)"))
      }
    }
    let wanted = [("processingModeCode", "T"), ("acceptAckCode", interaction.acceptAcknowledgementCode)]
    for (name, value) in wanted {
      guard let found = code(name, of: body), found.value != value else { continue }
      findings.append(finding(name, found.index, "\(name) is \(found.value.prefix(32)) and not \(value)"))
    }
    let receivers = tree.elements("receiver", in: space, of: body)
    if receivers.count > 1 {
      findings.append(finding("receiver", receivers[1], "the message has \(receivers.count) receivers instead of one"))
    }
    for role in ["receiver", "sender"] {
      let devices = tree.elements(role, in: space, of: body).compactMap { tree.child("device", in: space, of: $0) }
      for place in devices.flatMap({ tree.elements("id", in: space, of: $0) }) {
        let id = InstanceIdentifier(tree, place)
        guard !id.hasObjectIdentifier || id.extension?.isEmpty == false else { continue }
        findings.append(
          finding(
            "\(role)/device/id", place,
            "the id of a device is \(id.text.prefix(80)), which is no object identifier alone",
            rule: Self.appendix))
      }
    }
    return findings
  }

  func acknowledgement() -> [IdentityFinding] {
    let allowed: [AcknowledgementType]
    switch interaction {
    case .acceptAcknowledgement: allowed = [.commitAccept, .commitError, .commitReject]
    case .identifiersResponse, .candidatesResponse:
      allowed = [.applicationAccept, .applicationError, .applicationReject]
    case .queryContinuation: allowed = [.applicationAccept]
    default: return []
    }
    guard let place = tree.child("acknowledgement", in: space, of: body) else {
      return [finding("acknowledgement", nil, "the message acknowledges nothing")]
    }
    guard let type = code("typeCode", of: place), !allowed.contains(where: { $0.rawValue == type.value }) else {
      return []
    }
    let words = allowed.map(\.rawValue).joined(separator: ", ")
    return [
      finding(
        "acknowledgement/typeCode", type.index,
        "the message acknowledges with \(type.value.prefix(32)) and not \(words)")
    ]
  }

  func controlAct(_ act: Int) -> [IdentityFinding] {
    var findings: [IdentityFinding] = []
    if let trigger = interaction.trigger, interaction != .queryContinuation {
      let found = code("code", of: act)
      if found?.value != trigger {
        findings.append(
          finding(
            "controlActProcess/code", found?.index ?? act,
            "the trigger event is \(found.map { String($0.value.prefix(32)) } ?? "missing") and not \(trigger)"))
      }
    }
    let subjects = tree.elements("subject", in: space, of: act)
    if let result = tree.child("queryAck", in: space, of: act) { findings += answer(act, result, subjects.count) }
    for subject in subjects {
      guard let event = tree.child("registrationEvent", in: space, of: subject) else { continue }
      findings += registration(event)
    }
    return findings
  }

  private func answer(_ act: Int, _ result: Int, _ count: Int) -> [IdentityFinding] {
    var findings: [IdentityFinding] = []
    let place = "controlActProcess/queryAck"
    func identifier(_ index: Int) -> InstanceIdentifier? {
      tree.child("queryId", in: space, of: index).map { InstanceIdentifier(tree, $0) }
    }
    if let query = tree.child("queryByParameter", in: space, of: act) {
      if let (one, other) = identifier(query).flatMap({ one in identifier(result).map { (one, $0) } }),
        !one.names(other)
      {
        findings.append(
          finding(
            "\(place)/queryId", result,
            "the answer is to the query \(other.text.prefix(80)), and repeats the query "
              + "\(one.text.prefix(80))"))
      }
    } else {
      findings.append(finding("controlActProcess", act, "the answer does not repeat the query"))
    }
    let response = code("queryResponseCode", of: result)?.value
    let isForIdentifiers = interaction == .identifiersResponse
    if count > 0, response == QueryResponse.notFound.rawValue || (isForIdentifiers && response == "AE") {
      findings.append(finding(place, result, "the answer says \(response ?? "") and holds \(count) registrations"))
    }
    if isForIdentifiers {
      if count > 1 { findings.append(finding("controlActProcess/subject", act, "there are \(count) registrations")) }
      if count == 0, response == QueryResponse.found.rawValue {
        findings.append(finding(place, result, "the answer says OK and holds no registration"))
      }
    } else {
      findings += quantities(result, count)
    }
    return findings
  }

  private func quantities(_ result: Int, _ count: Int) -> [IdentityFinding] {
    var findings: [IdentityFinding] = []
    for name in ["resultTotalQuantity", "resultCurrentQuantity", "resultRemainingQuantity"] {
      let place = tree.child(name, in: space, of: result)
      let value = place.flatMap { tree.attribute("value", of: $0) }.flatMap { Int($0) }
      guard let value, value >= 0 else {
        findings.append(finding("controlActProcess/queryAck/\(name)", place ?? result, "\(name) is not stated"))
        continue
      }
      if name == "resultCurrentQuantity", value != count {
        findings.append(
          finding(
            "controlActProcess/queryAck/\(name)", place, "\(name) is \(value), and there are \(count) registrations"))
      }
    }
    return findings
  }

  private func registration(_ event: Int) -> [IdentityFinding] {
    var findings: [IdentityFinding] = []
    let path = "controlActProcess/subject/registrationEvent"
    if let status = code("statusCode", of: event), status.value != "active" {
      findings.append(finding("\(path)/statusCode", status.index, "the registration is \(status.value.prefix(32))"))
    }
    let prior = tree.elements("replacementOf", in: space, of: event)
    if interaction == .duplicatesResolved, prior.count != 1 {
      findings.append(finding(path, event, "the message replaces \(prior.count) registrations instead of one"))
    } else if interaction != .duplicatesResolved, let first = prior.first {
      findings.append(finding("\(path)/replacementOf", first, "a registration is replaced, which is for merges alone"))
    }
    for place in prior.compactMap({ tree.child("priorRegistration", in: space, of: $0) }) {
      guard let status = code("statusCode", of: place)?.value, status != "obsolete" else { continue }
      findings.append(
        finding("\(path)/replacementOf/priorRegistration", place, "the replaced registration is \(status.prefix(32))"))
    }
    guard
      let patient = tree.child("subject1", in: space, of: event).flatMap({ tree.child("patient", in: space, of: $0) })
    else { return findings }
    return findings + identifiers(of: patient, "\(path)/subject1/patient")
  }

  private func identifiers(of patient: Int, _ path: String) -> [IdentityFinding] {
    var findings: [IdentityFinding] = []
    var seen: Set<InstanceIdentifier> = []
    for place in tree.elements("id", in: space, of: patient) {
      let id = InstanceIdentifier(tree, place)
      if id.nullFlavor == nil, !id.hasObjectIdentifier || id.extension?.isEmpty != false {
        findings.append(
          finding(
            "\(path)/id", place,
            "the identifier \(id.text.prefix(80)) has no object identifier as root and an extension",
            rule: "ITI TF-2 Appendix E.1"))
      }
      seen.insert(InstanceIdentifier(root: id.root, extension: id.extension))
    }
    let person = tree.child("patientPerson", in: space, of: patient)
    for other in person.map({ tree.elements("asOtherIDs", in: space, of: $0) }) ?? [] {
      let scope = tree.child("scopingOrganization", in: space, of: other).flatMap {
        tree.child("id", in: space, of: $0)
      }.map { InstanceIdentifier(tree, $0) }
      for place in tree.elements("id", in: space, of: other) {
        let id = InstanceIdentifier(tree, place)
        if id.nullFlavor == nil, let scope, scope.root != id.root {
          findings.append(
            finding(
              "\(path)/patientPerson/asOtherIDs/id", place,
              "the identifier \(id.text.prefix(80)) has another root than its organisation, \(scope.root.prefix(80))",
              rule: "ITI TF-2 §3.45.4.2.2.1"))
        }
        if id.nullFlavor == nil, seen.contains(InstanceIdentifier(root: id.root, extension: id.extension)) {
          findings.append(
            finding(
              "\(path)/patientPerson/asOtherIDs/id", place,
              "the identifier \(id.text.prefix(80)) stands in Patient.id and in OtherIDs.id",
              rule: "ITI TF-2 §3.47.4.2.3"))
        }
      }
    }
    return findings
  }
}
