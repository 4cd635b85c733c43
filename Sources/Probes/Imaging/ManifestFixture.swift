import DICOM
import DICOMNetwork
import IHE
import NIOCore

/// The manifest of a synthetic study, as an imaging document source makes one (RAD TF-2 §4.68.4.1.2.1).
struct ManifestFixture {
  /// The study.
  let study: SyntheticStudy
  /// The series that it lists.
  let series: [SyntheticStudy.Series]
  /// Whether it describes the series, as the profile MADO has it.
  let isDescribed: Bool
  /// Repository unique id of the imaging document source; none where nil.
  let location: String?
  /// Address of its WADO-RS service without a slash at the end; none where nil.
  let service: String?
  /// Retrieve AE Title; none where nil.
  let aeTitle: String?

  /// The manifest.
  ///
  /// - Parameter name: Tells manifests of one study apart; the same name gives the same one.
  func manifest(_ name: String) -> ImagingManifest {
    var manifest = ImagingManifest(.keyObjects)
    manifest.sopClass = ImagingManifest.keyObjectSelection
    manifest.sopInstance = SyntheticUID.make(seed: study.uid, name: "manifest \(name)")
    manifest.series = SyntheticUID.make(seed: manifest.sopInstance, name: "series")
    manifest.study = study.uid
    manifest.modality = "KO"
    manifest.title = isDescribed ? ImagingManifest.describedTitle : ImagingManifest.title
    manifest.patientID = study.patient.patientID
    manifest.accessionNumber = study.accessionNumber
    manifest.references = series.map(reference)
    manifest.selected = manifest.instances
    return manifest
  }

  private func reference(_ series: SyntheticStudy.Series) -> ImagingManifest.Series {
    let sopClass = series.kind.definition.sopClass
    var reference = ImagingManifest.Series(
      study: study.uid, uid: series.uid,
      instances: series.instances.map { ImagingManifest.Instance(sopClass: sopClass, sopInstance: $0) })
    reference.retrieveAETitles = aeTitle.map { [$0] } ?? []
    reference.retrieveLocation = location
    reference.retrieveURL = service.map { "\($0)/studies/\(study.uid)/series/\(series.uid)" }
    if isDescribed { reference.description = study.description(of: series) }
    return reference
  }

  /// The manifest as a file in Explicit VR Little Endian (RAD TF-2 §4.68.4.1.2.1).
  func file(of manifest: ImagingManifest) throws -> ByteBuffer {
    guard let first = study.series.first else { return ByteBuffer() }
    let subject = SyntheticImage(study: study).dataSet(series: first, index: 0)
    return try ManifestFixture.file(manifest.document(of: subject), in: .explicitVRLittleEndian)
  }

  /// A data set as a file.
  static func file(_ dataSet: DataSet, in syntax: TransferSyntax) throws -> ByteBuffer {
    try DICOMFile(
      dataSet, transferSyntax: syntax, implementationClassUID: UID(AssociationRequest.implementationClassUID)
    ).encoded()
  }
}

extension SyntheticStudy {
  /// What a manifest with description says of a series, by its objects.
  func description(of series: Series) -> ImagingManifest.Description {
    let object = SyntheticImage(study: self).dataSet(series: series, index: 0)
    return ImagingManifest.Description(
      modality: object.string(.modality), number: object.string(.seriesNumber),
      text: object.string(Tag(0x0008, 0x103E)), instanceCount: String(series.instances.count))
  }
}
