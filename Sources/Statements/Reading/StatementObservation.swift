import DICOM
import Evidence
import Foundation
import Specification

/// What the documents about one system say together, in the form that assertions walk (`StatementSchema.type`).
public enum StatementObservation {
  /// Merges readings.
  ///
  /// Support of a SOP class in a role is `supported` where a document says so and none denies it, `not-supported` where
  /// a document denies it and none says so, and `unclear` where documents, or places of one, disagree about the same
  /// application entity. What no document mentions is absent.
  ///
  /// The transfer syntaxes of a SOP class are those claimed for it; where none are, those claimed for all. Only what
  /// holds as delivered counts there.
  /// - Parameters:
  ///   - readings: The documents; those that could not be read add nothing.
  ///   - applicationEntities: Names of the entities that make up the system. Claims about others are left out; empty
  ///     takes all.
  /// - Returns: The observation, and the claims behind it.
  public static func make(
    readings: [DocumentReading], applicationEntities: [String] = []
  ) -> (observation: Value, claims: [Claim]) {
    let wanted = Set(applicationEntities.map { $0.lowercased() })
    let claims = readings.flatMap(\.claims).filter { claim in
      guard !wanted.isEmpty, let entity = claim.applicationEntity else { return true }
      return wanted.contains(entity.lowercased())
    }
    let observation = Value.record(
      [
        "sop-class": sopClasses(claims),
        "transfer-syntaxes": transferSyntaxesByClass(claims),
        "transfer-syntax": transferSyntaxes(claims),
        "character-set": characterSets(claims),
        "association": association(claims),
        "documents": documents(readings),
      ].merging(InterfaceObservation.fields(claims)) { own, _ in own })
    return (observation, claims)
  }

  private static func sopClasses(_ claims: [Claim]) -> Value {
    let byUID = Dictionary(grouping: claims.filter { $0.kind == .sopClass && $0.uid != nil }) { $0.uid ?? "" }
    return .list(
      byUID.keys.sorted().compactMap { uid -> Value? in
        let group = byUID[uid] ?? []
        let name = Registered.entry(uid)?.name ?? group.lazy.compactMap(\.name).first ?? uid
        var record: [String: Value] = ["uid": .uid(uid), "name": .string(name)]
        for role in Claim.Role.serviceClass {
          if let word = support(group.filter { $0.role == role }) { record[role.rawValue] = .string(word) }
        }
        return .record(record)
      })
  }

  private static func transferSyntaxesByClass(_ claims: [Claim]) -> Value {
    let syntaxes = claims.filter { $0.kind == .transferSyntax && $0.uid != nil }
    let general = syntaxes.filter { $0.sopClass == nil }
    let ofAll = delivered(general)
    let deniedToAll = general.filter { $0.polarity == .notSupported }
    let own = Dictionary(grouping: syntaxes.filter { $0.sopClass != nil }) { $0.sopClass ?? "" }
    let classes = Set(
      claims.filter { $0.kind == .sopClass && $0.polarity == .supported }.compactMap(\.uid) + own.keys)
    return .list(
      classes.sorted().compactMap { uid -> Value? in
        let uids = own[uid].map { delivered($0 + deniedToAll) } ?? ofAll
        guard !uids.isEmpty else { return nil }
        return .record(["sop-class": .uid(uid), "uids": .list(uids.map { .uid($0) })])
      })
  }

  /// The syntaxes that are supported as delivered and not denied.
  private static func delivered(_ claims: [Claim]) -> [String] {
    let byUID = Dictionary(grouping: claims) { $0.uid ?? "" }
    return byUID.keys.filter { uid in support(byUID[uid] ?? []) == "supported" }.sorted()
  }

  private static func transferSyntaxes(_ claims: [Claim]) -> Value {
    let byUID = Dictionary(grouping: claims.filter { $0.kind == .transferSyntax && $0.uid != nil }) { $0.uid ?? "" }
    return .list(
      byUID.keys.sorted().compactMap { uid -> Value? in
        support(byUID[uid] ?? []).map { .record(["uid": .uid(uid), "support": .string($0)]) }
      })
  }

