/// Holds a submission against what a document source has to say of its documents (ITI TF-3 §4.3.1 and §4.2.3): which
/// attributes there have to be, their forms, how the objects hang together, and that the documents are those described.
public struct SubmissionReview: Sendable {
  /// What is wrong, in the order of the message; none where nothing is.
  public private(set) var findings: [SubmissionFinding] = []
  private let submission: ReceivedSubmission

  private static let optionality = "ITI TF-3 §4.3.1"
  private static let entrySection = "ITI TF-3 §4.2.3.2"
  private static let setSection = "ITI TF-3 §4.2.3.3"

  /// Looks at a submission.
  public init(_ submission: ReceivedSubmission) {
    self.submission = submission
    reviewSets()
    for entry in submission.entries { review(entry) }
    reviewIdentity()
    reviewAssociations()
    if submission.isProvision { reviewDocuments() }
  }

  private mutating func note(
    _ subject: SubmissionFinding.Subject, _ attribute: String, _ problem: String, _ rule: String
  ) {
    findings.append(SubmissionFinding(subject: subject, attribute: attribute, problem: problem, rule: rule))
  }

  // MARK: - Submission set

  private mutating func reviewSets() {
    for name in Set(submission.strangers).sorted() {
      note(.submission, "-", "\(name.prefix(64)) is no registry object of these profiles", "ITI TF-3 §4.2.1.5")
    }
    let sets = submission.submissionSets
    guard sets.count == 1, let set = sets.first else {
      return note(
        .submission, "-", "there are \(sets.count) submission sets, where there is exactly one", "ITI TF-3 §4.2.1.5")
    }
    identifier(set, .submissionSetUniqueID, "uniqueId", Self.setSection, MetadataForm.isObjectIdentifier)
    identifier(set, .submissionSetSourceID, "sourceId", Self.setSection, MetadataForm.isObjectIdentifier)
    identifier(set, .submissionSetPatientID, "patientId", Self.setSection, MetadataForm.isPatientID)
    slot(set, "submissionTime", Self.setSection, MetadataForm.isTime)
    codes(set, RegistryPackageScheme.submissionSetContentTypeCode.rawValue, "contentTypeCode", 1...1)
  }

  // MARK: - Document entries

  private static let codedAttributes: [(scheme: DocumentEntryScheme, name: String, count: ClosedRange<Int>)] = [
    (.classCode, "classCode", 1...1), (.typeCode, "typeCode", 1...1), (.formatCode, "formatCode", 1...1),
    (.healthcareFacilityTypeCode, "healthcareFacilityTypeCode", 1...1),
    (.practiceSettingCode, "practiceSettingCode", 1...1),
    (.confidentialityCode, "confidentialityCode", 1...Int.max), (.eventCodeList, "eventCodeList", 0...Int.max),
  ]

