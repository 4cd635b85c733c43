import DICOM
import Foundation
import Specification

/// Objects that a system exported, against the study with canaries that it had.
struct ExportedSet {
  /// The study.
  let study: SyntheticStudy
  /// An object that came, looked at once.
  struct Member {
    /// Its place among all that came, from 0.
    let place: Int
    let object: DataSet
    /// Where identifying texts are in it.
    let hits: [IdentitySearch.Hit]
    /// Whether it shows itself that it was made of the study's.
    let isOwn: Bool
    /// Who its patient is by its own word.
    let patient: FoundPatient
  }

  /// What came, without what could not be decoded.
  private(set) var members: [Member] = []
  /// How much came, with what could not be decoded.
  private(set) var count = 0
  /// Whether an object shows itself that it was made of the study's.
  private(set) var hasOwn = false
  private var ownStudies: Set<String> = []
  private var ownIdentifiers: Set<String> = []
  private let planted: [CanaryObject]
  let canaries: [CanaryObject.Canary]
  private let uids: [String]
  let search: IdentitySearch

  /// Findings of each kind that are told.
  private static let limit = 200

  /// Compares; the study must be one with canaries.
  init(study: SyntheticStudy, objects: [DataSet] = []) {
    self.study = study
    let image = SyntheticImage(study: study)
    planted = study.series.flatMap { series in
      series.instances.indices.map { CanaryObject(image.native(series: series, index: $0).dataSet) }
    }
    var canaries: [CanaryObject.Canary] = []
    var seen: Set<String> = []
    for canary in planted.flatMap(\.canaries) + Self.identity(of: study)
    where seen.insert(canary.text).inserted {
      canaries.append(canary)
    }
    self.canaries = canaries
    uids = planted.reduce(into: Set<String>()) { Self.collectUIDs(in: $1.dataSet, depth: 0, into: &$0) }.sorted()
    search = IdentitySearch(canaries.map(\.text) + uids)
    for object in objects { add(object) }
  }

  /// Takes what came next; nil for what could not be decoded.
  mutating func add(_ object: DataSet?) {
    defer { count += 1 }
    guard let object else { return }
    let hits = search.hits(in: object)
    let member = Member(
      place: count, object: object, hits: hits, isOwn: isOwn(object, hits),
      patient: object.statedPatient(inheriting: .standard))
    members.append(member)
    guard member.isOwn else { return }
    hasOwn = true
    if let uid = object.uid(.studyInstanceUID)?.value { ownStudies.insert(uid) }
    ownIdentifiers.formUnion(member.patient.identifiers)
  }

  // MARK: Strangers

  /// Whether an object is another study's, which was let out meanwhile: others show that they were made of this one's, and it
  /// shares neither study nor patient with any of them. It holds nothing that identifies this one's patient, or it would be one.
  func isStranger(_ member: Member) -> Bool {
    guard hasOwn, !member.isOwn else { return false }
    if let uid = member.object.uid(.studyInstanceUID)?.value, ownStudies.contains(uid) { return false }
    return ownIdentifiers.isDisjoint(with: member.patient.identifiers)
  }

  /// How much came of other studies.
  var strangers: Int { members.count { isStranger($0) } }

  /// What came, in the order in which it was taken, without what came of other studies.
  func withoutStrangers<Element>(_ arrived: [Element]) -> [Element] {
    let places = Set(members.filter { isStranger($0) }.map(\.place))
    return arrived.enumerated().filter { !places.contains($0.offset) }.map(\.element)
  }

  /// What counts.
  private var counted: [Member] { members.filter { !isStranger($0) } }

  /// UIDs that were made for the study, wherever they stand.
  private static func collectUIDs(in item: DataSet, depth: Int, into found: inout Set<String>) {
    for element in item.elements {
      if element.vr == .UI {
        found.formUnion((item.strings(element.tag) ?? []).filter { $0.hasPrefix(SyntheticUID.root) })
      }
      guard depth < 16 else { continue }
      for inner in item.items(element.tag) ?? [] { collectUIDs(in: inner, depth: depth + 1, into: &found) }
    }
  }

  /// What identifies the patient and the study besides canaries.
  private static func identity(of study: SyntheticStudy) -> [CanaryObject.Canary] {
    let patient = study.patient
    return [
      .init(attribute: "PatientID", text: patient.patientID),
      .init(attribute: "AccessionNumber", text: study.accessionNumber),
      .init(attribute: "OtherPatientIDsSequence[0].PatientID", text: patient.localID),
      .init(attribute: "PatientBirthDate", text: patient.birthDate),
    ]
  }

