import DICOM
import NIOCore
import PixelCoding
import Specification

/// Makes the instances of a synthetic study: complete against the IODs of PS3.3 Annex A, with pixels drawn from the
/// instance's own number so that no two images are alike.
struct SyntheticImage {
  let study: SyntheticStudy

  /// One instance as a data set. Pixel data are native, unless the study was made in a transfer syntax that loses
  /// information, or the kind is a video: see `syntax(of:)`.
  ///
  /// - Parameters:
  ///   - series: A series of the study.
  ///   - index: Position of the instance in the series, from 0.
  func dataSet(series: SyntheticStudy.Series, index: Int) -> DataSet {
    let made = native(series: series, index: index).dataSet
    let native = study.hasCanaries ? CanaryObject(made).dataSet : made
    guard let syntax = study.transferSyntax, syntax.isLossy else { return native }
    return (try? native.transcoded(from: .explicitVRLittleEndian, to: syntax)) ?? native
  }

  /// The transfer syntax that the pixel data of `dataSet(series:index:)` are in.
  func syntax(of dataSet: DataSet) -> TransferSyntax {
    guard case .fragments? = dataSet[.pixelData]?.value else { return .explicitVRLittleEndian }
    return study.transferSyntax ?? VideoVector.transferSyntax
  }

  /// One instance as it is sent in a transfer syntax.
  func dataSet(
    series: SyntheticStudy.Series, index: Int, in syntax: TransferSyntax
  ) throws(PixelCodingError) -> DataSet {
    let made = dataSet(series: series, index: index)
    return try made.transcoded(from: self.syntax(of: made), to: syntax)
  }

  /// One instance before any compression, and what could not be put into it.
  func native(series: SyntheticStudy.Series, index: Int) -> DataSetBuilder {
    let definition = series.kind.definition
    var builder = DataSetBuilder()
    if let characterSet = study.characterSet { builder.put("SpecificCharacterSet", characterSet) }
    builder.put("SOPClassUID", definition.sopClass)
    builder.put("SOPInstanceUID", series.instances[index])
    if case .nonPatient = definition.content {
      fill(&builder, definition, series: series, index: index)
      return builder
    }
    identify(&builder, definition, series: series, index: index)
    describePatient(&builder)
    if let bodyPart = definition.bodyPart { builder.put("BodyPartExamined", bodyPart) }
    if definition.pixels != nil { builder.put("AcquisitionNumber", "1") }
    let side = min(max(definition.pixels?.side ?? study.matrix, 8), 4096)
    definition.pixels?.put(into: &builder, side: side, phase: series.number &* 97 &+ index &* 31)
    fill(&builder, definition, series: series, index: index)
    return builder
  }

  private func identify(
    _ builder: inout DataSetBuilder, _ definition: ObjectDefinition, series: SyntheticStudy.Series, index: Int
  ) {
    builder.put("StudyInstanceUID", study.uid)
    builder.put("SeriesInstanceUID", series.uid)
    builder.put("StudyDate", study.date)
    builder.put("SeriesDate", study.date)
    builder.put("ContentDate", study.date)
    builder.put("StudyTime", study.time)
    builder.put("SeriesTime", study.time)
    builder.put("ContentTime", study.time)
    if definition.pixels != nil {
      builder.put("AcquisitionDate", study.date)
      builder.put("AcquisitionTime", study.time)
    }
    builder.put("TimezoneOffsetFromUTC", "+0000")
    builder.put("AccessionNumber", study.accessionNumber)
    builder.put("IssuerOfAccessionNumberSequence", items: [Self.issuer(study.patient.issuer)])
    builder.put("StudyID", study.studyID)
    builder.put("StudyDescription", study.description)
    builder.put("SeriesNumber", String(series.number))
    builder.put("SeriesDescription", "Series \(series.number)")
    builder.put("InstanceNumber", String(index + 1))
    builder.put("Modality", definition.modality)
    builder.put("Manufacturer", "Assay")
    builder.put("ManufacturerModelName", "Synthetic fixture")
    builder.put("InstitutionName", "Synthetic trust")
    builder.put("ReferringPhysicianName", "")
    builder.put("SoftwareVersions", "1")
    // What an archive that keeps everything has to keep.
    builder.putPrivate(1, "\(study.name) \(series.number)/\(index + 1)")
  }

  private func describePatient(_ builder: inout DataSetBuilder) {
    let patient = study.patient
    builder.put("PatientName", patient.name)
    builder.put("PatientID", patient.patientID)
    builder.put("PatientBirthDate", patient.birthDate)
    builder.put("PatientSex", patient.sex)
    guard !patient.nhsNumber.isEmpty else {
      builder.put("IssuerOfPatientID", patient.issuer)
      return
    }
    builder.put("IssuerOfPatientID", "NHS")
    builder.put("IssuerOfPatientIDQualifiersSequence", items: [Self.nhsIssuer])
    var other = DataSetBuilder()
    other.put("PatientID", patient.localID)
    other.put("IssuerOfPatientID", patient.issuer)
    other.put("TypeOfPatientID", "TEXT")
    builder.put("OtherPatientIDsSequence", items: [other.dataSet])
  }

  /// Puts the modules of the kind, and what is computed.
  private func fill(
    _ builder: inout DataSetBuilder, _ definition: ObjectDefinition, series: SyntheticStudy.Series, index: Int
  ) {
    let values = ObjectValues.values(study, series: series, index: index)
    for module in definition.modules { DataSetTemplate.fill(&builder, module, values) }
    if let frame = definition.frame {
      let items = (1...(definition.pixels?.frames ?? 1)).map { number in
        "\(number == 1 ? "" : ">-\n")"
          + frame.replacing("{frame}", with: "\(number)").replacing("{frame-z}", with: "\(5 * (number - 1))")
      }
      DataSetTemplate.fill(
        &builder, (["PerFrameFunctionalGroupsSequence"] + items).joined(separator: "\n"), values)
    }
    switch definition.content {
    case .none, .nonPatient: break
    case .document(let document):
      let bytes = document.bytes(study)
      builder.put("MIMETypeOfEncapsulatedDocument", document.mediaType)
      builder.put("EncapsulatedDocumentLength", String(bytes.count))
      builder.put(
        "EncapsulatedDocument", vr: .OB, bytes: ByteBuffer(bytes: bytes.count & 1 == 1 ? bytes + [0] : bytes))
    case .waveform(let waveform): waveform.put(into: &builder, phase: index)
    case .video: VideoVector.put(into: &builder)
    }
  }

  /// The NHS number's assigning authority (NHS Digital, OID 2.16.840.1.113883.2.1.4.1).
  private static let nhsIssuer: DataSet = {
    var item = DataSetBuilder()
    item.put("UniversalEntityID", "2.16.840.1.113883.2.1.4.1")
    item.put("UniversalEntityIDType", "ISO")
    return item.dataSet
  }()

  private static func issuer(_ name: String) -> DataSet {
    var item = DataSetBuilder()
    item.put("LocalNamespaceEntityID", name)
    return item.dataSet
  }
}