  private mutating func review(_ entry: DocumentEntry) {
    let object = entry.object
    let subject = SubmissionFinding.Subject.object(object.id)
    if object.id.isEmpty { note(.submission, "entryUUID", "a document entry has no id", "ITI TF-3 §4.2.3.2.7") }
    if object.id.hasPrefix("urn:uuid:"), !MetadataForm.isUUID(object.id) {
      note(subject, "entryUUID", "it is neither a UUID in lower case nor a symbol", "ITI TF-3 §4.2.3.1.5")
    }
    if entry.type == nil {
      note(
        subject, "objectType", "\(object.objectType?.prefix(64) ?? "nothing") is no kind of document entry",
        "ITI TF-3 §4.2.5.2")
    }
    identifier(object, .documentEntryUniqueID, "uniqueId", Self.entrySection, MetadataForm.isUniqueID)
    identifier(object, .documentEntryPatientID, "patientId", Self.entrySection, MetadataForm.isPatientID)
    slot(object, "sourcePatientId", Self.entrySection, MetadataForm.isPatientID)
    slot(object, "creationTime", Self.entrySection, MetadataForm.isTime)
    slot(object, "languageCode", Self.entrySection, MetadataForm.isLanguage)
    for name in ["serviceStartTime", "serviceStopTime"] where !object.values(name).isEmpty {
      slot(object, name, Self.entrySection, MetadataForm.isTime)
    }
    if object.mimeType == nil { note(subject, "mimeType", "it is missing", Self.optionality) }
    for attribute in Self.codedAttributes {
      codes(object, attribute.scheme.rawValue, attribute.name, attribute.count)
    }
    // A repository states hash, size and itself; a source may (ITI TF-3 §4.3.1).
    for name in ["hash", "size", "repositoryUniqueId"] where object.values(name).isEmpty && !submission.isProvision {
      note(subject, name, "it is missing", Self.optionality)
    }
    if let hash = entry.hash, !MetadataForm.isHash(hash) {
      note(subject, "hash", "it is not 40 hexadecimal digits", "ITI TF-3 §4.2.3.2.10")
    }
    if let size = entry.size, Int(size).map({ $0 < 0 }) ?? true {
      note(subject, "size", "it is not a number of bytes", "ITI TF-3 §4.2.3.2.21")
    }
    if let home = object.home, !home.hasPrefix("urn:oid:") || !MetadataForm.isObjectIdentifier(home.dropFirst(8)) {
      note(subject, "homeCommunityId", "it is not `urn:oid:` and an object identifier", "ITI TF-3 §4.2.3.2.12")
    }
  }

  private mutating func identifier(
    _ object: RegistryObject, _ scheme: IdentificationScheme, _ name: String, _ section: String,
    _ hasForm: (String) -> Bool
  ) {
    let values = object.identifiers.filter { $0.scheme == scheme.rawValue }.map(\.value)
    guard let value = values.first else {
      return note(.object(object.id), name, "it is missing", Self.optionality)
    }
    if values.count > 1 { note(.object(object.id), name, "there are \(values.count) of it", section) }
    if !hasForm(value) {
      note(.object(object.id), name, "“\(value.prefix(128))” has not the form that it has to have", section)
    }
  }

  private mutating func slot(
    _ object: RegistryObject, _ name: String, _ section: String, _ hasForm: (String) -> Bool
  ) {
    let values = object.values(name)
    guard let value = values.first else {
      return note(.object(object.id), name, "it is missing", Self.optionality)
    }
    if values.count > 1 { note(.object(object.id), name, "there are \(values.count) of it", section) }
    if !hasForm(value) {
      note(.object(object.id), name, "“\(value.prefix(128))” has not the form that it has to have", section)
    }
  }

  private mutating func codes(
    _ object: RegistryObject, _ scheme: String, _ name: String, _ count: ClosedRange<Int>
  ) {
    let codes = object.classifications(scheme)
    if codes.isEmpty, count.lowerBound > 0 {
      return note(.object(object.id), name, "it is missing", Self.optionality)
    }
    if codes.count > count.upperBound {
      note(.object(object.id), name, "there are \(codes.count) of it", Self.entrySection)
    }
    for code in codes {
      if code.nodeRepresentation == nil { note(.object(object.id), name, "a code is empty", "ITI TF-3 §4.2.3.1.2") }
      if code.values("codingScheme").first?.isEmpty ?? true {
        note(.object(object.id), name, "a code has no coding scheme", "ITI TF-3 §4.2.3.1.2")
      }
      if code.name == nil {
        note(.object(object.id), name, "a code has no display name", "ITI TF-3 §4.2.3.1.2")
      }
    }
  }

  // MARK: - How it hangs together

