/// A patient as one source registered him.
struct IndexedPatient: Hashable, Sendable {
  /// An identifier in its domain.
  struct Identifier: Hashable, Sendable {
    /// Object identifier of the domain.
    var domain: String
    /// The number.
    var value: String
  }

  /// Identifiers, in the order in which they were registered.
  var identifiers: [Identifier]
  /// Family name.
  var family: String
  /// First given name.
  var given: String
  /// Day of birth, YYYYMMDD.
  var birthDate: String
  /// Administrative sex: F, M, O, U.
  var sex: String
  /// Status of the NHS number (PID-32).
  var numberStatus = ""
  /// Class of the visit (PV1-2); empty where none was told of.
  var visitClass = ""
  /// Where the patient lies: ward, room, bed (PV1-3).
  var place: [String] = []

  /// Identifiers of members.
  var local: Set<Identifier> {
    Set(identifiers.filter { $0.domain != IdentifierDomain.nhsNumber.objectIdentifier })
  }

  /// NHS numbers.
  var numbers: [Identifier] {
    identifiers.filter { $0.domain == IdentifierDomain.nhsNumber.objectIdentifier }
  }
}

/// What patients are traced by; what is nil is not asked for.
struct PatientCriteria: Hashable, Sendable {
  var family: String?
  var given: String?
  /// Day of birth or the beginning of it: `1970`, `19700102`.
  var birthDate: String?
  /// First and last day of birth.
  var birthRange: ClosedRange<String>?
  var sex: String?
  /// Ward on which the patient lies.
  var ward: String?
  /// Identifiers one of which the patient has; in any domain where the domain is empty.
  var identifiers: [IndexedPatient.Identifier] = []

  /// Whether a patient fits. Names are compared without regard to case.
  func fits(_ patient: IndexedPatient) -> Bool {
    if let family, family.lowercased() != patient.family.lowercased() { return false }
    if let given, given.lowercased() != patient.given.lowercased() { return false }
    if let birthDate, !patient.birthDate.hasPrefix(birthDate) { return false }
    if let birthRange, !birthRange.contains(patient.birthDate) { return false }
    if let sex, sex != patient.sex { return false }
    if let ward, ward != patient.place.first { return false }
    guard !identifiers.isEmpty else { return true }
    return identifiers.contains { wanted in
      patient.identifiers.contains { $0.value == wanted.value && (wanted.domain.isEmpty || wanted.domain == $0.domain) }
    }
  }
}
