import DICOM
import NIOCore

/// Makes the instances of a synthetic study: complete against the module tables of PS3.3 §A.2, §A.3 and §A.4, with
/// pixels drawn from the instance's own number so that no two images are alike.
struct SyntheticImage {
  let study: SyntheticStudy

  /// One instance as a data set.
  ///
  /// - Parameters:
  ///   - series: A series of the study.
  ///   - index: Position of the instance in the series, from 0.
  func dataSet(series: SyntheticStudy.Series, index: Int) -> DataSet {
    var builder = DataSetBuilder()
    if let characterSet = study.characterSet { builder.put("SpecificCharacterSet", characterSet) }
    identify(&builder, series: series, index: index)
    describePatient(&builder)
    describeAcquisition(&builder, series: series, index: index)
    addPixels(&builder, series: series, index: index)
    return builder.dataSet
  }

  private func identify(_ builder: inout DataSetBuilder, series: SyntheticStudy.Series, index: Int) {
    builder.put("SOPClassUID", study.modality.sopClass)
    builder.put("SOPInstanceUID", series.instances[index])
    builder.put("StudyInstanceUID", study.uid)
    builder.put("SeriesInstanceUID", series.uid)
    builder.put("StudyDate", study.date)
    builder.put("SeriesDate", study.date)
    builder.put("AcquisitionDate", study.date)
    builder.put("ContentDate", study.date)
    builder.put("StudyTime", study.time)
    builder.put("SeriesTime", study.time)
    builder.put("AcquisitionTime", study.time)
    builder.put("ContentTime", study.time)
    builder.put("TimezoneOffsetFromUTC", "+0000")
    builder.put("AccessionNumber", study.accessionNumber)
    builder.put("IssuerOfAccessionNumberSequence", items: [Self.issuer(study.patient.issuer)])
    builder.put("StudyID", study.studyID)
    builder.put("StudyDescription", study.description)
    builder.put("SeriesNumber", String(series.number))
    builder.put("SeriesDescription", "Series \(series.number)")
    builder.put("InstanceNumber", String(index + 1))
    builder.put("Modality", study.modality.rawValue)
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
    builder.put("PatientID", patient.nhsNumber)
    builder.put("IssuerOfPatientID", "NHS")
    builder.put("IssuerOfPatientIDQualifiersSequence", items: [Self.nhsIssuer])
    builder.put("PatientBirthDate", patient.birthDate)
    builder.put("PatientSex", patient.sex)
    var other = DataSetBuilder()
    other.put("PatientID", patient.localID)
    other.put("IssuerOfPatientID", patient.issuer)
    other.put("TypeOfPatientID", "TEXT")
    builder.put("OtherPatientIDsSequence", items: [other.dataSet])
  }

  private func describeAcquisition(_ builder: inout DataSetBuilder, series: SyntheticStudy.Series, index: Int) {
    builder.put("BodyPartExamined", study.modality.bodyPart)
    builder.put("AcquisitionNumber", "1")
    switch study.modality {
    case .CR:
      builder.put("ImageType", "ORIGINAL", "PRIMARY")
      builder.put("ViewPosition", "PA")
      builder.put("PatientOrientation", "L", "F")
      builder.put("Laterality", "")
      return
    case .CT:
      builder.put("ImageType", "ORIGINAL", "PRIMARY", "AXIAL")
      builder.put("KVP", "120")
      builder.put("RescaleIntercept", "-1024")
      builder.put("RescaleSlope", "1")
    case .MR:
      builder.put("ImageType", "ORIGINAL", "PRIMARY", "OTHER")
      builder.put("ScanningSequence", "SE")
      builder.put("SequenceVariant", "NONE")
      builder.put("ScanOptions", "")
      builder.put("MRAcquisitionType", "2D")
      builder.put("RepetitionTime", "500")
      builder.put("EchoTime", "15")
      builder.put("EchoTrainLength", "1")
    }
    builder.put("PatientPosition", "HFS")
    builder.put("FrameOfReferenceUID", series.frameOfReferenceUID)
    builder.put("PositionReferenceIndicator", "")
    builder.put("ImagePositionPatient", "-125", "-125", String(index * 5))
    builder.put("ImageOrientationPatient", "1", "0", "0", "0", "1", "0")
    builder.put("PixelSpacing", "1", "1")
    builder.put("SliceThickness", "5")
  }

  private func addPixels(_ builder: inout DataSetBuilder, series: SyntheticStudy.Series, index: Int) {
    let side = min(max(study.matrix, 8), 4096)
    builder.put("SamplesPerPixel", number: 1)
    builder.put("PhotometricInterpretation", "MONOCHROME2")
    builder.put("Rows", number: UInt16(side))
    builder.put("Columns", number: UInt16(side))
    builder.put("BitsAllocated", number: 16)
    builder.put("BitsStored", number: 12)
    builder.put("HighBit", number: 11)
    builder.put("PixelRepresentation", number: 0)
    var pixels = ByteBufferAllocator().buffer(capacity: side * side * 2)
    let phase = series.number &* 97 &+ index &* 31
    for row in 0..<side {
      for column in 0..<side {
        pixels.writeInteger(
          UInt16(truncatingIfNeeded: (row &* column &+ phase &* (row &+ column)) & 0x0FFF), endianness: .little)
      }
    }
    builder.put("PixelData", vr: .OW, bytes: pixels)
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