  private mutating func reviewIdentity() {
    var known: Set<String> = []
    for object in submission.objects where !object.id.isEmpty && !known.insert(object.id).inserted {
      note(.object(object.id), "id", "two objects have it", "ITI TF-3 §4.2.1.5")
    }
    var unique: Set<String> = []
    for entry in submission.entries {
      if let id = entry.uniqueID, !unique.insert(id).inserted {
        note(.object(entry.object.id), "uniqueId", "two documents have it", "ITI TF-3 §4.2.3.2.26")
      }
    }
    guard let patient = submission.submissionSets.first?.identifier(.submissionSetPatientID) else { return }
    for entry in submission.entries {
      if let own = entry.patientID, own != patient {
        note(
          .object(entry.object.id), "patientId", "it is another than that of the submission set",
          "ITI TF-3 §4.2.3.2.16")
      }
    }
  }

  private mutating func reviewAssociations() {
    let ids = Set(submission.objects.map(\.id))
    let sets = Set(submission.submissionSets.map(\.id))
    var members: Set<String> = []
    for object in submission.objects {
      guard let association = object.association else { continue }
      guard let type = AssociationType(rawValue: association.type) else {
        note(
          .object(object.id), "associationType", "“\(association.type.prefix(128))” is none of these profiles",
          "ITI TF-3 §4.2.2")
        continue
      }
      for (name, id) in [("sourceObject", association.source), ("targetObject", association.target)]
      where !ids.contains(id) && !MetadataForm.isUUID(id) {
        note(.object(object.id), name, "it names no object of the submission or of a registry", "ITI TF-3 §4.2.1.5")
      }
      guard type == .hasMember, sets.contains(association.source) else { continue }
      members.insert(association.target)
      if ids.contains(association.target), object.values("SubmissionSetStatus") != ["Original"],
        submission.entries.contains(where: { $0.object.id == association.target })
      {
        note(
          .object(object.id), "SubmissionSetStatus", "it is not Original of a document that comes with the set",
          "ITI TF-3 §4.2.2.1.1")
      }
    }
    for entry in submission.entries where !members.contains(entry.object.id) {
      note(.object(entry.object.id), "-", "it is no member of the submission set", "ITI TF-3 §4.2.2.1.1")
    }
  }

  // MARK: - Documents

  private mutating func reviewDocuments() {
    var documents: [String: [ReceivedSubmission.Document]] = [:]
    for document in submission.documents { documents[document.entry, default: []].append(document) }
    for entry in submission.entries where entry.type != .onDemand {
      guard let own = documents.removeValue(forKey: entry.object.id), let document = own.first else {
        note(.object(entry.object.id), "-", "it comes without its document", "ITI TF-2 §3.41.4.1.2")
        continue
      }
      if own.count > 1 {
        note(.object(entry.object.id), "-", "it comes with \(own.count) documents", "ITI TF-2 §3.41.4.1.2")
      }
      review(document, of: entry)
    }
    for id in documents.keys.sorted() {
      note(.object(id), "-", "a document comes without an entry", "ITI TF-2 §3.41.4.1.2")
    }
  }

  private mutating func review(_ document: ReceivedSubmission.Document, of entry: DocumentEntry) {
    let subject = SubmissionFinding.Subject.object(entry.object.id)
    if case .inline = document.content {
      note(subject, "-", "its document stands in the message, not beside it", "ITI TF-2 §3.41.4.1.2")
    }
    guard let digest = document.digest else {
      return note(subject, "-", "its document has no content that can be read", "ITI TF-2 §3.41.4.1.2")
    }
    if digest.size == 0 { note(subject, "-", "its document is empty", "ITI TF-2 §3.41.4.1.2") }
    if let hash = entry.hash, MetadataForm.isHash(hash), hash.lowercased() != digest.hash {
      note(subject, "hash", "it is not that of the document, \(digest.hash)", "ITI TF-3 §4.2.3.2.10")
    }
    if let size = entry.size.flatMap({ Int($0) }), size != digest.size {
      note(subject, "size", "it is \(size), and the document has \(digest.size) bytes", "ITI TF-3 §4.2.3.2.21")
    }
  }
}
