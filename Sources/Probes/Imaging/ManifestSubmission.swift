import DICOM
import Foundation
import IHE
import NIOCore
import Specification

/// What an imaging document source submits: a manifest, and the imaging objects themselves where it sends them along
/// (RAD TF-2 §4.68.4.1.2, XDR-I).
struct ManifestSubmission {
  /// The study.
  let study: SyntheticStudy
  /// The series shared.
  let series: [SyntheticStudy.Series]
  /// The manifest.
  let manifest: ImagingManifest
  /// Patient in the affinity domain, as CX.
  let patient: String
  /// Author's institution, as XON.
  let institution: String
  /// Accession number with its authority, as CXi.
  let accession: String
  /// The study, as CXi (ITI TF-3 Table 4.2.3.1.7-2).
  let studyReference: String
  /// Anatomical region, of SNOMED CT.
  let region: DocumentEntry.Code
  /// Moment of submission, DTM in UTC.
  let time: String

  /// OID of SNOMED CT.
  static let snomed = "2.16.840.1.113883.6.96"
  /// OID of DICOM's codes.
  private static let dicomCodes = "1.2.840.10008.2.16.4"
  private static let mediaType = "application/dicom"

  /// The document entry of the manifest.
  var entry: SubmittedDocument {
    document(
      "Manifest01", manifest.sopInstance,
      format: DocumentEntry.Code(
        code: ImagingManifest.keyObjectSelection, scheme: ImagingManifest.formatScheme,
        display: "Key Object Selection Document"),
      modalities: series.map(\.kind.definition.modality), title: "Imaging manifest")
  }

  /// Document entries of the imaging objects, in the order of the series.
  var objects: [(entry: SubmittedDocument, series: SyntheticStudy.Series, index: Int)] {
    var objects: [(entry: SubmittedDocument, series: SyntheticStudy.Series, index: Int)] = []
    for one in series {
      let definition = one.kind.definition
      for (index, instance) in one.instances.enumerated() {
        let entry = document(
          "Object\(objects.count + 1)", instance,
          format: DocumentEntry.Code(
            code: definition.sopClass, scheme: ImagingManifest.formatScheme, display: definition.title),
          modalities: [definition.modality], title: definition.title)
        objects.append((entry, one, index))
      }
    }
    return objects
  }

  private func document(
    _ id: String, _ uniqueID: String, format: DocumentEntry.Code, modalities: [String], title: String
  ) -> SubmittedDocument {
    var document = SubmittedDocument(
      id: id, uniqueID: uniqueID, patientID: patient, sourcePatientID: sourcePatient, mimeType: Self.mediaType,
      creationTime: time)
    document.title = title
    document.serviceStartTime = study.date + study.time
    document.authorInstitution = institution
    document.referenceIDs = [accession, studyReference]
    let kind = DocumentEntry.Code(code: "18748-4", scheme: "2.16.840.1.113883.6.1", display: "Diagnostic imaging study")
    var codes: [SubmittedDocument.CodedAttribute] = [
      .init(.classCode, kind), .init(.typeCode, kind), .init(.formatCode, format),
      .init(.healthcareFacilityTypeCode, .init(code: "22232009", scheme: Self.snomed, display: "Hospital")),
      .init(.practiceSettingCode, .init(code: "394914008", scheme: Self.snomed, display: "Radiology")),
      .init(.confidentialityCode, .init(code: "N", scheme: "2.16.840.1.113883.5.25", display: "Normal")),
    ]
    var named: Set<String> = []
    for modality in modalities where named.insert(modality).inserted {
      codes.append(
        .init(.eventCodeList, .init(code: modality, scheme: Self.dicomCodes, display: modality)))
    }
    codes.append(.init(.eventCodeList, region))
    document.codes = codes
    return document
  }

  /// The patient at the source: the local identifier with its issuer.
  private var sourcePatient: String {
    "\(study.patient.localID)^^^\(study.patient.issuer)&\(Self.authority)&ISO"
  }

  /// Assigning authority of what the harness itself numbers.
  static let authority = "2.25.329800735698586629295641978511506172918"

  /// The submission set of these documents.
  var set: SubmissionSet {
    SubmissionSet(
      id: "SubmissionSet01", uniqueID: SyntheticUID.make(seed: manifest.sopInstance + time, name: "submission set"),
      sourceID: Self.authority, patientID: patient, submissionTime: time,
      contentTypeCode: .init(code: "18748-4", scheme: "2.16.840.1.113883.6.1", display: "Diagnostic imaging study"))
  }
}
