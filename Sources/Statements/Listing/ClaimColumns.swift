import Evidence
import Rendering

/// The columns that the listing shows for each kind of claim, after place, side, support and sureness.
enum ClaimColumns {
  /// Headings of the columns.
  static func of(_ kind: Claim.Kind) -> [TextTable.Column] {
    switch kind {
    case .sopClass, .mediaProfile, .securityProfile: [.init("UID", limit: 40), .init("name")]
    case .transferSyntax: [.init("transfer syntax", limit: 38), .init("for")]
    case .association: [.init("property", limit: 30), .init("value", limit: 28), .init("words")]
    case .extendedNegotiation: [.init("what", limit: 30), .init("value", limit: 16), .init("for")]
    case .characterSet: [.init("defined term", limit: 20), .init("words")]
    case .queryKey:
      [.init("tag", limit: 11), .init("attribute", limit: 24), .init("level", limit: 7), .init("matching")]
    case .dicomweb:
      [.init("service", limit: 12), .init("resource", limit: 18), .init("method", limit: 6), .init("media types")]
    case .ihe: [.init("profile", limit: 12), .init("actor", limit: 30), .init("option")]
    case .hl7Message:
      [.init("event", limit: 10), .init("structure", limit: 10), .init("version", limit: 7), .init("words")]
    case .fhir: [.init("resource", limit: 24), .init("what")]
    case .operation: [.init("interface", limit: 24), .init("operation", limit: 28), .init("at")]
    }
  }

  /// The cells of a claim.
  static func cells(_ claim: Claim) -> [String] {
    let words = claim.evidence.first?.words ?? ""
    switch (claim.kind, claim.detail) {
    case (_, .queryKey(let key)):
      let told = key.matching + (key.returned == true ? ["returned"] : []) + (key.type.map { ["type \($0)"] } ?? [])
      return [
        key.tag, Claim.attribute(key.tag) ?? claim.name ?? "", key.level ?? "",
        (told + [claim.scope.map { "for \($0)" }].compactMap { $0 }).joined(separator: ", "),
      ]
    case (_, .web(let service)):
      let told =
        service.mediaTypes + (service.parameters.isEmpty ? [] : ["?" + service.parameters.joined(separator: "&")])
      return [service.service, service.resource ?? "", service.httpMethod ?? "", told.joined(separator: ", ")]
    case (_, .integration(let row)): return [row.profile, row.actor ?? "", row.option ?? ""]
    case (_, .message(let message)):
      return [message.event, message.structure ?? "", message.version ?? "", part(of: claim) ?? claim.name ?? words]
    case (_, .resource(let entry)):
      return [entry.resource ?? "system", part(of: claim) ?? fhirEntry(entry)]
    case (_, .operation(let operation)):
      let at = [operation.httpMethod, operation.path, operation.action, operation.soapVersion.map { "SOAP \($0)" }]
      return [
        operation.interface ?? "", operation.operation,
        (at.compactMap { $0 } + operation.mediaTypes).joined(separator: " "),
      ]
    case (.transferSyntax, _):
      return [claim.registeredName ?? claim.uid ?? "", claim.scope ?? "all"]
    case (.association, _):
      return [Claim.words(claim.property ?? ""), claim.statedValue ?? "", words]
    case (.extendedNegotiation, _):
      return [claim.property.map(Claim.words) ?? claim.name ?? "", claim.statedValue ?? "", claim.scope ?? "all"]
    case (.characterSet, _): return [claim.name ?? "", words]
    default: return [claim.uid ?? "", claim.registeredName ?? ""]
    }
  }

  /// What tells claims apart that may share a line of the listing; claims of different keys stand on lines of their own.
  static func lineKey(_ claim: Claim) -> [String] {
    var cells = cells(claim)
    switch claim.kind {
    case .transferSyntax, .fhir, .association, .characterSet, .hl7Message: cells.removeLast()
    case .sopClass, .extendedNegotiation, .securityProfile, .queryKey, .dicomweb, .mediaProfile, .ihe, .operation: break
    }
    if case .resource(let entry) = claim.detail {
      cells.append(entry.searchParameter != nil ? "search" : entry.operation != nil ? "operation" : "interaction")
    }
    switch claim.kind {
    case .fhir, .hl7Message: cells.append(claim.property == nil ? "" : "property")
    default: break
    }
    return cells
  }

  /// The last cell of claims that share a line.
  static func lastCell(_ claims: [Claim]) -> String {
    guard let first = claims.first else { return "" }
    let own = claims.map { cells($0).last ?? "" }
    switch first.kind {
    case .transferSyntax:
      let classes = Set(claims.map(\.sopClass)).count
      return classes > 3 ? "\(classes) SOP classes" : own.uniqued.joined(separator: ", ")
    case .fhir:
      if case .resource(let entry) = first.detail, entry.searchParameter != nil, first.property == nil {
        return "search by "
          + claims.compactMap { claim in
            guard case .resource(let entry) = claim.detail else { return nil }
            return entry.searchParameter.map { name in name + (entry.searchType.map { " (\($0))" } ?? "") }
          }.joined(separator: ", ")
      }
      return own.uniqued.joined(separator: ", ")
    case .hl7Message where first.property != nil: return own.uniqued.joined(separator: ", ")
    default: return own.first ?? ""
    }
  }

  /// The property of a message or resource that a claim is about, and its value: `MSH-5 usage R`.
  private static func part(of claim: Claim) -> String? {
    guard let property = claim.property else { return nil }
    var name = claim.name
    if case .resource(let entry) = claim.detail { name = entry.searchParameter ?? entry.operation ?? entry.interaction }
    return [name, property, claim.statedValue].compactMap { $0 }.joined(separator: " ")
  }

  /// What the columns of a kind tell beyond the fields that all claims have, for one cell of a table.
  static func remainder(_ claim: Claim) -> String {
    claim.detail == nil ? "" : cells(claim).filter { !$0.isEmpty }.joined(separator: " | ")
  }

  private static func fhirEntry(_ entry: ClaimDetail.Resource) -> String {
    if let name = entry.searchParameter {
      return "search by \(name)" + (entry.searchType.map { " (\($0))" } ?? "")
    }
    return entry.interaction ?? entry.operation.map { "$\($0)" } ?? entry.version.map { "FHIR \($0)" } ?? "supported"
  }
}

extension Sequence where Element: Hashable {
  /// The elements without those that came before.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
