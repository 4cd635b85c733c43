/// What a registry holds: objects by id, patient and unique id, and what joins them. Everything is found without a walk
/// through all of it.
struct RegistryHoldings: Sendable {
  private var objects: [String: RegistryObject] = [:]
  private var patients: [PatientKey: [String]] = [:]
  private var uniqueIDs: [String: [String]] = [:]
  private var logicalIDs: [String: [String]] = [:]
  private var joined: [String: [String]] = [:]

  /// Number of objects.
  var count: Int { objects.count }

  subscript(id: String) -> RegistryObject? { objects[id] }

  /// Objects of a patient in the order in which they came.
  func objects(of patient: PatientKey) -> [RegistryObject] { (patients[patient] ?? []).compactMap { objects[$0] } }

  /// Patients that have objects, in an order of their own.
  var allPatients: [PatientKey] {
    patients.keys.sorted { ($0.identifier, $0.authority) < ($1.identifier, $1.authority) }
  }

  /// Objects of a unique id.
  func objects(uniqueID: String) -> [RegistryObject] { (uniqueIDs[uniqueID] ?? []).compactMap { objects[$0] } }

  /// Versions of an object.
  func objects(logicalID: String) -> [RegistryObject] { (logicalIDs[logicalID] ?? []).compactMap { objects[$0] } }

  /// Associations that an object is an end of.
  func associations(of id: String) -> [RegistryObject] { (joined[id] ?? []).compactMap { objects[$0] } }

  /// Takes an object, or another state of one that is there.
  mutating func put(_ object: RegistryObject) {
    guard objects.updateValue(object, forKey: object.id) == nil else { return }
    if let patient = object.patient.flatMap(PatientKey.init(cx:)) { patients[patient, default: []].append(object.id) }
    if let uniqueID = object.uniqueID { uniqueIDs[uniqueID, default: []].append(object.id) }
    if let logicalID = object.logicalID { logicalIDs[logicalID, default: []].append(object.id) }
    if let association = object.association {
      joined[association.source, default: []].append(object.id)
      if association.target != association.source { joined[association.target, default: []].append(object.id) }
    }
  }

  /// Gives an object another status.
  mutating func mark(_ id: String, _ status: AvailabilityStatus) { objects[id]?.status = status.rawValue }

  /// Gives an object another value of a slot.
  mutating func set(_ slot: String, _ values: [String], of id: String) {
    objects[id]?.slots.removeAll { $0.name == slot }
    objects[id]?.slots.append(RegistryObject.Slot(name: slot, values: values))
  }

  /// Forgets an object.
  mutating func remove(_ id: String) {
    guard let object = objects.removeValue(forKey: id) else { return }
    if let patient = object.patient.flatMap(PatientKey.init(cx:)) { patients[patient]?.removeAll { $0 == id } }
    if let uniqueID = object.uniqueID { uniqueIDs[uniqueID]?.removeAll { $0 == id } }
    if let logicalID = object.logicalID { logicalIDs[logicalID]?.removeAll { $0 == id } }
    if let association = object.association {
      joined[association.source]?.removeAll { $0 == id }
      joined[association.target]?.removeAll { $0 == id }
    }
  }

  /// Gives the objects of one patient to another (ITI TF-2 §3.44.4.2.3).
  mutating func move(_ subsumed: PatientKey, to survivor: PatientKey, cx: String) {
    guard subsumed != survivor, let ids = patients.removeValue(forKey: subsumed) else { return }
    for id in ids {
      guard let identifiers = objects[id]?.identifiers else { continue }
      objects[id]?.identifiers = identifiers.map { identifier in
        RegistryObject.patientSchemes.contains(identifier.scheme)
          ? RegistryObject.ExternalIdentifier(scheme: identifier.scheme, value: cx) : identifier
      }
    }
    patients[survivor, default: []] += ids
  }
}

extension RegistryObject {
  /// Schemes under which a patient stands.
  static let patientSchemes: Set<String> = [
    IdentificationScheme.documentEntryPatientID.rawValue, IdentificationScheme.submissionSetPatientID.rawValue,
    IdentificationScheme.folderPatientID.rawValue,
  ]
  private static let uniqueSchemes: Set<String> = [
    IdentificationScheme.documentEntryUniqueID.rawValue, IdentificationScheme.submissionSetUniqueID.rawValue,
    IdentificationScheme.folderUniqueID.rawValue,
  ]

  /// Patient of a document entry, submission set or folder, as CX.
  var patient: String? { identifiers.first { Self.patientSchemes.contains($0.scheme) }?.value }

  /// Unique id of a document entry, submission set or folder.
  var uniqueID: String? { identifiers.first { Self.uniqueSchemes.contains($0.scheme) }?.value }

  /// Its version, from 1.
  var version: Int { versionName.flatMap { Int($0) } ?? 1 }

  /// Whether it is a submission set.
  var isSubmissionSet: Bool { isPackage(.submissionSet) }

  /// Whether it is a folder.
  var isFolder: Bool { isPackage(.folder) }

  private func isPackage(_ node: RegistryPackageScheme) -> Bool {
    kind == .registryPackage && classifications.contains { $0.node == node.rawValue }
  }

  /// Whether it is an association of a type.
  func joins(as type: AssociationType) -> Bool { association?.type == type.rawValue }
}
