import DICOM
import Foundation
import IHE
import Inventory
import Specification

/// What an observation says of an imaging manifest.
enum ManifestFields {
  private static let code: [Field] = [
    Field("code", .string, meaning: "The code."),
    Field("scheme", .string, meaning: "Coding scheme designator, or system in FHIR; empty where it is missing."),
    Field("meaning", .string, meaning: "Name for people; empty where it is missing."),
  ]

  private static let reference: [Field] = [
    Field("study", .string, meaning: "Study that the series is listed under."),
    Field("series", .string, meaning: "Series Instance UID."),
    Field("instances", .list(of: .string, key: nil), meaning: "SOP Instance UIDs in order."),
    Field("retrieve-ae-titles", .list(of: .string, key: nil), meaning: "Retrieve AE Titles (0008,0054)."),
    Field(
      "retrieve-location", .string, .when("it is stated"), meaning: "Retrieve Location UID (0040,E011).",
      source: "RAD TF-2 §4.68.4.1.2.1"),
    Field(
      "located", .boolean,
      meaning: """
        Whether a system of the network file has this location as repository-unique-id of its xds-i endpoint: only then can \
        the series be fetched.
        """),
    Field("retrieve-url", .string, .when("it is stated"), meaning: "Retrieve URL (0008,1190)."),
    Field("modality", .string, .when("the series is described"), meaning: "Modality that is stated of it."),
    Field("number", .string, .when("the series is described"), meaning: "Series Number that is stated of it."),
    Field(
      "description", .string, .when("the series is described"), meaning: "Series Description that is stated of it."),
    Field(
      "counted-right", .boolean, .when("a number of instances is stated"),
      meaning: "Whether the number of instances that is stated is that of the instances listed."),
  ]

  static let fields: [Field] = [
    Field("form", .word(ImagingManifest.Form.allCases.map(\.rawValue)), meaning: "In which form it came."),
    Field("sop-class", .string, meaning: "SOP Class UID; empty in the form of FHIR."),
    Field("sop-instance", .string, meaning: "SOP Instance UID, or identifier of the bundle."),
    Field("study", .string, meaning: "Study Instance UID of the manifest itself."),
    Field("series", .string, meaning: "Series Instance UID of the manifest itself; empty in the form of FHIR."),
    Field(
      "series-is-its-own", .boolean, .when("it is a Key Object Selection Document"),
      meaning: "Whether its series is none of those that it lists.", source: "RAD TF-2 §4.68.4.1.2.1"),
    Field("modality", .string, meaning: "Modality; empty in the form of FHIR."),
    Field(
      "title", .record(code), .when("it has one"), meaning: "Document title.", source: "PS3.16 TID 2010, CID 7010"),
    Field("patient-id", .string, meaning: "Patient ID; empty where it is missing."),
    Field("issuer-of-patient-id", .string, meaning: "Issuer of it, or system in FHIR; empty where it is missing."),
    Field("accession-number", .string, meaning: "Accession Number; empty where it is missing."),
    Field(
      "references", .list(of: .record(reference), key: "series"), meaning: "The series that it lists, in order.",
      source: "PS3.3 §C.17.2.1"),
    Field("regions", .list(of: .record(code), key: "code"), meaning: "Anatomical regions.", source: "MADO"),
    Field(
      "unlisted", .list(of: .string, key: nil),
      meaning: "SOP Instance UIDs that its content refers to and its evidence does not list.",
      source: "PS3.3 §C.17.6.2"),
    Field(
      "missing", .list(of: .string, key: nil), .when("a study was given"),
      meaning: "Instances of the study that it does not list."),
    Field(
      "extra", .list(of: .string, key: nil), .when("a study was given"),
      meaning: "Instances that it lists and the study has not."),
    Field(
      "misplaced", .list(of: .string, key: nil), .when("a study was given"),
      meaning: "Instances of the study that it lists under another series or study."),
    Field(
      "misclassed", .list(of: .string, key: nil), .when("a study was given"),
      meaning: "Instances of the study that it lists under another SOP class."),
    Field(
      "misdescribed", .list(of: .string, key: nil), .when("a study was given"),
      meaning: "Series of the study of which modality, number or description are missing or differ from the objects.",
      source: "PS3.16 TID 1602, MADO"),
    ObjectConformity.field("it is a Key Object Selection Document"),
  ]

  /// A manifest, against the study that it is of where that is known.
  ///
  /// - Parameter object: The data set, where it is a Key Object Selection Document, with its syntax and length.
  static func value(
    _ manifest: ImagingManifest, of study: SyntheticStudy?, series: [SyntheticStudy.Series], in network: Network,
    object: (dataSet: DataSet, syntax: TransferSyntax, length: Int)?
  ) -> Value {
    let listed = Set(manifest.instances)
    var fields: [String: Value] = [
      "form": .string(manifest.form.rawValue), "sop-class": .string(manifest.sopClass),
      "sop-instance": .string(manifest.sopInstance), "study": .string(manifest.study),
      "series": .string(manifest.series), "modality": .string(manifest.modality),
      "patient-id": .string(manifest.patientID), "issuer-of-patient-id": .string(manifest.issuerOfPatientID),
      "accession-number": .string(manifest.accessionNumber),
      "regions": .list(manifest.regions.map(value)),
      "unlisted": .list(manifest.selected.filter { !listed.contains($0) }.map { .string($0) }),
    ]
    let locations = Self.locations(of: network)
    fields["references"] = .list(manifest.references.map { value($0, locations) })
    fields["title"] = manifest.title.map(value)
    if let object {
      fields["series-is-its-own"] = .boolean(manifest.isSeriesItsOwn)
      fields["conformity"] = ObjectConformity.value(
        of: object.dataSet, opinion: SecondOpinion.ask(about: object.dataSet, in: object.syntax, length: object.length))
    }
    if let study {
      fields.merge(ManifestComparison(manifest, study, series).fields, uniquingKeysWith: { own, _ in own })
    }
    return .record(fields)
  }

  /// Repository unique ids of the imaging document sources of a network.
  private static func locations(of network: Network) -> Set<String> {
    var locations: Set<String> = []
    for system in network.sites.flatMap(\.systems) {
      guard case .address(let endpoint)? = system.endpoints[.xdsi] else { continue }
      if let id = endpoint.settings["repository-unique-id"] { locations.insert(id) }
    }
    return locations
  }

  private static func value(_ series: ImagingManifest.Series, _ locations: Set<String>) -> Value {
    var fields: [String: Value] = [
      "study": .string(series.study), "series": .string(series.uid),
      "instances": .list(series.instances.map { .string($0.sopInstance) }),
      "retrieve-ae-titles": .list(series.retrieveAETitles.map { .string($0) }),
      "located": .boolean(series.retrieveLocation.map(locations.contains) ?? false),
    ]
    fields["retrieve-location"] = series.retrieveLocation.map { .string($0) }
    fields["retrieve-url"] = series.retrieveURL.map { .string($0) }
    guard let description = series.description else { return .record(fields) }
    fields["modality"] = description.modality.map { .string($0) }
    fields["number"] = description.number.map { .string($0) }
    fields["description"] = description.text.map { .string($0) }
    fields["counted-right"] = description.instanceCount.map { .boolean(Int($0) == series.instances.count) }
    return .record(fields)
  }

  private static func value(_ code: ImagingManifest.Code) -> Value {
    .record(["code": .string(code.value), "scheme": .string(code.scheme), "meaning": .string(code.meaning)])
  }
}