  /// The record: type `DeidentificationSchema.fields`.
  var value: Value {
    var leaks: [Value] = []
    var retained: [Value] = []
    var keptUIDs: Set<String> = []
    var privates: Set<String> = []
    let counted = counted
    let objects = counted.map(\.object)
    for member in counted {
      let object = member.object
      let options = Self.options(of: object)
      for hit in member.hits {
        // The standard's own words for it are what the object says; what an option keeps is no leak.
        let allowed = ConfidentialityProfile.action(hit.tag)?.keepingOptions.intersection(options) ?? []
        if hit.text >= canaries.count {
          if allowed.isEmpty { keptUIDs.insert(hit.path) }
          continue
        }
        var fields: [String: Value] = [
          "sop-instance": .uid(object.uid(.sopInstanceUID)?.value ?? ""), "attribute": .string(hit.path),
          "canary": .string(canaries[hit.text].attribute), "form": .string(hit.form),
        ]
        if let option = allowed.sorted().first {
          fields["option"] = .string(option)
          if retained.count < Self.limit { retained.append(.record(fields)) }
        } else if leaks.count < Self.limit {
          leaks.append(.record(fields))
        }
      }
      if !options.contains("113111") { privates.formUnion(Self.privateElements(object)) }
    }
    return .record([
      "objects": .number(Decimal(objects.count)), "strangers": .number(Decimal(strangers)),
      "leaks": .list(leaks), "retained": .list(retained),
      "kept-uids": .list(keptUIDs.sorted().prefix(Self.limit).map { .string($0) }),
      "private-elements": .list(privates.sorted().prefix(Self.limit).map { .string($0) }),
      "uids-consistent": .boolean(hasConsistentUIDs(objects)), "dates": .string(dates(objects).rawValue),
      "pseudonyms": .list(Set(objects.compactMap { $0.string(.patientID) }).sorted().map { .string($0) }),
      "instances": .list(objects.map(instance)),
    ])
  }

  /// Codes of the options that an object says were used: De-identification Method Code Sequence (0012,0064).
  private static func options(of object: DataSet) -> Set<String> {
    let items = object.items(Tag(0x0012, 0x0064)) ?? []
    return Set(items.filter { $0.string(Tag(0x0008, 0x0102)) == "DCM" }.compactMap { $0.string(Tag(0x0008, 0x0100)) })
  }

  private static func privateElements(_ object: DataSet) -> [String] {
    object.elements.filter { $0.tag.isPrivate }.map(\.tag.description)
  }

  private func instance(_ object: DataSet) -> Value {
    let sequence = Tag(0x0012, 0x0064)
    let codes = (object.items(sequence) ?? []).compactMap { $0.string(Tag(0x0008, 0x0100)) }
    var fields: [String: Value] = [
      "method-codes": .list(codes.map { .string($0) }),
      "methods": .list((object.strings(Tag(0x0012, 0x0063)) ?? []).map { .string($0) }),
      "contributing-equipment": .number(Decimal(object.items(Tag(0x0018, 0xA001))?.count ?? 0)),
    ]
    if let uid = object.uid(.sopInstanceUID)?.value { fields["sop-instance"] = .uid(uid) }
    if let uid = object.uid(.studyInstanceUID)?.value { fields["study"] = .uid(uid) }
    if let text = object.string(Tag(0x0012, 0x0062)) { fields["identity-removed"] = .string(text) }
    if let original = original(of: object), let fate = BurnedInText.fate(planted: original, received: object) {
      fields["burned-in"] = .string(fate.rawValue)
    }
    return .record(fields)
  }

  // MARK: Matching

  /// The object of the study that an object was made of: the only one of its class with its series and instance numbers.
  func original(of object: DataSet) -> DataSet? {
    let sameClass = planted.map(\.dataSet).filter { $0.uid(.sopClassUID) == object.uid(.sopClassUID) }
    if sameClass.count == 1 { return sameClass[0] }
    let same = sameClass.filter { original in
      [Tag.seriesNumber, .instanceNumber].allSatisfy { original.string($0) == object.string($0) }
    }
    return same.count == 1 ? same[0] : nil
  }

  /// Whether what had one UID has one UID still, and what had different ones has different ones (PS3.15 §E.1.1, action U).
  private func hasConsistentUIDs(_ objects: [DataSet]) -> Bool {
    var forward: [String: String] = [:]
    var back: [String: String] = [:]
    for object in objects {
      guard let original = original(of: object) else { continue }
      for tag in [Tag.studyInstanceUID, .seriesInstanceUID, .sopInstanceUID, Tag(0x0020, 0x0052)] {
        guard let before = original.uid(tag)?.value else { continue }
        guard let after = object.uid(tag)?.value else {
          if tag == Tag(0x0020, 0x0052) { continue }
          return false
        }
        if forward[before, default: after] != after || back[after, default: before] != before { return false }
        forward[before] = after
        back[after] = before
      }
    }
    return true
  }

  /// What became of the dates.
  enum Dates: String, CaseIterable {
    /// None is there any more, or dummies that have nothing to do with them.
    case removed
    /// All were moved by the same number of days.
    case shifted
    /// At least one is what it was.
    case kept
    /// They were moved by different numbers of days, so that intervals are lost.
    case inconsistent
  }

  private static let dateTags = [0x0020, 0x0021, 0x0022, 0x0023].map { Tag(0x0008, $0) }

  private func dates(_ objects: [DataSet]) -> Dates {
    var shifts: Set<Int> = []
    var isKept = false
    for object in objects {
      guard let original = original(of: object) else { continue }
      let mayKeep = Self.options(of: object).contains("113106")
      for tag in Self.dateTags {
        guard let before = original.date(tag), let after = object.date(tag) else { continue }
        let shift = Self.days(after) - Self.days(before)
        if shift == 0, !mayKeep { isKept = true }
        shifts.insert(shift)
      }
    }
    if isKept { return .kept }
    if shifts.isEmpty { return .removed }
    return shifts.count == 1 ? .shifted : .inconsistent
  }

  /// Days since the beginning of the Gregorian calendar's count.
  private static func days(_ date: CalendarDate) -> Int {
    let year = date.month > 2 ? date.year : date.year - 1
    let month = date.month > 2 ? date.month - 3 : date.month + 9
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day
  }
}
