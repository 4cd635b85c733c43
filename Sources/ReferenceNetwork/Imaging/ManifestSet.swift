import DICOM
import Foundation
import IHE
import NIOCore

/// A manifest in one of its forms, with what is said of it, as a submission set (RAD TF-2 §4.68.4.1.2).
struct ManifestSet: Sendable {
  /// Id of the entry: what a later submission replaces.
  var entry: String { document.id }
  private let document: SubmittedDocument
  private let content: ByteBuffer
  private let objects: [RegistryObject]

  private static let source = "2.25.271994030411286713035420871936214008518"
  private static let nhs = "2.16.840.1.113883.2.1.4.1"
  private static let snomed = "2.16.840.1.113883.6.96"
  /// OID of the assigning authority of the accession numbers.
  private static let accessionAuthority = "2.25.329800735698586629295641978511506172918"
  private static let study = DocumentEntry.Code(
    code: "18748-4", scheme: "2.16.840.1.113883.6.1", display: "Diagnostic imaging study")
  private static let bundleFormat = DocumentEntry.Code(
    code: "urn:ihe:rad:MADO:fhir-manifest:2026", scheme: "1.3.6.1.4.1.19376.1.2.3", display: "MADO FHIR manifest")

  /// Makes a submission.
  ///
  /// - Parameter earlier: Id of the entry that is replaced; none where nil.
  init(
    _ manifest: SourceManifest, as form: ImagingManifest.Form, replacing earlier: String?,
    defects: Set<ImagingSourceDefect>
  ) {
    let document: SubmittedDocument
    switch form {
    case .keyObjects:
      document = Self.keyObjects(manifest, defects)
      content = manifest.file
    case .bundle:
      let id = ArchiveUID.make()
      document = Self.entry(of: manifest, id, "application/fhir+json", Self.bundleFormat, defects)
      content = ByteBuffer(bytes: manifest.bundle(id, leavesOneOut: defects.contains(.bundleListsLess)))
    }
    self.document = document
    let set = SubmissionSet(
      id: "SubmissionSet01", uniqueID: ArchiveUID.make(), sourceID: Self.source, patientID: document.patientID,
      submissionTime: Self.now(), contentTypeCode: Self.study)
    var objects = [document.entry] + set.objects + [set.membership(of: document.id)]
    if let earlier { objects.append(.association(.replace, from: document.id, to: earlier, id: "Replacement01")) }
    self.objects = objects
  }

  /// The request to a repository.
  func request(to address: String) -> SOAPRequest {
    let (content, id) = (content, "manifest@source")
    return SOAPRequest(
      Envelope(
        action: DocumentSubmission.action, messageID: Envelope.newMessageID(), to: address,
        body: DocumentSubmission(objects: objects, documents: [(document.id, id)]).element),
      packaging: .mtom, attachments: [.init(contentID: id, mediaType: document.mimeType) { content }])
  }

  private static func keyObjects(
    _ manifest: SourceManifest, _ defects: Set<ImagingSourceDefect>
  ) -> SubmittedDocument {
    var format = DocumentEntry.Code(
      code: ImagingManifest.keyObjectSelection, scheme: ImagingManifest.formatScheme,
      display: "Key Object Selection Document")
    if defects.contains(.namesOtherFormat) {
      format = DocumentEntry.Code(code: "urn:ihe:iti:xds:2017:mimeTypeSufficient", scheme: "1.3.6.1.4.1.19376.1.2.3")
    }
    var document = entry(of: manifest, manifest.manifest.sopInstance, "application/dicom", format, defects)
    if defects.contains(.mislabelsMediaType) { document.mimeType = "text/plain" }
    if defects.contains(.misnamesManifest) { document.uniqueID = ArchiveUID.make() }
    return document
  }

  private static func entry(
    of manifest: SourceManifest, _ uniqueID: String, _ mediaType: String, _ format: DocumentEntry.Code,
    _ defects: Set<ImagingSourceDefect>
  ) -> SubmittedDocument {
    let patient = "\(manifest.manifest.patientID)^^^&\(nhs)&ISO"
    var document = SubmittedDocument(
      id: "urn:uuid:\(UUID().uuidString.lowercased())", uniqueID: uniqueID, patientID: patient,
      sourcePatientID: patient, mimeType: mediaType, creationTime: now())
    document.title = "Imaging manifest"
    let moment = (manifest.subject.string(.studyDate) ?? "") + (manifest.subject.string(.studyTime) ?? "").prefix(6)
    if moment.count >= 8 { document.serviceStartTime = moment }
    if !defects.contains(.namesNoInstitution) {
      document.authorInstitution = "Reference source^^^^^&2.16.840.1.113883.2.1.3.2.4.18.48&ISO^^^^RXX"
    }
    if !defects.contains(.losesReferences) {
      let accession = manifest.manifest.accessionNumber
      document.referenceIDs =
        (accession.isEmpty
          ? [] : ["\(accession)^^^&\(accessionAuthority)&ISO^urn:ihe:iti:xds:2013:accession"])
        + ["\(manifest.manifest.study)^^^^urn:ihe:iti:xds:2016:studyInstanceUID"]
    }
    document.codes = [
      .init(.classCode, study), .init(.typeCode, study), .init(.formatCode, format),
      .init(.healthcareFacilityTypeCode, .init(code: "22232009", scheme: snomed, display: "Hospital")),
      .init(.practiceSettingCode, .init(code: "394914008", scheme: snomed, display: "Radiology")),
      .init(.confidentialityCode, .init(code: "N", scheme: "2.16.840.1.113883.5.25", display: "Normal")),
    ]
    if !defects.contains(.namesNoModality) {
      document.codes += manifest.modalities.map {
        .init(.eventCodeList, .init(code: $0, scheme: "1.2.840.10008.2.16.4", display: $0))
      }
    }
    if let region = manifest.region { document.codes.append(.init(.eventCodeList, region)) }
    return document
  }

  /// DTM in UTC.
  private static func now() -> String {
    let text = Date().ISO8601Format(.init(timeZone: .gmt))
    return String(text.filter(\.isNumber).prefix(14))
  }
}
