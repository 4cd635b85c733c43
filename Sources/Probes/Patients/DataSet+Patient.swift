import DICOM
import HL7

/// What an element says of a patient.
enum IdentityPart {
  case identifier
  case name
  case date
  case time
  case text
}

extension DataSet {
  /// Elements that say who a patient is, by keyword (PS3.3 §C.2.2, §C.2.3, §C.7.1.1).
  static let identityKeywords: [String: IdentityPart] = [
    "PatientName": .name, "PatientID": .identifier, "OtherPatientIDs": .identifier, "OtherPatientNames": .name,
    "PatientBirthName": .name, "PatientMotherBirthName": .name, "ResponsiblePerson": .name,
    "PatientBirthDate": .date, "PatientBirthTime": .time, "PatientAddress": .text, "PatientTelephoneNumbers": .text,
    "PatientTelecomInformation": .text, "MedicalRecordLocator": .text, "AdditionalPatientHistory": .text,
    "PatientComments": .text, "PatientInstitutionResidence": .text,
  ]

  private static let identity: [Tag: IdentityPart] = identityKeywords.reduce(into: [:]) { parts, entry in
    if let tag = Tag(keyword: entry.key) { parts[tag] = entry.value }
  }
  private static let otherIDs = Tag(keyword: "OtherPatientIDsSequence")
  private static let identityRemoved = Tag(keyword: "PatientIdentityRemoved")

  /// Whether it says that the patient's identity was removed (PS3.3 §C.7.1.1).
  var hasIdentityRemoved: Bool { Self.identityRemoved.map { string($0) == "YES" } ?? false }

  /// The patient of the data set; of one whose identity was removed nobody, unless a number that is given to patients is left.
  func foundPatient(inheriting outer: SpecificCharacterSet) -> FoundPatient {
    let patient = statedPatient(inheriting: outer)
    let isGiven = patient.identifiers.contains { !NHSNumberSearch.numbers(in: Array($0.utf8)).isEmpty }
    return hasIdentityRemoved && !isGiven ? FoundPatient(identifiers: []) : patient
  }

  /// The patient of the data set, whatever it says of removed identity.
  func statedPatient(inheriting outer: SpecificCharacterSet) -> FoundPatient {
    var identifiers: [String] = strings(.patientID, inheriting: outer) ?? []
    if let tag = Tag(keyword: "OtherPatientIDs") { identifiers += strings(tag, inheriting: outer) ?? [] }
    if let tag = Self.otherIDs {
      for item in items(tag) ?? [] { identifiers += item.strings(.patientID, inheriting: outer) ?? [] }
    }
    return FoundPatient(
      identifiers: identifiers, name: string(.patientName, inheriting: outer) ?? "",
      birthDate: string(.patientBirthDate) ?? "")
  }

  /// The data set with stand-ins for patients who are not of the run.
  func screened(by screen: inout PatientScreen, inheriting outer: SpecificCharacterSet = .standard) -> DataSet {
    let patient = foundPatient(inheriting: outer)
    guard patient.isNobody else {
      return screen.takes(patient) ? withStandIns(of: screen.patients, inheriting: outer) : self
    }
    let characterSet = characterSet(inheriting: outer)
    var result = self
    for element in elements {
      guard case .items(let items) = element.value else { continue }
      let left = items.map { $0.screened(by: &screen, inheriting: characterSet) }
      if left != items { result[element.tag] = DataElement(tag: element.tag, vr: element.vr, value: .items(left)) }
    }
    return result
  }

  /// Stand-ins for everything that says who the patient is, in the items too.
  private func withStandIns(of patients: RunPatients, inheriting outer: SpecificCharacterSet) -> DataSet {
    let characterSet = characterSet(inheriting: outer)
    var result = self
    // The identity first: its words are then known in all other texts.
    for pass in [true, false] {
      for element in result.elements where (Self.identity[element.tag] != nil) == pass {
        if case .items(let items) = element.value {
          let left = items.map { $0.withStandIns(of: patients, inheriting: characterSet) }
          result[element.tag] = DataElement(tag: element.tag, vr: element.vr, value: .items(left))
        } else if element.vr.isText, element.vr != .UI,
          let texts = result.strings(element.tag, inheriting: outer), !texts.isEmpty
        {
          let left = texts.map { Self.standIn(for: $0, Self.identity[element.tag], patients) }
          guard left != texts else { continue }
          // Stand-ins are of the basic set, which every other one includes.
          do { try result.set(element.tag, strings: left, vr: element.vr, inheriting: outer) } catch {
            result[element.tag] = nil
          }
        }
      }
    }
    return result
  }

  /// Stand-ins for the words by which patients who are not of the run became known, wherever they stand.
  func withoutWords(of patients: RunPatients, inheriting outer: SpecificCharacterSet = .standard) -> DataSet {
    let characterSet = characterSet(inheriting: outer)
    var result = self
    for element in elements {
      if case .items(let items) = element.value {
        let left = items.map { $0.withoutWords(of: patients, inheriting: characterSet) }
        if left != items { result[element.tag] = DataElement(tag: element.tag, vr: element.vr, value: .items(left)) }
      } else if element.vr.isText, element.vr != .UI,
        let texts = strings(element.tag, inheriting: outer), !texts.isEmpty
      {
        let left = texts.map { patients.screened($0) ?? $0 }
        guard left != texts else { continue }
        do { try result.set(element.tag, strings: left, vr: element.vr, inheriting: outer) } catch {
          result[element.tag] = nil
        }
      }
    }
    return result
  }

  private static func standIn(for text: String, _ part: IdentityPart?, _ patients: RunPatients) -> String {
    switch part {
    case .identifier, .name: patients.standIn(for: text)
    case .text: patients.standIn(for: text, isName: false)
    case .date: patients.standIn(forDate: text)
    case .time: String(text.map { $0.isNumber ? "0" : $0 })
    case nil: patients.screened(text) ?? text
    }
  }
}
