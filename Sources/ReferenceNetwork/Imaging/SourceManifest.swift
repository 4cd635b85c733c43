import DICOM
import DICOMNetwork
import Foundation
import IHE
import NIOCore

/// The manifest of a study that a source holds, described as the profile MADO has it (RAD TF-2 §4.68.4.1.2).
struct SourceManifest: Sendable {
  /// Where a source is reached.
  struct Source: Sendable {
    /// Its AE title.
    var aeTitle: String
    /// Its repository unique id.
    var location: String
    /// Address of its web services without a slash at its end.
    var service: String
  }

  /// The manifest.
  let manifest: ImagingManifest
  /// Its file in Explicit VR Little Endian.
  let file: ByteBuffer
  /// The source.
  let source: Source
  /// Attributes of an instance of the study: patient and study are as there.
  let subject: DataSet

  private static let bodyPart = Tag(0x0018, 0x0015)
  private static let seriesDescription = Tag(0x0008, 0x103E)

  /// SNOMED CT concepts by Body Part Examined (PS3.16 Annex L).
  private static let regions: [String: (code: String, meaning: String)] = [
    "CHEST": ("51185008", "Thorax"), "HEAD": ("69536005", "Head"), "BREAST": ("76752008", "Breast"),
  ]

  /// Of instances of one study, in their order; nil where there are none, or the patient has no number.
  init?(of objects: [HeldObject], at source: Source, defects: Set<ImagingSourceDefect>) {
    guard let subject = objects.first?.instance.attributes, let patient = subject.string(.patientID), !patient.isEmpty
    else { return nil }
    self.source = source
    self.subject = subject
    var manifest = Self.listing(objects, at: source)
    manifest.patientID = patient
    manifest.accessionNumber = subject.string(.accessionNumber) ?? ""
    let region = Self.regions[subject.string(Self.bodyPart) ?? ""] ?? ("38266002", "Entire body")
    manifest.regions = [.init(region.code, "SCT", region.meaning)]
    Self.bend(&manifest, defects)
    manifest.selected = manifest.instances
    self.manifest = manifest
    do {
      var document = try manifest.document(of: subject)
      if defects.contains(.namesOtherPatient) { try document.set(.patientID, "9990000042") }
      if defects.contains(.lacksAttributes) {
        for tag in [Tag(0x0008, 0x1111), Tag(0x0008, 0x0023), Tag(0x0008, 0x0033)] { document[tag] = nil }
      }
      file = try DICOMFile(
        document, transferSyntax: .explicitVRLittleEndian,
        implementationClassUID: UID(AssociationRequest.implementationClassUID)
      ).encoded()
    } catch { return nil }
  }

  /// The region as a document entry has it.
  var region: DocumentEntry.Code? {
    manifest.regions.first.map {
      DocumentEntry.Code(code: $0.value, scheme: "2.16.840.1.113883.6.96", display: $0.meaning)
    }
  }

  /// Modalities of the study, each once.
  var modalities: [String] {
    var found: [String] = []
    for modality in manifest.references.compactMap({ $0.description?.modality }) where !found.contains(modality) {
      found.append(modality)
    }
    return found.isEmpty ? [subject.string(.modality) ?? "OT"] : found
  }

  /// Everything by series.
  private static func listing(_ objects: [HeldObject], at source: Source) -> ImagingManifest {
    var manifest = ImagingManifest(.keyObjects)
    manifest.sopClass = ImagingManifest.keyObjectSelection
    manifest.sopInstance = ArchiveUID.make()
    manifest.series = ArchiveUID.make()
    manifest.study = objects.first?.instance.study ?? ""
    manifest.modality = "KO"
    manifest.title = ImagingManifest.describedTitle
    for object in objects {
      let held = object.instance
      let instance = ImagingManifest.Instance(sopClass: held.sopClass, sopInstance: held.sopInstance)
      if let place = manifest.references.firstIndex(where: { $0.uid == held.series }) {
        manifest.references[place].instances.append(instance)
        continue
      }
      var series = ImagingManifest.Series(study: held.study, uid: held.series, instances: [instance])
      series.retrieveAETitles = [source.aeTitle]
      series.retrieveLocation = source.location
      series.retrieveURL = "\(source.service)/studies/\(held.study)/series/\(held.series)"
      series.description = ImagingManifest.Description(
        modality: held.attributes.string(.modality), number: held.attributes.string(.seriesNumber),
        text: held.attributes.string(seriesDescription))
      manifest.references.append(series)
    }
    for place in manifest.references.indices {
      let count = manifest.references[place].instances.count
      manifest.references[place].description?.instanceCount = String(count)
    }
    return manifest
  }

  /// Puts into a manifest what is wrong on purpose.
  private static func bend(_ manifest: inout ImagingManifest, _ defects: Set<ImagingSourceDefect>) {
    func has(_ defect: ImagingSourceDefect) -> Bool { defects.contains(defect) }
    if has(.claimsOtherModality) { manifest.modality = "OT" }
    if has(.joinsSeries), let series = manifest.references.first?.uid { manifest.series = series }
    if has(.hasOtherTitle) { manifest.title = .init("113000", "DCM", "Of Interest") }
    if has(.misplacesInstances), manifest.references.count > 1 {
      let first = manifest.references[0].instances
      manifest.references[0].instances = manifest.references[1].instances
      manifest.references[1].instances = first
    }
    if has(.describesNothing) {
      manifest.title = ImagingManifest.title
      manifest.regions = []
    }
    for place in manifest.references.indices {
      var series = manifest.references[place]
      if has(.forgetsInstances) { series.instances.removeLast() }
      if has(.listsStrangers), let first = series.instances.first {
        series.instances.append(.init(sopClass: first.sopClass, sopInstance: "2.25.4711"))
      }
      if has(.misclassesInstances) {
        for index in series.instances.indices { series.instances[index].sopClass = "1.2.840.10008.5.1.4.1.1.7" }
      }
      if has(.namesNoLocation) { series.retrieveLocation = nil }
      if has(.namesOtherLocation) { series.retrieveLocation = "2.25.99" }
      if has(.namesNoAddress) { series.retrieveURL = nil }
      if has(.namesDeadAddresses) { series.retrieveURL = series.retrieveURL?.replacing("/studies/", with: "/gone/") }
      if has(.describesNothing) { series.description = nil }
      if has(.miscountsInstances) { series.description?.instanceCount = String(series.instances.count + 1) }
      if has(.misdescribesSeries) { series.description?.text = "Something else" }
      manifest.references[place] = series
    }
  }
}
