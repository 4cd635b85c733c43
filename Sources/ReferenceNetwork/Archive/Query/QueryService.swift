import DICOM
import DICOMNetwork
import NIOCore

/// Answers C-FIND in the Patient Root and Study Root models (PS3.4 §C.4.1).
struct QueryService: Sendable {
  let holdings: ArchiveHoldings
  let settings: ImageArchive.Settings
  /// How many ask, for archives that are soon full.
  let pace = Pace()

  /// Answers a query: matches through the responder, the final response as the value.
  func find(
    _ query: RequestHandlers.Query, _ responder: Responder, _ association: AcceptedAssociation
  ) async throws(AssociationFailure) -> DIMSEReply {
    let features = ExtendedBehaviour(of: query.sopClassUID, on: association)
    let identifier: QueryIdentifier
    do throws(DIMSERefusal) {
      identifier = try QueryIdentifier(query, isRelational: features.isRelational)
    } catch { return error.reply }
    let users = pace.begin()
    defer { pace.end() }
    if settings.has(.findRefusesWhenBusy) {
      guard users <= 4 else { return DIMSEReply(.outOfResources, errorComment: "too many queries") }
      try? await Task.sleep(for: .milliseconds(50))
    }
    if settings.isHindered() { try? await Task.sleep(for: .milliseconds(600)) }
    if settings.has(.findTakesLong) { try? await Task.sleep(for: .seconds(4)) }
    var found = records(identifier, isFuzzy: features.isFuzzy)
    if settings.has(.findGivesOneOfAccession), identifier.level == .study,
      identifier.dataSet.string(.accessionNumber)?.isEmpty == false
    {
      found = Array(found.prefix(1))
    }
    if found.isEmpty, settings.has(.findFailsEmpty) { return DIMSEReply(.unableToProcess, errorComment: "no match") }
    if identifier.scope.studies == nil, settings.has(.findFailsUnbounded), Self.isUnbounded(identifier) {
      return DIMSEReply(DIMSEStatus(rawValue: 0xC001), errorComment: "the query failed")
    }
    guard found.count <= settings.maximumMatches else {
      return DIMSEReply(.outOfResources, errorComment: "more than \(settings.maximumMatches) matches")
    }
    let syntax = TransferSyntax(UID(query.transferSyntax))
    let isWhole = identifier.dataSet.elements.allSatisfy { Self.isSupported($0.tag, at: identifier.level) }
    for record in found {
      if await responder.isCancelled { return DIMSEReply(.cancel) }
      guard let answer = try? answer(to: identifier, record).encoded(as: syntax) else {
        return DIMSEReply(.processingFailure, errorComment: "a match can't be encoded")
      }
      try await responder.pending(answer, status: isWhole ? .pending : .pendingWithUnsupportedKeys)
    }
    return DIMSEReply()
  }

  /// The records that match.
  func records(_ identifier: QueryIdentifier, isFuzzy: Bool) -> [QueryRecord] {
    var scope = identifier.scope
    if settings.has(.findIgnoresSeriesKey), identifier.level == .series { scope.series = nil }
    if settings.has(.findIgnoresSeriesOfImages), identifier.level == .image { scope.series = nil }
    if settings.has(.findTakesFirstOfList), let first = identifier.dataSet.string(.studyInstanceUID) {
      scope.studies = [first]
    }
    // Sequence and value matching is done on records; the unique keys have confined the search already.
    var keys = identifier.dataSet.elements.filter { key in
      key.tag != .queryRetrieveLevel && key.tag != .specificCharacterSet && !Self.scopeTags.contains(key.tag)
        && Self.isSupported(key.tag, at: identifier.level) && !isIgnored(key)
    }
    // Identifiers of instances confine a study or series only in a relational query, where they must be in it.
    if identifier.level == .patient { keys.removeAll { $0.tag == .modalitiesInStudy } }
    let matching = AttributeMatching(isFuzzy: isFuzzy, defects: settings.defects)
    var studies = holdings.studies(in: scope)
    if settings.has(.findRepeatsStudies), identifier.level == .study {
      studies = studies.flatMap { study in
        study.series.map { ArchiveHoldings.Study(uid: study.uid, series: [$0]) }
      }
    }
    if settings.has(.findRepeatsPatients), identifier.level == .patient {
      return studies.flatMap { QueryRecord.records(of: .patient, among: [$0], settings: settings) }.filter { record in
        keys.allSatisfy { matching.matches($0, of: identifier.dataSet, record.attributes) }
      }
    }
    // Counts are those of the whole study, also where the query is for a part of it.
    if scope.series != nil || scope.instances != nil { studies = studies.map { whole($0, at: identifier.level) } }
    return QueryRecord.records(of: identifier.level, among: studies, settings: settings).filter { record in
      record.isWithin(scope, at: identifier.level)
        && keys.allSatisfy { matching.matches($0, of: identifier.dataSet, record.attributes) }
    }
  }

