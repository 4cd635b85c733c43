import Evidence

/// Finds claims of one document that contradict each other and lists with each the places that say otherwise, the most
/// trusted first.
enum Disputes {
  static func mark(_ claims: inout [Claim]) {
    var groups: [String: [Int]] = [:]
    var properties: [String: [Int]] = [:]
    for (index, claim) in claims.enumerated() {
      if let key = key(claim) { groups[key, default: []].append(index) }
      if let key = propertyKey(claim) { properties[key, default: []].append(index) }
    }
    for indices in groups.values {
      let supported = indices.filter { claims[$0].polarity == .supported }
      let denied = indices.filter { claims[$0].polarity == .notSupported }
      guard !supported.isEmpty, !denied.isEmpty else { continue }
      let borneOut = Self.borneOut(supported, claims)
      for (own, others) in [(supported.filter { !borneOut.contains($0) }, denied), (denied, supported)] {
        let opposing = Opposing(others.filter { !borneOut.contains($0) }, claims)
        for index in own { claims[index].disputedBy += opposing.places(against: claims[index], claims) }
      }
      // What one entity bears out of the product, only the product's own words can still dispute.
      let general = denied.filter { claims[$0].applicationEntity == nil }
      guard !borneOut.isEmpty, !general.isEmpty else { continue }
      for (own, others) in [(Array(borneOut), general), (general, Array(borneOut))] {
        let opposing = Opposing(others, claims)
        for index in own { claims[index].disputedBy += opposing.places(against: claims[index], claims) }
      }
    }
    for indices in properties.values where indices.count > 1 { markValues(indices, &claims) }
  }

  /// Claims that the product supports something, where one of its application entities is said to: another entity that
  /// does not takes nothing from them.
  private static func borneOut(_ supported: [Int], _ claims: [Claim]) -> Set<Int> {
    let classes = Set(supported.filter { claims[$0].applicationEntity != nil }.map { claims[$0].sopClass })
    return Set(supported.filter { claims[$0].applicationEntity == nil && classes.contains(claims[$0].sopClass) })
  }

  /// Places that one claim lists.
  private static let maximumPlaces = 8

  /// Values of a property that one claim's is held against.
  private static let maximumValues = 64

  private static func key(_ claim: Claim) -> String? {
    switch claim.kind {
    case .sopClass: claim.uid.map { "sop-class \($0) \(claim.role?.rawValue ?? "")" }
    case .transferSyntax: claim.uid.map { "transfer-syntax \($0)" }
    case .characterSet: claim.name.map { "character-set \($0)" }
    case .ihe, .dicomweb, .queryKey, .hl7Message, .mediaProfile, .securityProfile, .extendedNegotiation:
      claim.interfaceSubject
    case .association, .fhir, .operation: nil
    }
  }

  /// Properties that have one value for an application entity and role.
  private static func propertyKey(_ claim: Claim) -> String? {
    guard claim.kind == .association, let property = claim.property, claim.value != nil,
      property != AssociationProperties.Property.aeTitle.rawValue
    else { return nil }
    return "\(property) \(claim.applicationEntity ?? "") \(claim.role?.rawValue ?? "")"
  }

  /// Values that differ, unless a bound allows the other value.
  private static func markValues(_ indices: [Int], _ claims: inout [Claim]) {
    let values = Dictionary(grouping: indices) { claims[$0].value ?? "" }
    guard values.count > 1 else { return }
    let ordered = values.sorted { $0.key < $1.key }
    for (value, own) in ordered {
      var places: [Citation] = []
      // As many of the others as a person would look at: documents can hold thousands.
      for (other, others) in ordered.prefix(maximumValues) where other != value {
        guard places.count < maximumPlaces else { break }
        guard let first = others.first, let mine = own.first, !allows(claims[mine], claims[first]),
          !allows(claims[first], claims[mine])
        else { continue }
        places += claims[first].evidence.prefix(1)
      }
      for index in own { claims[index].disputedBy = places }
    }
  }

  /// Whether the bound that one claim gives holds for the value of the other.
  private static func allows(_ bound: Claim, _ claim: Claim) -> Bool {
    guard let comparator = bound.comparator, let limit = bound.value.flatMap({ Int($0) }),
      let value = claim.value.flatMap({ Int($0) })
    else { return false }
    return switch comparator {
    case .equal: false
    case .atMost: value <= limit
    case .atLeast: value >= limit
    }
  }

  /// Claims by whom and what they concern, so that finding those against another takes no search.
  private struct Opposing {
    private var byScope: [ClaimScope: [Int]] = [:]

    init(_ indices: [Int], _ claims: [Claim]) {
      for index in indices.sorted(by: { (claims[$0].confidence, $1) > (claims[$1].confidence, $0) }) {
        for scope in ClaimScope.keys(of: claims[index]) where byScope[scope, default: []].count < maximumPlaces {
          byScope[scope, default: []].append(index)
        }
      }
    }

    func places(against claim: Claim, _ claims: [Claim]) -> [Citation] {
      let found = ClaimScope.meeting(claim).reduce(into: Set<Int>()) { $0.formUnion(byScope[$1] ?? []) }
      return found.sorted { (claims[$0].confidence, $1) > (claims[$1].confidence, $0) }.prefix(maximumPlaces)
        .compactMap { claims[$0].evidence.first }
    }
  }
}
