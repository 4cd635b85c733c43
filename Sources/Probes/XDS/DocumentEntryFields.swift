import Foundation
import IHE
import Specification

/// Fields of a document entry in an observation, by the names of ITI TF-3 §4.1.3.2.
enum DocumentEntryFields {
  /// Fields of a code.
  static let codeFields: [Field] = [
    Field("code", .string, meaning: "The code."),
    Field("scheme", .string, meaning: "Coding scheme; empty where it is missing."),
    Field("display", .string, .when("it is stated"), meaning: "Name for people."),
  ]

  private static let single: [(name: String, scheme: DocumentEntryScheme)] = [
    ("classCode", .classCode), ("typeCode", .typeCode), ("formatCode", .formatCode),
    ("healthcareFacilityTypeCode", .healthcareFacilityTypeCode), ("practiceSettingCode", .practiceSettingCode),
  ]
  private static let lists: [(name: String, scheme: DocumentEntryScheme)] = [
    ("eventCodeList", .eventCodeList), ("confidentialityCode", .confidentialityCode),
  ]
  private static let times = ["creationTime", "serviceStartTime", "serviceStopTime"]

  static let fields: [Field] = [
    Field("uniqueId", .string, .when("it is stated"), meaning: "Unique id of the document."),
    Field("entryUUID", .string, meaning: "Id of the entry."),
    Field("logicalID", .string, .when("it is stated"), meaning: "Id that all versions of the entry have in common."),
    Field(
      "version", .string, .when("it is stated"), meaning: "Version of the entry; the first is 1.",
      source: "ITI TF-3 §4.2.3.2"),
    Field("patientId", .string, .when("it is stated"), meaning: "Patient in the affinity domain, as CX."),
    Field("availabilityStatus", .word(["approved", "deprecated", "other"]), meaning: "Its availability."),
    Field("objectType", .word(["stable", "on-demand", "other"]), meaning: "Whether it exists or is made on demand."),
    Field("mimeType", .string, .when("it is stated"), meaning: "Media type."),
    Field("title", .string, .when("it is stated"), meaning: "Title."),
    Field("hash", .string, .when("it is stated"), meaning: "SHA-1 in lower-case hexadecimal."),
    Field("size", .number, .when("a number is stated"), meaning: "Size in bytes."),
    Field("repositoryUniqueId", .string, .when("it is stated"), meaning: "Repository that holds it."),
    Field("homeCommunityId", .string, .when("it is stated"), meaning: "Community that it is in."),
    Field("referenceIdList", .list(of: .string, key: nil), meaning: "Identifiers that it refers to, as CXi."),
    Field(
      "extra",
      .list(
        of: .record([
          Field("name", .string, meaning: "Name of the slot."),
          Field("values", .list(of: .string, key: nil), meaning: "Its values."),
        ]), key: "name"), meaning: "Metadata whose names begin with `urn:` and not with `urn:ihe:`."),
    Field(
      "slots",
      .record([
        Field(
          "XDSDocumentEntry",
          .record(
            single.map { Field($0.name, .record(codeFields), .when("it is stated"), meaning: "A code.") }
              + lists.map { Field($0.name, .list(of: .record(codeFields), key: "code"), meaning: "Codes.") }
              + times.map { Field($0, .string, .when("it is stated"), meaning: "DTM in UTC.") } + [
                Field("sourcePatientId", .string, .when("it is stated"), meaning: "Patient at the source, as CX."),
                Field("authorInstitution", .list(of: .string, key: nil), meaning: "Institutions of authors, as XON."),
                Field("authorPerson", .list(of: .string, key: nil), meaning: "Authors, as XCN."),
              ]), meaning: "Coded and further attributes.")
      ]), meaning: "Attributes of the entry by kind of object."),
  ]

  /// An entry as it was found.
  static func value(_ entry: DocumentEntry) -> Value {
    let object = entry.object
    var fields: [String: Value] = [
      "entryUUID": .string(object.id),
      "availabilityStatus": .string(
        entry.availabilityStatus.map { $0 == .approved ? "approved" : "deprecated" } ?? "other"),
      "objectType": .string(entry.type.map { $0 == .stable ? "stable" : "on-demand" } ?? "other"),
      "referenceIdList": .list(entry.referenceIDs.map { .string($0) }),
    ]
    fields["logicalID"] = object.logicalID.map { .string($0) }
    fields["version"] = object.versionName.map { .string($0) }
    fields["uniqueId"] = entry.uniqueID.map { .string($0) }
    fields["patientId"] = entry.patientID.map { .string($0) }
    fields["mimeType"] = object.mimeType.map { .string($0) }
    fields["title"] = object.name.map { .string($0) }
    fields["hash"] = entry.hash.map { .string($0.lowercased()) }
    fields["size"] = entry.size.flatMap { Int($0) }.map { .number(Decimal($0)) }
    fields["repositoryUniqueId"] = entry.repositoryUniqueID.map { .string($0) }
    fields["homeCommunityId"] = object.home.map { .string($0) }
    var attributes: [String: Value] = [
      "authorInstitution": .list(entry.authors.flatMap(\.institutions).map { .string($0) }),
      "authorPerson": .list(entry.authors.flatMap(\.persons).map { .string($0) }),
    ]
    for (name, scheme) in single { attributes[name] = entry.codes(scheme).first.map(value) }
    for (name, scheme) in lists { attributes[name] = .list(entry.codes(scheme).map(value)) }
    for name in times + ["sourcePatientId"] { attributes[name] = object.values(name).first.map { .string($0) } }
    let extra = object.slots.filter(\.isExtra)
    fields["extra"] = .list(
      extra.map { .record(["name": .string($0.name), "values": .list($0.values.map { .string($0) })]) })
    fields["slots"] = .record(["XDSDocumentEntry": .record(attributes)])
    return .record(fields)
  }

  /// A code.
  static func value(_ code: DocumentEntry.Code) -> Value {
    var fields: [String: Value] = ["code": .string(code.code), "scheme": .string(code.scheme)]
    fields["display"] = code.display.map { .string($0) }
    return .record(fields)
  }
}
