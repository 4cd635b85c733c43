import DICOM
import NIOCore
import Testing

/// Objects that follow the standard, to be spoiled one attribute at a time.
enum SampleObjects {
  /// A CT image with all mandatory modules of PS3.3 Table A.3-1.
  static func ct() throws -> DataSet {
    var object = try general(sopClass: "1.2.840.10008.5.1.4.1.1.2", modality: "CT")
    try fill(
      &object,
      [
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"], "InstanceNumber": ["1"], "FrameOfReferenceUID": ["1.2.3.4.9"],
        "PositionReferenceIndicator": [], "ImagePositionPatient": ["0", "0", "0"],
        "ImageOrientationPatient": ["1", "0", "0", "0", "1", "0"], "PixelSpacing": ["1", "1"], "SliceThickness": ["5"],
        "KVP": ["120"], "AcquisitionNumber": ["1"], "RescaleIntercept": ["-1024"], "RescaleSlope": ["1"],
        "PatientPosition": ["HFS"],
      ])
    try describePixels(&object)
    return object
  }

  /// A structured report with a number and a code (PS3.3 Table A.35.2-1).
  static func report() throws -> DataSet {
    var object = try general(sopClass: "1.2.840.10008.5.1.4.1.1.88.22", modality: "SR")
    try fill(
      &object,
      [
        "InstanceNumber": ["1"], "CompletionFlag": ["COMPLETE"], "VerificationFlag": ["UNVERIFIED"],
        "ContentDate": ["20260102"], "ContentTime": ["101500"], "ValueType": ["CONTAINER"],
        "ContinuityOfContent": ["SEPARATE"],
      ])
    try set(&object, "ReferencedPerformedProcedureStepSequence", [])
    try set(&object, "PerformedProcedureCodeSequence", [])
    try set(&object, "ConceptNameCodeSequence", [code("126000", "DCM", "Imaging Measurement Report")])
    var number = DataSet()
    try fill(&number, ["RelationshipType": ["CONTAINS"], "ValueType": ["NUM"]])
    try set(&number, "ConceptNameCodeSequence", [code("410668003", "SCT", "Length")])
    var measured = DataSet()
    try fill(&measured, ["NumericValue": ["12.5"]])
    try set(&measured, "MeasurementUnitsCodeSequence", [code("mm", "UCUM", "mm")])
    try set(&number, "MeasuredValueSequence", [measured])
    var coded = DataSet()
    try fill(&coded, ["RelationshipType": ["CONTAINS"], "ValueType": ["CODE"]])
    try set(&coded, "ConceptNameCodeSequence", [code("121071", "DCM", "Finding")])
    try set(&coded, "ConceptCodeSequence", [code("17621005", "SCT", "Normal")])
    try set(&object, "ContentSequence", [number, coded])
    return object
  }

  /// An enhanced CT image of two frames with its functional groups (PS3.3 Table A.38-2).
  static func enhancedCT() throws -> DataSet {
    var object = try general(sopClass: "1.2.840.10008.5.1.4.1.1.2.1", modality: "CT")
    try fill(
      &object,
      [
        "InstanceNumber": ["1"], "NumberOfFrames": ["2"], "ContentDate": ["20260102"], "ContentTime": ["101500"],
        "FrameOfReferenceUID": ["1.2.3.4.9"],
      ])
    try describePixels(&object)
    func group(_ keyword: String, _ values: [String: [String]]) throws -> (String, DataSet) {
      var item = DataSet()
      try fill(&item, values)
      return (keyword, item)
    }
    var shared = DataSet()
    for (keyword, item) in [
      try group("PixelMeasuresSequence", ["PixelSpacing": ["1", "1"], "SliceThickness": ["5"]]),
      try group("PlaneOrientationSequence", ["ImageOrientationPatient": ["1", "0", "0", "0", "1", "0"]]),
      try group("IrradiationEventIdentificationSequence", ["IrradiationEventUID": ["1.2.3.4.8"]]),
    ] { try set(&shared, keyword, [item]) }
    try set(&object, "SharedFunctionalGroupsSequence", [shared])
    var frames: [DataSet] = []
    for number in 1...2 {
      var frame = DataSet()
      let (_, position) = try group("PlanePositionSequence", ["ImagePositionPatient": ["0", "0", "\(number)"]])
      try set(&frame, "PlanePositionSequence", [position])
      frames.append(frame)
    }
    try set(&object, "PerFrameFunctionalGroupsSequence", frames)
    return object
  }

  private static func general(sopClass: String, modality: String) throws -> DataSet {
    var object = DataSet()
    try fill(
      &object,
      [
        "SOPClassUID": [sopClass], "SOPInstanceUID": ["1.2.3.4.1"], "StudyInstanceUID": ["1.2.3.4.2"],
        "SeriesInstanceUID": ["1.2.3.4.3"], "StudyDate": ["20260102"], "StudyTime": ["101500"],
        "AccessionNumber": ["A1"], "ReferringPhysicianName": [], "StudyID": ["1"], "SeriesNumber": ["1"],
        "Modality": [modality], "Manufacturer": ["Assay"], "PatientName": ["Test^Patient"], "PatientID": ["1"],
        "PatientBirthDate": ["19700101"], "PatientSex": ["F"],
      ])
    return object
  }

  private static func describePixels(_ object: inout DataSet) throws {
    try fill(
      &object,
      [
        "SamplesPerPixel": ["1"], "PhotometricInterpretation": ["MONOCHROME2"], "Rows": ["4"], "Columns": ["4"],
        "BitsAllocated": ["16"], "BitsStored": ["12"], "HighBit": ["11"], "PixelRepresentation": ["0"],
      ])
    let frames = object.integer(Tag(0x0028, 0x0008)) ?? 1
    object.set(.pixelData, bytes: ByteBuffer(repeating: 0, count: 32 * frames), vr: .OW)
  }

  static func code(_ value: String, _ scheme: String, _ meaning: String) throws -> DataSet {
    var item = DataSet()
    try fill(&item, ["CodeValue": [value], "CodingSchemeDesignator": [scheme], "CodeMeaning": [meaning]])
    return item
  }

  static func fill(_ object: inout DataSet, _ values: [String: [String]]) throws {
    for (keyword, texts) in values { try object.set(#require(Tag(keyword: keyword)), strings: texts) }
  }

  static func set(_ object: inout DataSet, _ keyword: String, _ items: [DataSet]) throws {
    let tag = try #require(Tag(keyword: keyword))
    object[tag] = DataElement(tag: tag, vr: .SQ, value: .items(items))
  }
}
