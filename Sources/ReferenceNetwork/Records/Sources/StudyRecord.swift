import DICOM
import Foundation

/// What the records know of a study from the objects that came: enough to describe it, and no pixels.
struct StudyRecord: Sendable {
  /// An object.
  struct Instance: Hashable, Sendable {
    var uid: String
    var sopClass: String
    var number: Int
  }

  /// A series.
  struct Series: Sendable {
    var uid: String
    var number: Int
    var modality: String
    var bodyPart: String
    var instances: [Instance] = []
  }

  /// Issuer of Accession Number Sequence, Local Namespace Entity ID and Body Part Examined (PS3.6 §6).
  private static let accessionIssuer = Tag(0x0008, 0x0051)
  private static let localNamespace = Tag(0x0040, 0x0031)
  private static let bodyPartExamined = Tag(0x0018, 0x0015)

  let uid: String
  private(set) var series: [Series] = []
  private let number: String
  private let name: [String]
  private let birthDate: String
  private let sex: String
  private let accession: String
  private let organisation: String
  private let started: String
  private let description: String
  /// Id of the resource.
  private let id: String

  /// Begins a study with its first object; nil for one without the identifiers that a study has.
  init?(_ object: DataSet) {
    guard let uid = object.uid(.studyInstanceUID)?.value, object.uid(.sopInstanceUID) != nil else { return nil }
    self.uid = uid
    number = object.string(.patientID) ?? ""
    name = (object.string(.patientName) ?? "").split(separator: "^", omittingEmptySubsequences: false).map(String.init)
    birthDate = object.string(.patientBirthDate) ?? ""
    sex = object.string(.patientSex) ?? ""
    accession = object.string(.accessionNumber) ?? ""
    let issuer = object.items(Self.accessionIssuer)?.first
    organisation = issuer?.string(Self.localNamespace) ?? "RXX"
    let time = (object.string(.studyTime) ?? "").prefix(6)
    let day = RecordsState.day(object.string(.studyDate) ?? "19000101")
    let clock = time.count == 6 ? time : "000000"
    started = "\(day)T\(clock.prefix(2)):\(clock.dropFirst(2).prefix(2)):\(clock.suffix(2))+00:00"
    description = object.string(.studyDescription) ?? ""
    id = UUID().uuidString.lowercased()
  }

  /// Adds an object; one that is there already takes the place of the earlier one.
  mutating func add(_ object: DataSet) {
    guard let seriesUID = object.uid(.seriesInstanceUID)?.value, let uid = object.uid(.sopInstanceUID)?.value else {
      return
    }
    let instance = Instance(
      uid: uid, sopClass: object.uid(.sopClassUID)?.value ?? "", number: object.integer(.instanceNumber) ?? 1)
    let place: Int
    if let found = series.firstIndex(where: { $0.uid == seriesUID }) {
      place = found
    } else {
      place = series.count
      series.append(
        Series(
          uid: seriesUID, number: object.integer(.seriesNumber) ?? 1, modality: object.string(.modality) ?? "OT",
          bodyPart: object.string(Self.bodyPartExamined) ?? ""))
    }
    series[place].instances.removeAll { $0.uid == uid }
    series[place].instances.append(instance)
  }

  /// Enters the ImagingStudy as it is now.
  ///
  /// - Parameter endpoint: Reference to the endpoint that gives the images; nil for none.
  func enter(into state: inout RecordsState, endpoint: String?) throws(RecordsRefusal) {
    let number = state.has(.mistakesPatients) ? "9990000018" : number
    let patient = try state.patient(
      number: number, family: name.first ?? "", given: name.count > 1 ? name[1] : "", birthDate: birthDate, sex: sex)
    var accession = RecordsNames.typed("ACSN", "accession-number", accession, of: organisation)
    if state.has(.losesStudyIdentifierType) {
      accession["type"] = nil
      accession["assigner"] = nil
    }
    let shown = state.has(.dropsSeries) && series.count > 1 ? Array(series.dropLast()) : series
    let count = series.reduce(0) { $0 + $1.instances.count } + (state.has(.miscountsInstances) ? 1 : 0)
    var study: JSONContent = [
      "resourceType": "ImagingStudy", "id": .string(id),
      "identifier": [["system": "urn:dicom:uid", "value": .string("urn:oid:\(uid)")]], "status": "available",
    ]
    if !self.accession.isEmpty { study["identifier"] = .array((study["identifier"]?.elements ?? []) + [accession]) }
    study["modality"] = .array(
      Set(series.map(\.modality)).sorted().map { ["system": .string(RecordsNames.dicom), "code": .string($0)] })
    study["subject"] = state.subject(patient, number: number)
    study["started"] = .string(state.has(.startsAtReceipt) ? ResourceStore.now() : started)
    if let endpoint { study["endpoint"] = [["reference": .string(endpoint)]] }
    study["numberOfSeries"] = .number(String(series.count))
    study["numberOfInstances"] = .number(String(count))
    if !description.isEmpty { study["description"] = .string(description) }
    study["series"] = .array(shown.map { described($0, keepsModality: !state.has(.generalisesModality)) })
    try state.keep(study, "ImagingStudy", id: id)
  }

  private func described(_ series: Series, keepsModality: Bool) -> JSONContent {
    let instances: [JSONContent] = series.instances.map { instance in
      let sopClass: JSONContent = [
        "system": "urn:ietf:rfc:3986", "code": .string("urn:oid:\(instance.sopClass)"),
      ]
      return ["uid": .string(instance.uid), "sopClass": sopClass, "number": .number(String(instance.number))]
    }
    let modality = keepsModality ? series.modality : "OT"
    var content: JSONContent = [
      "uid": .string(series.uid), "number": .number(String(max(0, series.number))),
      "modality": ["system": .string(RecordsNames.dicom), "code": .string(modality)],
      "numberOfInstances": .number(String(instances.count)),
    ]
    if let part = RecordsNames.bodyParts[series.bodyPart] {
      content["bodySite"] = [
        "system": .string(RecordsNames.snomed), "code": .string(part.code), "display": .string(part.display),
      ]
    }
    content["instance"] = .array(instances)
    return content
  }
}