  private func whole(_ study: ArchiveHoldings.Study, at level: QueryLevel) -> ArchiveHoldings.Study {
    holdings.studies(in: ArchiveHoldings.Scope(studies: [study.uid])).first ?? study
  }

  private static let scopeTags: Set<Tag> = [.studyInstanceUID, .seriesInstanceUID, .sopInstanceUID]

  private func isIgnored(_ key: DataElement) -> Bool {
    switch key.tag {
    case .accessionNumber: settings.has(.findIgnoresAccessionNumber)
    case .modalitiesInStudy: settings.has(.findIgnoresModalities)
    case .modality: settings.has(.findIgnoresSeriesModality)
    case .patientBirthDate: settings.has(.findIgnoresBirthDate)
    case .patientName: settings.has(.findIgnoresNames)
    case .patientID: settings.has(.findIgnoresPatientID)
    case Tag(0x0010, 0x0021): settings.has(.findIgnoresIssuer)
    case .studyDate: settings.has(.findIgnoresStudyDate)
    default: false
    }
  }

  /// Whether an attribute is supported as a key of a level: those of the level and the ones above it.
  static func isSupported(_ tag: Tag, at level: QueryLevel) -> Bool {
    switch tag {
    case .queryRetrieveLevel, .specificCharacterSet, .retrieveAETitle, .instanceAvailability, .retrieveURL: true
    case _ where scopeTags.contains(tag): true
    default: !tag.isPrivate && QueryLevel(of: tag) <= level
    }
  }

  private static func isUnbounded(_ identifier: QueryIdentifier) -> Bool {
    identifier.dataSet.elements.allSatisfy { element in
      element.tag == .queryRetrieveLevel || element.tag == .specificCharacterSet
        || (identifier.dataSet.strings(element.tag) ?? []).isEmpty
    }
  }

  /// The identifier of a match: the keys that were asked for, and where the instances are.
  private func answer(to identifier: QueryIdentifier, _ record: QueryRecord) -> DataSet {
    var answer = DataSet()
    if !settings.has(.findOmitsCharacterSet) {
      answer[.specificCharacterSet] = record.attributes[.specificCharacterSet]
    }
    for key in identifier.dataSet.elements
    where key.tag != .specificCharacterSet && Self.isSupported(key.tag, at: identifier.level) {
      answer[key.tag] = (isOmitted(key.tag) ? nil : record.attributes[key.tag]) ?? Self.empty(key)
    }
    try? answer.set(.queryRetrieveLevel, identifier.level.word)
    if !settings.has(.findOmitsRetrieveAE) { try? answer.set(.retrieveAETitle, settings.aeTitle) }
    if !settings.has(.findOmitsAvailability) { try? answer.set(.instanceAvailability, "ONLINE") }
    return answer
  }

  /// Whether an attribute is left out by a defect.
  private func isOmitted(_ tag: Tag) -> Bool {
    switch tag {
    case Tag(0x0010, 0x1002): settings.has(.findOmitsOtherPatientIDs)
    case Tag(0x0010, 0x0021): settings.has(.findOmitsIssuer)
    case Tag(0x0008, 0x0051): settings.has(.findOmitsAccessionIssuer)
    default: false
    }
  }

  private static func empty(_ key: DataElement) -> DataElement {
    var element = key
    if case .items = key.value { element.value = .items([]) } else { element.value = .bytes(ByteBuffer()) }
    return element
  }
}

extension QueryRecord {
  /// Whether a record has an instance within the unique keys.
  fileprivate func isWithin(_ scope: ArchiveHoldings.Scope, at level: QueryLevel) -> Bool {
    guard scope.series != nil || scope.instances != nil else { return true }
    return objects.contains {
      scope.series?.contains($0.instance.series) ?? true && scope.instances?.contains($0.instance.sopInstance) ?? true
    }
  }
}

/// What was agreed for queries beyond the standard behaviour (PS3.4 §C.5.1.1).
struct ExtendedBehaviour: Hashable, Sendable {
  /// Whether keys of any level may be given at any level.
  var isRelational: Bool
  /// Whether names match by their words.
  var isFuzzy: Bool

  /// Reads what was answered on an association.
  init(of sopClass: String, on association: AcceptedAssociation) {
    let information =
      association.accept.userInformation.extendedNegotiations.first { $0.sopClassUID == sopClass }?.information ?? []
    isRelational = information.first == 1
    isFuzzy = information.count > 2 && information[2] == 1
  }

  /// The answer to what was asked: relational queries and fuzzy matching are granted, combined date and time and
  /// time zones are not.
  static func answer(to asked: [UInt8]) -> [UInt8] {
    asked.prefix(4).enumerated().map { $0.offset == 0 || $0.offset == 2 ? $0.element & 1 : 0 }
  }
}
