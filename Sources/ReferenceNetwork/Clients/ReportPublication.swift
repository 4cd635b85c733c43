import DICOMNetwork
import Foundation
import HL7
import IHE
import NIOCore

/// A report of HL7 v2 as a document source publishes it (ITI TF-2 §3.41).
struct ReportPublication: Sendable {
  private let patient: String
  private let title: String
  private let text: String
  private let defects: Set<PublisherDefect>

  /// Of a message; nil for one that is no report, or of a patient without an NHS number.
  init?(_ message: Message, defects: Set<PublisherDefect>) {
    guard SegmentFields("MSH", of: message).text(9) == "ORU" else { return nil }
    let identity = SegmentFields("PID", of: message)
    let number = identity.repetitions(3).lazy.filter { identity.text(of: $0, 5) == "NH" }
      .map { identity.text(of: $0, 1) }.first
    guard let number, !number.isEmpty else { return nil }
    let lines = message.segments("OBX").map { SegmentFields($0, of: message) }
      .filter { ["TX", "FT", "ST"].contains($0.text(2)) }.map { $0.text(5) }
    guard !lines.isEmpty else { return nil }
    patient = number
    title = SegmentFields("OBR", of: message).text(4, 2)
    text = lines.joined(separator: "\n")
    self.defects = defects
  }

  /// Sends it to a repository.
  func send(to client: SharingClient) async throws {
    let entry = entry
    let set = SubmissionSet(
      id: "SubmissionSet01", uniqueID: ArchiveUID.make(), sourceID: "2.25.120938475610293847561029384756102938471",
      patientID: entry.patientID, submissionTime: Self.now(), contentTypeCode: Self.report)
    let content = ByteBuffer(string: defects.contains(.cutsText) ? String(text.prefix { $0 != "." }) : text)
    let body = DocumentSubmission(
      objects: [entry.entry] + set.objects + [set.membership(of: entry.id)],
      documents: [(entry.id, "report@publisher")]
    ).element
    _ = try await client.send(
      body,
      action: defects.contains(.namesOtherAction) ? SharingTransaction.register.action : DocumentSubmission.action,
      packaging: .mtom,
      attachments: [.init(contentID: "report@publisher", mediaType: entry.mimeType) { content }])
  }

  private static let snomed = "2.16.840.1.113883.6.96"
  private static let report = DocumentEntry.Code(
    code: "721981007", scheme: snomed, display: "Diagnostic studies report")

  private var entry: SubmittedDocument {
    var document = SubmittedDocument(
      id: "Report01", uniqueID: ArchiveUID.make(), patientID: SharingClient.patient(patient),
      sourcePatientID: SharingClient.patient(patient), mimeType: "text/plain", creationTime: Self.now())
    document.title = title.isEmpty ? "Imaging report" : title
    document.codes = [
      .init(.classCode, Self.report),
      .init(.typeCode, .init(code: "4201000179104", scheme: Self.snomed, display: "Imaging report")),
      .init(
        .formatCode,
        .init(
          code: "urn:ihe:iti:xds:2017:mimeTypeSufficient", scheme: "1.3.6.1.4.1.19376.1.2.3",
          display: "mimeType Sufficient")),
      .init(.healthcareFacilityTypeCode, .init(code: "22232009", scheme: Self.snomed, display: "Hospital")),
      .init(.practiceSettingCode, .init(code: "394914008", scheme: Self.snomed, display: "Radiology")),
      .init(.confidentialityCode, .init(code: "N", scheme: "2.16.840.1.113883.5.25", display: "Normal")),
    ]
    if defects.contains(.omitsClass) { document.codes.removeFirst() }
    return document
  }

  /// DTM in UTC.
  private static func now() -> String {
    String(Date().ISO8601Format(.init(timeZone: .gmt)).filter(\.isNumber).prefix(14))
  }
}
