/// Holds objects against the parameters of a stored query (ITI TF-2 §3.18.4.1.2.3.7).
struct QueryFilter {
  let query: ReceivedQuery
  /// Rules that are broken on purpose.
  let broken: Set<RegistryRule>

  private static let codes: [(name: String, scheme: DocumentEntryScheme, rule: RegistryRule)] = [
    ("$XDSDocumentEntryClassCode", .classCode, .filtersByClass),
    ("$XDSDocumentEntryTypeCode", .typeCode, .filtersByType),
    ("$XDSDocumentEntryPracticeSettingCode", .practiceSettingCode, .filtersByPractice),
    ("$XDSDocumentEntryHealthcareFacilityTypeCode", .healthcareFacilityTypeCode, .filtersByFacility),
    ("$XDSDocumentEntryEventCodeList", .eventCodeList, .filtersByEvent),
    ("$XDSDocumentEntryConfidentialityCode", .confidentialityCode, .filtersByConfidentiality),
    ("$XDSDocumentEntryFormatCode", .formatCode, .filtersByFormat),
  ]
  private static let times: [(name: String, slot: String, rule: RegistryRule)] = [
    ("$XDSDocumentEntryCreationTime", "creationTime", .filtersByCreationTime),
    ("$XDSDocumentEntryServiceStartTime", "serviceStartTime", .filtersByServiceTime),
    ("$XDSDocumentEntryServiceStopTime", "serviceStopTime", .filtersByServiceTime),
  ]

  /// Whether a document entry fits by status, kind, codes, times, authors and references.
  func fits(document object: RegistryObject, status: String? = "$XDSDocumentEntryStatus") throws(Refusal) -> Bool {
    guard object.kind == .extrinsicObject else { return false }
    if let status, keeps(.filtersByStatus), !has(status, object.status) { return false }
    if keeps(.filtersByKind) {
      let kinds = query.values("$XDSDocumentEntryType") ?? [DocumentEntryType.stable.rawValue]
      guard let type = object.objectType, kinds.contains(type) else { return false }
    }
    for code in Self.codes where keeps(code.rule) {
      guard fits(code.name, object.classifications(code.scheme.rawValue)) else { return false }
    }
    for time in Self.times where keeps(time.rule) {
      guard try fits(time.name, object.values(time.slot).first) else { return false }
    }
    if keeps(.filtersByAuthor), let patterns = query.values("$XDSDocumentEntryAuthorPerson") {
      let persons = object.classifications(DocumentEntryScheme.author.rawValue).flatMap { $0.values("authorPerson") }
      guard persons.contains(where: { person in patterns.contains { LikePattern($0).matches(person) } }) else {
        return false
      }
    }
    if keeps(.filtersByReference), let lists = query.lists("$XDSDocumentEntryReferenceIdList") {
      let references = object.values("urn:ihe:iti:xds:2013:referenceIdList")
      guard lists.allSatisfy({ list in list.contains { references.contains($0) } }) else { return false }
    }
    return true
  }

  /// Whether a document fits by what the queries for contents filter by.
  func fits(content object: RegistryObject) -> Bool {
    guard object.kind == .extrinsicObject else { return true }
    for code in Self.codes where code.scheme == .formatCode || code.scheme == .confidentialityCode {
      guard !keeps(code.rule) || fits(code.name, object.classifications(code.scheme.rawValue)) else { return false }
    }
    let kinds = query.values("$XDSDocumentEntryType") ?? [DocumentEntryType.stable.rawValue]
    return !keeps(.filtersByKind) || kinds.contains(object.objectType ?? "")
  }

  /// Whether a submission set fits.
  func fits(set object: RegistryObject, status: String = "$XDSSubmissionSetStatus") throws(Refusal) -> Bool {
    guard object.isSubmissionSet, !keeps(.filtersByStatus) || has(status, object.status) else { return false }
    guard has("$XDSSubmissionSetSourceId", object.identifier(.submissionSetSourceID), isOptional: true),
      try fits("$XDSSubmissionSetSubmissionTime", object.values("submissionTime").first),
      fits(
        "$XDSSubmissionSetContentType",
        object.classifications(RegistryPackageScheme.submissionSetContentTypeCode.rawValue))
    else { return false }
    guard let pattern = try query.single("$XDSSubmissionSetAuthorPerson") else { return true }
    return object.classifications(RegistryPackageScheme.submissionSetAuthor.rawValue)
      .flatMap { $0.values("authorPerson") }.contains { LikePattern(pattern).matches($0) }
  }

  /// Whether a folder fits.
  func fits(folder object: RegistryObject, status: String = "$XDSFolderStatus") throws(Refusal) -> Bool {
    guard object.isFolder, !keeps(.filtersByStatus) || has(status, object.status) else { return false }
    guard try fits("$XDSFolderLastUpdateTime", object.values("lastUpdateTime").first) else { return false }
    return fits("$XDSFolderCodeList", object.classifications(RegistryPackageScheme.folderCodeList.rawValue))
  }

  private func keeps(_ rule: RegistryRule) -> Bool { !broken.contains(rule) }

  private func has(_ name: String, _ value: String?, isOptional: Bool = false) -> Bool {
    guard let values = query.values(name) else { return isOptional || broken.contains(.demandsStatus) }
    return value.map { values.contains($0) } ?? false
  }

  /// Codes are written `code^^scheme`; each list has to be met by one of the object's.
  private func fits(_ name: String, _ classifications: [RegistryObject.Classification]) -> Bool {
    guard let lists = query.lists(name) else { return true }
    let written = Set(
      classifications.map { "\($0.nodeRepresentation ?? "")^^\($0.values("codingScheme").first ?? "")" })
    return lists.allSatisfy { list in list.contains { written.contains($0) } }
  }

  /// From is included, To is not.
  private func fits(_ name: String, _ time: String?) throws(Refusal) -> Bool {
    let (from, to) = (try query.single("\(name)From"), try query.single("\(name)To"))
    guard from != nil || to != nil else { return true }
    guard let time else { return false }
    let whole = Self.whole(time)
    if let from, whole < Self.whole(from) { return false }
    if let to, whole >= Self.whole(to) { return false }
    return true
  }

  /// A DTM to the second, its missing parts as their beginning.
  private static func whole(_ time: String) -> String {
    let kept = time.prefix(14)
    return kept + String("00000101000000".suffix(14 - kept.count))
  }
}

/// A pattern of SQL: `%` for any text, `_` for one character (ITI TF-2 §3.18.4.1.2.3.5).
struct LikePattern {
  private let pattern: [Character]

  init(_ pattern: String) { self.pattern = Array(pattern) }

  /// Whether the whole text fits. Steps back to the last `%` alone, so that the time is bounded by the product of the
  /// lengths.
  func matches(_ text: String) -> Bool {
    let text = Array(text)
    var (position, place) = (0, 0)
    var retry: (place: Int, position: Int)?
    while position < text.count {
      if place < pattern.count, pattern[place] == "%" {
        retry = (place, position)
        place += 1
      } else if place < pattern.count, pattern[place] == "_" || pattern[place] == text[position] {
        place += 1
        position += 1
      } else if let last = retry {
        retry = (last.place, last.position + 1)
        place = last.place + 1
        position = last.position + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "%" }
  }
}
