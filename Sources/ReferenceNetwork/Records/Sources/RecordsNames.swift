import Foundation

/// Systems of the network's identifiers and codes in FHIR, and the parts of resources that are made of them.
enum RecordsNames {
  static let organisation = "https://fhir.nhs.uk/Id/ods-organization-code"
  static let clinician = "https://fhir.hl7.org.uk/Id/gmc-number"
  static let identifierTypes = "http://terminology.hl7.org/CodeSystem/v2-0203"
  static let dicom = "http://dicom.nema.org/resources/ontology/DCM"
  static let snomed = "http://snomed.info/sct"

  /// SNOMED CT concepts of terms of Body Part Examined (PS3.16 CID 4).
  static let bodyParts: [String: (code: String, display: String)] = [
    "CHEST": ("816094009", "Thorax"), "KNEE": ("72696002", "Knee"), "ABDOMEN": ("818981001", "Abdomen"),
  ]

  /// An identifier that tells what it is and whose.
  static func typed(_ type: String, _ kind: String, _ value: String, of organisation: String) -> JSONContent {
    [
      "type": ["coding": [["system": .string(identifierTypes), "code": .string(type)]]],
      "system": .string("https://\(organisation.lowercased()).example/\(kind)"), "value": .string(value),
      "assigner": ["identifier": ["system": .string(Self.organisation), "value": .string(organisation)]],
    ]
  }

  /// A reference to a patient, with the NHS number.
  static func subject(_ patient: JSONContent, number: String) -> JSONContent {
    var reference: JSONContent = ["reference": .string("Patient/\(patient["id"]?.text ?? "")")]
    if !number.isEmpty {
      reference["identifier"] = ["system": .string(IdentifierDomain.nhsNumber.system), "value": .string(number)]
    }
    return reference
  }
}

extension RecordsState {
  /// A reference to a patient: with the NHS number, unless the resource is to tell it.
  func subject(_ patient: JSONContent, number: String) -> JSONContent {
    RecordsNames.subject(patient, number: refersByAddress ? "" : number)
  }

  /// A reference to an organisation or a clinician: as it is, or to a resource that is made of it.
  mutating func party(_ party: JSONContent, _ type: String) throws(RecordsRefusal) -> JSONContent {
    guard refersByAddress else { return party }
    var content: JSONContent = ["resourceType": .string(type)]
    if let identifier = party["identifier"] { content["identifier"] = .array([identifier]) }
    let name = party["display"] ?? ""
    content["name"] = type == "Organization" ? name : .array([["text": name]])
    let kept = try keep(content, type)
    return ["reference": .string("\(type)/\(kept["id"]?.text ?? "")")]
  }

  /// An attachment with its data, or with the address at which they are.
  mutating func attachment(_ type: String, _ data: Data) throws(RecordsRefusal) -> JSONContent {
    let coded = JSONContent.string(data.base64EncodedString())
    guard refersByAddress else { return ["contentType": .string(type), "data": coded] }
    let kept = try keep(["resourceType": "Binary", "contentType": .string(type), "data": coded], "Binary")
    return ["contentType": .string(type), "url": .string("Binary/\(kept["id"]?.text ?? "")")]
  }

  /// The patient with an NHS number, made where there is none.
  mutating func patient(
    number: String, family: String, given: String, birthDate: String, sex: String
  ) throws(RecordsRefusal) -> JSONContent {
    let system = IdentifierDomain.nhsNumber.system
    if let found = try found("Patient", [("identifier", "\(system)|\(number)")]).first { return found }
    var name: JSONContent = ["use": "official", "family": .string(family.isEmpty ? number : family)]
    if !given.isEmpty { name["given"] = [.string(given)] }
    var patient: JSONContent = [
      "resourceType": "Patient", "identifier": [["system": .string(system), "value": .string(number)]], "name": [name],
      "gender": .string(["F": "female", "M": "male", "O": "other"][sex] ?? "unknown"),
    ]
    let day = birthDate.filter(\.isNumber)
    if day.count >= 8 { patient["birthDate"] = .string(Self.day(day)) }
    return try keep(patient, "Patient")
  }

  /// YYYYMMDD as a date of FHIR.
  static func day(_ digits: some StringProtocol) -> String {
    "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6).prefix(2))"
  }
}
