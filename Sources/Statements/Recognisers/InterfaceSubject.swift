import Evidence

extension Claim {
  /// What a claim about an interface is about, for finding those that contradict it: all but its polarity, its SOP
  /// class and its application entity. Nil for kinds that have none.
  var interfaceSubject: String? {
    switch kind {
    case .mediaProfile: "media-profile \(name ?? "") \(property ?? "") \(role?.rawValue ?? "")"
    case .securityProfile: "security-profile \(name ?? "") \(property ?? "") \(value ?? "")"
    case .extendedNegotiation: "extended-negotiation \(property ?? "") \(value ?? "") \(role?.rawValue ?? "")"
    case .ihe, .dicomweb, .queryKey, .hl7Message: detailSubject
    case .sopClass, .transferSyntax, .association, .characterSet, .fhir, .operation: nil
    }
  }

  private var detailSubject: String? {
    switch detail {
    case .integration(let row): "ihe \(row.profile) \(row.actor ?? "") \(row.option ?? "")"
    case .queryKey(let key): "query-key \(key.tag) \(key.level ?? "") \(role?.rawValue ?? "")"
    // Places may name the version of HL7 or leave it out.
    case .message(let message):
      "hl7-message \(message.event) \(message.direction?.rawValue ?? "") \(partOfMessage)"
    case .web(let service):
      "dicomweb \(service.service) \(service.resource ?? "") \(role?.rawValue ?? "") \(part(of: service))"
    case .resource, .operation, nil: nil
    }
  }

  /// The segment, field or property that a claim is about: that a field is not used does not deny the message.
  private var partOfMessage: String { property.map { "\(structure ?? "") \(name ?? "") \($0)" } ?? "" }

  private var structure: String? {
    if case .message(let message) = detail { message.structure } else { nil }
  }

  /// The part of a service that a claim is about: that a part is missing does not deny the service.
  private func part(of service: ClaimDetail.WebService) -> String {
    guard let property else { return "" }
    return "\(property) \(value ?? "") \(service.mediaTypes) \(service.parameters)"
  }
}
