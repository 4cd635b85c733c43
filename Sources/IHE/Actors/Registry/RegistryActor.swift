import Foundation

/// A document registry in memory (ITI TF-1 §10.1.1.3): takes submissions and feeds of patients, and answers stored queries.
public actor RegistryActor: SOAPActor {
  /// What it takes at most.
  public struct Limits: Sendable {
    /// Objects.
    public var objects = 500_000
    /// Whole objects in one answer; a query that finds more is refused with XDSTooManyResults.
    public var wholeObjects = 20_000

    /// Makes the limits that serve a test.
    public init() {}
  }

  /// Rules that are broken on purpose.
  let broken: Set<RegistryRule>
  private let limits: Limits
  /// Assigning authorities all of whose patients are known.
  private let authorities: Set<String>
  private var admitted: Set<PatientKey> = []
  /// Patients who gave way to another.
  private var subsumed: Set<PatientKey> = []
  private var holdings = RegistryHoldings()
  private var observers: [@Sendable ([RegistryObject]) -> Void] = []

  /// Makes an empty registry.
  ///
  /// - Parameters:
  ///   - authorities: OIDs of assigning authorities all of whose patients are known without a feed.
  ///   - broken: Rules that are broken on purpose.
  public init(authorities: Set<String> = [], breaking broken: Set<RegistryRule> = [], limits: Limits = Limits()) {
    self.authorities = authorities
    self.broken = broken
    self.limits = limits
  }

  /// Number of objects that it holds.
  public var count: Int { holdings.count }

  func keeps(_ rule: RegistryRule) -> Bool { !broken.contains(rule) }

  // MARK: - Patients

  /// Whether it takes in patients whom it is told of.
  public nonisolated var takesFeeds: Bool { !broken.contains(.takesFeeds) }

  /// Learns of a patient (ITI-8, ITI-44).
  public func admit(_ patient: PatientKey) {
    subsumed.remove(patient)
    if admitted.count < limits.objects { admitted.insert(patient) }
  }

  /// Whether a patient is known.
  public func knows(_ patient: PatientKey) -> Bool {
    !subsumed.contains(patient) && (authorities.contains(patient.authority) || admitted.contains(patient))
  }

  /// Gives what belonged to one patient to another, and forgets the first (ITI TF-2 §3.44.4.2.3).
  ///
  /// - Parameter cx: The patient who remains.
  public func merge(_ subsumed: PatientKey, into cx: String) {
    guard let survivor = PatientKey(cx: cx), keeps(.mergesPatients) else { return }
    admitted.remove(subsumed)
    if self.subsumed.count < limits.objects, keeps(.refusesSubsumed) { self.subsumed.insert(subsumed) }
    self.subsumed.remove(survivor)
    admitted.insert(survivor)
    holdings.move(subsumed, to: survivor, cx: cx)
  }

  /// Tells of what is registered from now on.
  public func observe(_ observer: @escaping @Sendable ([RegistryObject]) -> Void) { observers.append(observer) }

  // MARK: - Queries

  /// Answers a stored query.
  ///
  /// - Parameter home: Community that the objects are said to be in.
  public func query(_ query: ReceivedQuery, home: String? = nil) -> SharingAnswer {
    StoredQueryAnswer(holdings: holdings, broken: broken, wholeObjects: limits.wholeObjects).answer(query, home: home)
  }

  // MARK: - Submissions

  /// Registers objects all together, or none of them (ITI TF-2 §3.42.4.1.3).
  func register(_ objects: [RegistryObject]) throws(Refusal) {
    guard holdings.count + objects.count <= limits.objects else {
      throw Refusal(.registryOutOfResources, "the registry holds \(limits.objects) objects at most")
    }
    try SubmissionCheck(objects: objects, holdings: holdings, knows: { self.knows($0) }, broken: broken).run()
    guard keeps(.listsSubmitted) else { return }
    let replaced = objects.filter { $0.joins(as: .replace) || $0.joins(as: .transformAndReplace) }
      .compactMap(\.association)
    let replacements = Set(replaced.map(\.source))
    let named = named(objects)
    for (object, registered) in zip(objects, named) {
      if !keeps(.listsReplacements), replacements.contains(object.id) { continue }
      holdings.put(registered)
    }
    for association in replaced { deprecate(association.target) }
    for object in objects where object.joins(as: .append) && !keeps(.leavesAppended) {
      if let target = object.association?.target { holdings.mark(target, .deprecated) }
    }
    let now = Self.time()
    for object in named where object.isFolder { holdings.set("lastUpdateTime", [now], of: object.id) }
    for object in named where object.joins(as: .hasMember) && keeps(.notesFolderChanges) {
      guard let source = object.association?.source, holdings[source]?.isFolder == true else { continue }
      holdings.set("lastUpdateTime", [now], of: source)
    }
    for observer in observers { observer(named) }
  }

  /// Puts new versions in the place of entries that are there (ITI TF-2 §3.57.4.1.3.3.1): all of them, or none.
  func update(_ objects: [RegistryObject]) throws(Refusal) {
    var followed: [String: RegistryObject] = [:]
    for object in objects where object.kind == .extrinsicObject {
      let versions = object.logicalID.map { holdings.objects(logicalID: $0) } ?? []
      guard let latest = versions.max(by: { $0.version < $1.version }) else {
        throw Refusal(.metadataUpdateError, "\(object.id.prefix(80)) is a version of nothing that is here")
      }
      guard object.patient == latest.patient || !keeps(.keepsPatientsOfVersions) else {
        throw Refusal(.patientIDReconciliationError, "\(object.id.prefix(80)) is of another patient")
      }
      guard object.uniqueID == latest.uniqueID else {
        throw Refusal(.metadataUpdateError, "\(object.id.prefix(80)) is another document")
      }
      let membership = objects.first { $0.joins(as: .hasMember) && $0.association?.target == object.id }
      guard let previous = membership?.values("PreviousVersion").first else {
        throw Refusal(
          .metadataUpdateOperationError, "nothing says which version \(object.id.prefix(80)) follows")
      }
      let isLatest = latest.status == AvailabilityStatus.approved.rawValue && previous == String(latest.version)
      guard isLatest || !keeps(.refusesStaleVersions) else {
        throw Refusal(.metadataVersionError, "\(object.id.prefix(80)) does not follow version \(latest.version)")
      }
      followed[object.id] = latest
    }
    try SubmissionCheck(objects: objects, holdings: holdings, knows: { self.knows($0) }, broken: broken).run()
    guard keeps(.listsVersions) else { return }
    for (object, registered) in zip(objects, named(objects)) {
      var registered = registered
      if let latest = followed[object.id] {
        registered.logicalID = latest.logicalID ?? latest.id
        registered.versionName = String(latest.version + 1)
        holdings.mark(latest.id, .deprecated)
      }
      holdings.put(registered)
    }
  }

  /// Deprecates a document that is replaced, and its addenda and transformations (ITI TF-3 §4.2.2.2).
  private func deprecate(_ id: String) {
    guard keeps(.keepsReplaced) else { return holdings.remove(id) }
    guard keeps(.deprecatesReplaced) else { return }
    var waiting = [id]
    var seen: Set<String> = []
    while let next = waiting.popLast() {
      guard seen.insert(next).inserted else { continue }
      holdings.mark(next, .deprecated)
      for object in holdings.associations(of: next) where object.joins(as: .append) || object.joins(as: .transform) {
        if let association = object.association, association.target == next { waiting.append(association.source) }
      }
    }
  }

  /// The objects as they are registered: symbols become ids, everything is the first version and approved
  /// (ITI TF-3 §4.2.3.1.1).
  private func named(_ objects: [RegistryObject]) -> [RegistryObject] {
    var ids: [String: String] = [:]
    for object in objects where !object.id.hasPrefix("urn:uuid:") {
      ids[object.id] = "urn:uuid:\(UUID().uuidString.lowercased())"
    }
    return objects.map { object in
      var object = object
      object.id = ids[object.id] ?? object.id
      object.logicalID = object.id
      object.versionName = "1"
      object.status = AvailabilityStatus.approved.rawValue
      object.classifications = object.classifications.map { classification in
        var classification = classification
        classification.classifiedObject = nil
        return classification
      }
      if let association = object.association {
        object.association = RegistryObject.Association(
          type: association.type, source: ids[association.source] ?? association.source,
          target: ids[association.target] ?? association.target)
      }
      if !keeps(.keepsReferences) { object.slots.removeAll { $0.name == "urn:ihe:iti:xds:2013:referenceIdList" } }
      if !keeps(.keepsTitles) { object.name = nil }
      if !keeps(.keepsExtraMetadata) { object.slots.removeAll(where: \.isExtra) }
      return object
    }
  }

  /// Now, as DTM in UTC.
  private static func time() -> String {
    let text = Date().ISO8601Format(.init(timeZone: .gmt))
    return String(text.filter(\.isNumber).prefix(14))
  }

  /// Forgets objects (ITI TF-2 §3.62.4.1.3): all of them, or none.
  func remove(_ ids: [String]) throws(Refusal) {
    let leaving = Set(ids)
    for id in ids {
      guard holdings[id] != nil else { throw Refusal(.unresolvedReference, "\(id.prefix(80)) is not here") }
      for association in holdings.associations(of: id)
      where !leaving.contains(association.id) && keeps(.refusesReferredTo) {
        throw Refusal(.referencesExist, "\(association.id) still joins \(id.prefix(80))")
      }
    }
    if keeps(.leavesNothingAlone) { try refuseStranding(leaving) }
    for id in ids where keeps(.withdraws) { holdings.remove(id) }
  }

  /// What an association joined must not be left without any (ITI TF-2 §3.62.4.1.3).
  private func refuseStranding(_ leaving: Set<String>) throws(Refusal) {
    for association in leaving.compactMap({ holdings[$0]?.association }) {
      for end in [association.source, association.target] where !leaving.contains(end) && holdings[end] != nil {
        guard holdings.associations(of: end).allSatisfy({ leaving.contains($0.id) }) else { continue }
        throw Refusal(.unreferencedObject, "nothing would refer to \(end.prefix(80)), or be referred to by it")
      }
    }
  }

  /// Gives a document entry another availability (ITI TF-2 §3.57.4.1.3.3.2).
  func mark(_ id: String, from original: String, to new: String) throws(Refusal) {
    guard let object = holdings[id] else {
      throw Refusal(.unresolvedReference, "\(id.prefix(80)) is not here")
    }
    guard object.status == original, let status = AvailabilityStatus(rawValue: new) else {
      throw Refusal(.metadataUpdateError, "\(id.prefix(80)) is not \(original.prefix(80))")
    }
    guard keeps(.withdraws) || status != .deprecated else { return }
    holdings.mark(id, status)
  }
}
