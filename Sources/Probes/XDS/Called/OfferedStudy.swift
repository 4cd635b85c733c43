import Foundation
import IHE
import NIOCore
import Specification

/// A study that the harness offers as an imaging document source: its manifest, at the registry and repository that it plays, and
/// its images.
struct OfferedStudy {
  /// The entry of the manifest.
  let entry: SubmittedDocument
  /// The manifest as a file.
  let file: ByteBuffer

  /// Makes the manifest of a study, which leads to the harness.
  init(_ study: SyntheticStudy, patient: String) throws {
    let fixture = ManifestFixture(
      study: study, series: study.series, isDescribed: false, location: OfferedImages.location, service: nil,
      aeTitle: nil)
    let manifest = fixture.manifest(SOAPFields.messageID())
    file = try fixture.file(of: manifest)
    entry =
      ManifestSubmission(
        study: study, series: study.series, manifest: manifest, patient: patient,
        institution: "Synthetic trust^^^^^&2.16.840.1.113883.2.1.3.2.4.18.48&ISO^^^^\(study.patient.issuer)",
        accession: "\(study.accessionNumber)^^^&\(ManifestSubmission.authority)&ISO^urn:ihe:iti:xds:2013:accession",
        studyReference: "\(study.uid)^^^^urn:ihe:iti:xds:2016:studyInstanceUID",
        region: DocumentEntry.Code(code: "51185008", scheme: ManifestSubmission.snomed), time: XDSFields.time(Date())
      ).entry
  }
}
