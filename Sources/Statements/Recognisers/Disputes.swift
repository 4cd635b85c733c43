import Evidence

/// Finds claims of one document that contradict each other and lists with each the places that say otherwise.
enum Disputes {
  static func mark(_ claims: inout [Claim]) {
    var groups: [String: [Int]] = [:]
    for (index, claim) in claims.enumerated() {
      guard let key = key(claim) else { continue }
      groups[key, default: []].append(index)
    }
    for indices in groups.values {
      let supported = indices.filter { claims[$0].polarity == .supported }
      let denied = indices.filter { claims[$0].polarity == .notSupported }
      guard !supported.isEmpty, !denied.isEmpty else { continue }
      for (own, others) in [(supported, denied), (denied, supported)] {
        for index in own {
          let opposing = others.filter { concernsSame(claims[index], claims[$0]) }
          claims[index].disputedBy = opposing.prefix(8).compactMap { claims[$0].evidence.first }
        }
      }
    }
  }

  private static func key(_ claim: Claim) -> String? {
    switch claim.kind {
    case .sopClass: claim.uid.map { "sop-class \($0) \(claim.role?.rawValue ?? "")" }
    case .transferSyntax: claim.uid.map { "transfer-syntax \($0) \(claim.sopClass ?? "")" }
    case .characterSet: claim.name.map { "character-set \($0)" }
    case .ihe: integration(claim)
    case .dicomweb: web(claim)
    case .queryKey: queryKey(claim)
    case .hl7Message: message(claim)
    case .mediaProfile: claim.name.map { "media-profile \($0) \(claim.role?.rawValue ?? "")" }
    case .securityProfile: "security-profile \(claim.name ?? "") \(claim.property ?? "") \(claim.value ?? "")"
    case .extendedNegotiation:
      "extended-negotiation \(claim.property ?? "") \(claim.value ?? "") \(claim.sopClass ?? "") "
        + (claim.role?.rawValue ?? "")
    case .association, .fhir, .operation: nil
    }
  }

  private static func integration(_ claim: Claim) -> String? {
    guard case .integration(let row)? = claim.detail else { return nil }
    return "ihe \(row.profile) \(row.actor ?? "") \(row.option ?? "")"
  }

  private static func queryKey(_ claim: Claim) -> String? {
    guard case .queryKey(let key)? = claim.detail else { return nil }
    return "query-key \(key.tag) \(key.level ?? "") \(claim.sopClass ?? "") \(claim.role?.rawValue ?? "")"
  }

  /// Places may name the version of HL7 or leave it out.
  private static func message(_ claim: Claim) -> String? {
    guard case .message(let message)? = claim.detail else { return nil }
    return "hl7-message \(message.event) \(message.direction?.rawValue ?? "")"
  }

  /// A part that a service lacks does not deny the service.
  private static func web(_ claim: Claim) -> String? {
    guard case .web(let service)? = claim.detail else { return nil }
    let part =
      claim.property == nil
      ? "" : "\(claim.property ?? "") \(claim.value ?? "") \(service.mediaTypes) \(service.parameters)"
    return "dicomweb \(service.service) \(service.resource ?? "") \(claim.role?.rawValue ?? "") \(part)"
  }

  /// Two application entities may differ without contradiction; the product as a whole speaks for all of them.
  private static func concernsSame(_ one: Claim, _ other: Claim) -> Bool {
    one.applicationEntity == nil || other.applicationEntity == nil || one.applicationEntity == other.applicationEntity
  }
}
