import DICOM
import DICOMNetwork
import Foundation
import HTTPExchange
import IHE
import NIOCore

/// The manifest of a study that an archive has stored, as an imaging document source submits it (RAD TF-2 §4.68).
struct ManifestPublication {
  /// A repository that takes manifests.
  struct Repository: Sendable {
    /// Its address.
    var address: String
    /// How to secure the connection; the system's authorities are trusted where nil.
    var tls: WebTLSSettings?
  }

  private let manifest: ImagingManifest
  private let file: ByteBuffer

  /// Of instances of one study, in their order; nil where there are none, or the patient has no number.
  init?(of objects: [HeldObject], retrieveAETitle title: String) {
    guard let first = objects.first, let subject = first.dataSet,
      let patient = subject.string(.patientID), !patient.isEmpty
    else { return nil }
    var manifest = ImagingManifest(.keyObjects)
    manifest.sopClass = ImagingManifest.keyObjectSelection
    manifest.sopInstance = ArchiveUID.make()
    manifest.series = ArchiveUID.make()
    manifest.study = first.instance.study
    manifest.modality = "KO"
    manifest.title = ImagingManifest.title
    manifest.patientID = patient
    manifest.accessionNumber = subject.string(.accessionNumber) ?? ""
    for object in objects {
      let instance = ImagingManifest.Instance(
        sopClass: object.instance.sopClass, sopInstance: object.instance.sopInstance)
      if let place = manifest.references.firstIndex(where: { $0.uid == object.instance.series }) {
        manifest.references[place].instances.append(instance)
      } else {
        var series = ImagingManifest.Series(
          study: object.instance.study, uid: object.instance.series, instances: [instance])
        series.retrieveAETitles = [title]
        manifest.references.append(series)
      }
    }
    manifest.selected = manifest.instances
    let syntax = TransferSyntax.explicitVRLittleEndian
    guard let document = try? manifest.document(of: subject),
      let file = try? DICOMFile(
        document, transferSyntax: syntax,
        implementationClassUID: UID(AssociationRequest.implementationClassUID)
      ).encoded()
    else { return nil }
    self.manifest = manifest
    self.file = file
  }

  /// Submits it by Provide and Register Document Set-b.
  func send(to repository: Repository, group: any EventLoopGroup) async throws {
    var settings = WebClientSettings()
    settings.tls = repository.tls
    let client = try WebClient(settings, group: group)
    let entry = entry
    let set = SubmissionSet(
      id: "SubmissionSet01", uniqueID: ArchiveUID.make(), sourceID: Self.source, patientID: entry.patientID,
      submissionTime: Self.now(), contentTypeCode: Self.study)
    let objects: [RegistryObject] = [entry.entry] + set.objects + [set.membership(of: entry.id)]
    let file = file
    let envelope = Envelope(
      action: DocumentSubmission.action, messageID: Envelope.newMessageID(),
      to: repository.address,
      body: DocumentSubmission(objects: objects, documents: [(entry.id, "manifest@exchange")]).element)
    let request = SOAPRequest(
      envelope, packaging: .mtom,
      attachments: [.init(contentID: "manifest@exchange", mediaType: entry.mimeType) { file }])
    do {
      _ = try await client.exchange(try request.webRequest())
      await client.close()
    } catch {
      await client.close()
      throw error
    }
  }

  private static let source = "2.25.271994030411286713035420871936214008517"
  private static let nhs = "2.16.840.1.113883.2.1.4.1"
  private static let snomed = "2.16.840.1.113883.6.96"
  private static let study = DocumentEntry.Code(
    code: "18748-4", scheme: "2.16.840.1.113883.6.1", display: "Diagnostic imaging study")

  private var entry: SubmittedDocument {
    var document = SubmittedDocument(
      id: "Manifest01", uniqueID: manifest.sopInstance, patientID: "\(manifest.patientID)^^^&\(Self.nhs)&ISO",
      sourcePatientID: "\(manifest.patientID)^^^&\(Self.nhs)&ISO", mimeType: "application/dicom",
      creationTime: Self.now())
    document.title = "Imaging manifest"
    document.referenceIDs = ["\(manifest.study)^^^^urn:ihe:iti:xds:2016:studyInstanceUID"]
    document.codes = [
      .init(.classCode, Self.study), .init(.typeCode, Self.study),
      .init(
        .formatCode,
        .init(
          code: ImagingManifest.keyObjectSelection, scheme: ImagingManifest.formatScheme,
          display: "Key Object Selection Document")),
      .init(.healthcareFacilityTypeCode, .init(code: "22232009", scheme: Self.snomed, display: "Hospital")),
      .init(.practiceSettingCode, .init(code: "394914008", scheme: Self.snomed, display: "Radiology")),
      .init(.confidentialityCode, .init(code: "N", scheme: "2.16.840.1.113883.5.25", display: "Normal")),
    ]
    return document
  }

  /// DTM in UTC.
  private static func now() -> String {
    let parts = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: Date())
    let numbers = [parts.month, parts.day, parts.hour, parts.minute, parts.second].map { number in
      String(String(100 + (number ?? 0)).suffix(2))
    }
    return "\(parts.year ?? 1970)" + numbers.joined()
  }
}