  private static func characterSets(_ claims: [Claim]) -> Value {
    let byName = Dictionary(grouping: claims.filter { $0.kind == .characterSet && $0.name != nil }) { $0.name ?? "" }
    return .list(
      byName.keys.sorted().compactMap { name -> Value? in
        support(byName[name] ?? []).map { .record(["name": .string(name), "support": .string($0)]) }
      })
  }

  private static func association(_ claims: [Claim]) -> Value {
    let stated = claims.filter { $0.kind == .association && $0.polarity == .supported }
    func values(_ property: AssociationProperties.Property) -> [Claim] {
      stated.filter { $0.property == property.rawValue }
    }
    var record: [String: Value] = [:]
    if let length = values(.maximumLength).compactMap({ $0.value.flatMap { Int64($0) } }).max() {
      record["maximum-length"] = .size(bytes: length)
    }
    if let number = values(.maximumAssociations).compactMap({ $0.value.flatMap { Int($0) } }).max() {
      record["maximum-associations"] = .number(Decimal(number))
    }
    if let uid = best(values(.implementationClassUID)) { record["implementation-class-uid"] = .uid(uid) }
    if let name = best(values(.implementationVersionName)) { record["implementation-version-name"] = .string(name) }
    record["ae-titles"] = .list(Set(values(.aeTitle).compactMap(\.value)).sorted().map { .string($0) })
    return .record(record)
  }

  /// The value that is read most surely; of equals the first.
  private static func best(_ claims: [Claim]) -> String? {
    var chosen: Claim?
    for claim in claims where claim.confidence > chosen?.confidence ?? -1 { chosen = claim }
    return chosen?.value
  }

  private static func documents(_ readings: [DocumentReading]) -> Value {
    .list(
      readings.filter { reading in !reading.problems.contains { $0.severity == .unreadable } }.map { reading in
        var record: [String: Value] = [
          "name": .string(reading.document), "format": .string(reading.format),
          "claims": .number(Decimal(reading.claims.count)),
        ]
        if let product = reading.product { record["product"] = .string(product) }
        if let version = reading.version { record["version"] = .string(version) }
        return .record(record)
      })
  }

  /// What the application entities say stands over what an overview says for the product as a whole.
  private static func trusted(_ claims: [Claim]) -> [Claim] {
    let ofEntities = claims.filter { $0.applicationEntity != nil && $0.confidence >= Claim.decisiveConfidence }
    return ofEntities.isEmpty ? claims : ofEntities
  }

  /// One word for what claims about the same thing say together; nil for none.
  static func support(_ claims: [Claim]) -> String? {
    guard !claims.isEmpty else { return nil }
    // What a sure reading says stands over what an unsure one says otherwise.
    let decisive = claims.filter { $0.confidence >= Claim.decisiveConfidence }
    let heard = decisive.isEmpty ? claims : decisive
    // Two decisive places that disagree are for a person to read, whatever their order of trust.
    if contradicts(heard) { return "unclear" }
    let supported = trusted(heard).filter { $0.polarity == .supported }
    guard !supported.isEmpty else {
      return heard.contains { $0.polarity == .unclear } ? "unclear" : "not-supported"
    }
    for (availability, word) in [
      (Claim.Availability.standard, "supported"), (.configurable, "configurable"), (.conditional, "conditional"),
    ] where supported.contains(where: { $0.availability == availability }) { return word }
    return "unclear"
  }

  /// Whether claims disagree about the same application entity.
  private static func contradicts(_ claims: [Claim]) -> Bool {
    let supported = claims.filter { $0.polarity == .supported }
    let scopes = Set(supported.flatMap(ClaimScope.keys))
    return claims.contains { denial in
      denial.polarity == .notSupported && ClaimScope.meeting(denial).contains(where: scopes.contains)
    }
  }
}
