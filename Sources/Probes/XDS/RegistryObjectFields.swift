import Evidence
import Foundation
import IHE
import Specification

/// Fields of the objects that a registry lists, by kind: document entries, submission sets, folders, associations, and
/// references to them.
enum RegistryObjectFields {
  static let fields: [Field] = [
    Field(
      "documents", .list(of: .record(DocumentEntryFields.fields), key: "uniqueId"),
      .when("a registry response came"), meaning: "Document entries in order.", source: "ITI TF-3 §4.1.3.2"),
    Field(
      "submission-sets", .list(of: .record(package + submissionSet), key: "uniqueId"),
      .when("a registry response came"), meaning: "Submission sets in order.", source: "ITI TF-3 §4.1.3.3"),
    Field(
      "folders", .list(of: .record(package + folder), key: "uniqueId"), .when("a registry response came"),
      meaning: "Folders in order.", source: "ITI TF-3 §4.1.3.4"),
    Field(
      "associations", .list(of: .record(association), key: "id"), .when("a registry response came"),
      meaning: "Associations in order.", source: "ITI TF-3 §4.2.2"),
    Field(
      "references", .list(of: .string, key: nil), .when("a registry response came"),
      meaning: "Ids of the objects that are only referred to.", source: "ITI TF-2 §3.18.4.1.2.6"),
    Field(
      "other-objects", .number, .when("a registry response came"),
      meaning: "Number of objects that are none of these."),
  ]

  private static let availability = ["approved", "deprecated", "other"]

  private static let package: [Field] = [
    Field("uniqueId", .string, .when("it is stated"), meaning: "Unique id."),
    Field("entryUUID", .string, meaning: "Id in the registry."),
    Field("patientId", .string, .when("it is stated"), meaning: "Patient in the affinity domain, as CX."),
    Field("availabilityStatus", .word(availability), meaning: "Its availability."),
    Field("title", .string, .when("it is stated"), meaning: "Title."),
    Field("homeCommunityId", .string, .when("it is stated"), meaning: "Community that it is in."),
  ]
  private static let submissionSet: [Field] = [
    Field("sourceId", .string, .when("it is stated"), meaning: "Source that it came from."),
    Field("submissionTime", .string, .when("it is stated"), meaning: "When it was submitted, DTM in UTC."),
    Field(
      "contentTypeCode", .record(DocumentEntryFields.codeFields), .when("it is stated"),
      meaning: "What kind of activity it comes of."),
  ]
  private static let folder: [Field] = [
    Field("lastUpdateTime", .string, .when("it is stated"), meaning: "When it last changed, DTM in UTC."),
    Field(
      "codeList", .list(of: .record(DocumentEntryFields.codeFields), key: "code"),
      meaning: "What kinds of activity it belongs to."),
  ]
  private static let association: [Field] = [
    Field("id", .string, meaning: "Id in the registry."),
    Field(
      "type", .word(AssociationType.allCases.map(\.code) + ["other"]), meaning: "What it says: `RPLC`, `HasMember`."),
    Field("source", .string, meaning: "Id of the object that it goes from."),
    Field("target", .string, meaning: "Id of the object that it goes to."),
    Field("availabilityStatus", .word(availability), meaning: "Its availability."),
    Field(
      "submissionSetStatus", .word(SubmissionSet.Membership.allCases.map(\.rawValue) + ["other"]),
      .when("it is stated"), meaning: "Whether a document came with the submission set or is only referred to."),
  ]

  /// What was found.
  static func note(_ response: RegistryResponse, in observation: inout [String: Value]) {
    let entries = response.objects.compactMap(DocumentEntry.init)
    let sets = response.objects.compactMap(RegisteredSubmissionSet.init)
    let folders = response.objects.compactMap(RegistryFolder.init)
    let associations = response.objects.filter { $0.association != nil }
    let references = response.objects.filter { $0.kind == .objectReference }
    observation["documents"] = .list(entries.map(DocumentEntryFields.value))
    observation["submission-sets"] = .list(sets.map(value))
    observation["folders"] = .list(folders.map(value))
    observation["associations"] = .list(associations.map(association))
    observation["references"] = .list(references.map { .string($0.id) })
    let known: Int = entries.count + sets.count + folders.count + associations.count + references.count
    observation["other-objects"] = .number(Decimal(response.objects.count - known + response.strangers.count))
  }

  private static func word(_ status: AvailabilityStatus?) -> Value {
    .string(status.map { $0 == .approved ? "approved" : "deprecated" } ?? "other")
  }

  private static func package(
    _ object: RegistryObject, uniqueID: String?, patientID: String?, _ status: AvailabilityStatus?
  ) -> [String: Value] {
    var fields: [String: Value] = ["entryUUID": .string(object.id), "availabilityStatus": word(status)]
    fields["uniqueId"] = uniqueID.map { .string($0) }
    fields["patientId"] = patientID.map { .string($0) }
    fields["title"] = object.name.map { .string($0) }
    fields["homeCommunityId"] = object.home.map { .string($0) }
    return fields
  }

  private static func value(_ set: RegisteredSubmissionSet) -> Value {
    var fields = package(
      set.object, uniqueID: set.uniqueID, patientID: set.patientID, set.availabilityStatus)
    fields["sourceId"] = set.sourceID.map { .string($0) }
    fields["submissionTime"] = set.submissionTime.map { .string($0) }
    fields["contentTypeCode"] = set.contentTypeCode.map(DocumentEntryFields.value)
    return .record(fields)
  }

  private static func value(_ folder: RegistryFolder) -> Value {
    var fields = package(
      folder.object, uniqueID: folder.uniqueID, patientID: folder.patientID, folder.availabilityStatus)
    fields["lastUpdateTime"] = folder.lastUpdateTime.map { .string($0) }
    fields["codeList"] = .list(folder.codeList.map(DocumentEntryFields.value))
    return .record(fields)
  }

  private static func association(_ object: RegistryObject) -> Value {
    let type = AssociationType(rawValue: object.association?.type ?? "")
    var fields: [String: Value] = [
      "id": .string(object.id), "type": .string(type?.code ?? "other"),
      "source": .string(object.association?.source ?? ""), "target": .string(object.association?.target ?? ""),
      "availabilityStatus": word(object.status.flatMap(AvailabilityStatus.init)),
    ]
    if let status = object.values("SubmissionSetStatus").first {
      fields["submissionSetStatus"] = .string(SubmissionSet.Membership(rawValue: status)?.rawValue ?? "other")
    }
    return .record(fields)
  }
}
