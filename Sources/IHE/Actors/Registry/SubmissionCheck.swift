/// Holds a submission against the rules of metadata and against what a registry holds (ITI TF-3 §4.1, §4.2.2;
/// ITI TF-2 §3.42.4.1.3).
struct SubmissionCheck {
  let objects: [RegistryObject]
  let holdings: RegistryHoldings
  /// Whether a patient is known.
  let knows: (PatientKey) -> Bool
  /// Rules that are broken on purpose.
  let broken: Set<RegistryRule>

  private static let codes: [DocumentEntryScheme] = [
    .classCode, .confidentialityCode, .formatCode, .healthcareFacilityTypeCode, .practiceSettingCode, .typeCode,
  ]

  /// Everything that forbids it.
  func run() throws(Refusal) {
    try identifiers()
    for object in objects where object.kind == .extrinsicObject { try attributes(object) }
    try patients()
    try uniqueIDs()
    for object in objects where object.kind == .association { try association(object) }
  }

  private func keeps(_ rule: RegistryRule) -> Bool { !broken.contains(rule) }

  private func wrong(_ text: String) -> Refusal { Refusal(.registryMetadataError, text) }

  private func identifiers() throws(Refusal) {
    var ids: Set<String> = []
    for object in objects {
      guard !object.id.isEmpty, ids.insert(object.id).inserted else {
        throw wrong("the id \(object.id.prefix(80)) is missing or stands twice")
      }
      guard holdings[object.id] == nil else { throw wrong("the id \(object.id.prefix(80)) is taken") }
    }
    let sets = objects.filter(\.isSubmissionSet)
    guard sets.count == 1, let set = sets.first else { throw wrong("\(sets.count) submission sets where one is due") }
    for scheme in [IdentificationScheme.submissionSetUniqueID, .submissionSetSourceID, .submissionSetPatientID] {
      guard set.identifier(scheme)?.isEmpty == false else { throw wrong("\(scheme.attribute) is missing") }
    }
    guard set.values("submissionTime").count == 1 else { throw wrong("XDSSubmissionSet.submissionTime is missing") }
    guard set.classifications(RegistryPackageScheme.submissionSetContentTypeCode.rawValue).count == 1 else {
      throw wrong("XDSSubmissionSet.contentTypeCode is missing")
    }
    let members = Set(
      objects.filter { $0.joins(as: .hasMember) && $0.association?.source == set.id }.compactMap(\.association?.target))
    for object in objects where object.kind == .extrinsicObject || object.isFolder {
      guard members.contains(object.id) else {
        throw wrong("\(object.id.prefix(80)) is no member of the submission set")
      }
    }
  }

  private func attributes(_ entry: RegistryObject) throws(Refusal) {
    guard keeps(.demandsCodes) else { return }
    for scheme in Self.codes {
      guard let code = entry.classifications(scheme.rawValue).first, code.nodeRepresentation?.isEmpty == false,
        code.values("codingScheme").first?.isEmpty == false
      else { throw wrong("XDSDocumentEntry.\(scheme) is missing or has no coding scheme") }
    }
    var slots = ["languageCode", "sourcePatientId", "repositoryUniqueId"]
    if entry.objectType == DocumentEntryType.stable.rawValue { slots += ["creationTime", "hash", "size"] }
    for slot in slots {
      guard entry.values(slot).first?.isEmpty == false else { throw wrong("XDSDocumentEntry.\(slot) is missing") }
    }
    for slot in ["creationTime", "serviceStartTime", "serviceStopTime"] where keeps(.refusesWrongTimes) {
      guard entry.values(slot).allSatisfy(MetadataForm.isTime) else {
        throw wrong("XDSDocumentEntry.\(slot) is no time as a registry takes it")
      }
    }
    for scheme in [IdentificationScheme.documentEntryUniqueID, .documentEntryPatientID] {
      guard entry.identifier(scheme)?.isEmpty == false else { throw wrong("\(scheme.attribute) is missing") }
    }
    guard entry.mimeType?.isEmpty == false else { throw wrong("XDSDocumentEntry.mimeType is missing") }
    guard entry.objectType.flatMap(DocumentEntryType.init) != nil else {
      throw wrong("XDSDocumentEntry.objectType is neither stable nor on demand")
    }
  }

  private func patients() throws(Refusal) {
    var first: PatientKey?
    for object in objects where object.kind != .association {
      guard let cx = object.patient, let patient = PatientKey(cx: cx) else {
        throw wrong("the patient of \(object.id.prefix(80)) is missing or no CX with an assigning authority")
      }
      guard knows(patient) || !keeps(.knowsPatients) else {
        throw Refusal(.unknownPatientID, "nobody has told of the patient \(cx.prefix(200))")
          .coded(keeps(.codesUnknownPatients))
      }
      guard first == nil || first == patient || !keeps(.refusesOtherPatients) else {
        throw Refusal(.patientIDDoesNotMatch, "\(cx.prefix(200)) is not the patient of the rest of the submission")
      }
      first = first ?? patient
    }
  }

  private func uniqueIDs() throws(Refusal) {
    var seen: Set<String> = []
    for object in objects {
      guard let uniqueID = object.uniqueID else { continue }
      guard seen.insert(uniqueID).inserted || !keeps(.refusesDoubleIDs) else {
        throw Refusal(.registryDuplicateUniqueIDInMessage, "\(uniqueID.prefix(200)) stands twice")
      }
      for other in holdings.objects(uniqueID: uniqueID) {
        guard object.kind == .extrinsicObject, other.kind == .extrinsicObject else {
          throw Refusal(.duplicateUniqueIDInRegistry, "\(uniqueID.prefix(200)) is taken")
        }
        guard object.values("hash") == other.values("hash") || !keeps(.refusesOtherContent) else {
          throw Refusal(.nonIdenticalHash, "\(uniqueID.prefix(200)) is there with another hash")
            .coded(keeps(.codesOtherContent))
        }
        // Where the hashes differ that alone says that it is another document.
        guard
          object.values("hash") != other.values("hash") || object.values("size") == other.values("size")
            || !keeps(.refusesOtherSizes)
        else {
          throw Refusal(.nonIdenticalSize, "\(uniqueID.prefix(200)) is there with another size")
        }
      }
    }
  }

  private func association(_ object: RegistryObject) throws(Refusal) {
    guard let association = object.association, let type = AssociationType(rawValue: association.type) else {
      throw wrong("the association \(object.id.prefix(80)) is of no known type")
    }
    let ids = Set(objects.map(\.id))
    for end in [association.source, association.target] where !ids.contains(end) {
      guard holdings[end] != nil || !keeps(.resolvesReferences) else {
        throw Refusal(.unresolvedReference, "\(end.prefix(80)) is neither in the submission nor here")
      }
    }
    guard type != .hasMember, let target = holdings[association.target] else { return }
    guard target.status != AvailabilityStatus.deprecated.rawValue || !keeps(.refusesDeprecated) else {
      throw Refusal(.registryDeprecatedDocument, "\(association.target.prefix(80)) is deprecated")
    }
    let patient = objects.first { $0.id == association.source }?.patient.flatMap(PatientKey.init(cx:))
    if let patient, let other = target.patient.flatMap(PatientKey.init(cx:)), patient != other,
      keeps(.refusesOtherPatients)
    {
      throw Refusal(.patientIDDoesNotMatch, "\(association.target.prefix(80)) is of another patient")
        .coded(keeps(.codesOtherPatients))
    }
  }
}
