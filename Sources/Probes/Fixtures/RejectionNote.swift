import DICOM

/// A note that withdraws instances: a Key Object Selection Document with one of the titles of IHE's Imaging Object Change
/// Management (PS3.3 §A.35.4, PS3.16 TID 2010 and CID 7011).
struct RejectionNote {
  /// Why instances are withdrawn.
  enum Reason: String, CaseIterable {
    case quality
    case patientSafety = "patient-safety"
    case worklistEntry = "worklist-entry"
    case retentionExpired = "retention-expired"

    /// The words.
    static let words = allCases.map(\.rawValue)

    /// The document's title, of coding scheme DCM.
    var title: (code: String, meaning: String) {
      switch self {
      case .quality: ("113001", "Rejected for Quality Reasons")
      case .patientSafety: ("113037", "Rejected for Patient Safety Reasons")
      case .worklistEntry: ("113038", "Incorrect Modality Worklist Entry")
      case .retentionExpired: ("113039", "Data Retention Policy Expired")
      }
    }
  }

  /// Whose instances are withdrawn.
  let study: SyntheticStudy
  /// The instances by series.
  let series: [SyntheticStudy.Series]
  /// Why.
  let reason: Reason

  /// Key Object Selection Document Storage.
  static let sopClass = "1.2.840.10008.5.1.4.1.1.88.59"

  /// A note on instances of a study; nil where there are none of the number.
  ///
  /// - Parameters:
  ///   - number: The series from 1; all where nil.
  ///   - instance: The instance of the series from 1; all where nil.
  init?(_ study: SyntheticStudy, _ reason: Reason, series number: Int? = nil, instance: Int? = nil) {
    var chosen = study.series
    if let number {
      guard study.series.indices.contains(number - 1) else { return nil }
      chosen = [study.series[number - 1]]
    }
    if let instance {
      guard number != nil, chosen[0].instances.indices.contains(instance - 1) else { return nil }
      chosen[0].instances = [chosen[0].instances[instance - 1]]
    }
    self.study = study
    self.reason = reason
    series = chosen
  }

  /// Its SOP Instance UID: the same note of the same instances has the same one.
  var uid: String {
    SyntheticUID.make(seed: study.uid, name: "note \(reason.rawValue) \(rejected.joined(separator: " "))")
  }

  /// Its Series Instance UID.
  var seriesUID: String { SyntheticUID.make(seed: uid, name: "series") }

  /// SOP Instance UIDs of what it withdraws.
  var rejected: [String] { series.flatMap(\.instances) }

  /// The document.
  var dataSet: DataSet {
    var builder = DataSetBuilder()
    if let characterSet = study.characterSet { builder.put("SpecificCharacterSet", characterSet) }
    builder.put("SOPClassUID", Self.sopClass)
    builder.put("SOPInstanceUID", uid)
    builder.put("StudyInstanceUID", study.uid)
    builder.put("SeriesInstanceUID", seriesUID)
    builder.put("StudyDate", study.date)
    builder.put("StudyTime", study.time)
    builder.put("ContentDate", study.date)
    builder.put("ContentTime", study.time)
    builder.put("AccessionNumber", study.accessionNumber)
    builder.put("ReferringPhysicianName", "")
    builder.put("StudyID", study.studyID)
    builder.put("PatientName", study.patient.name)
    builder.put("PatientID", study.patient.patientID)
    builder.put("IssuerOfPatientID", "NHS")
    builder.put("PatientBirthDate", study.patient.birthDate)
    builder.put("PatientSex", study.patient.sex)
    builder.put("Modality", "KO")
    builder.put("SeriesNumber", "900")
    builder.put("InstanceNumber", "1")
    builder.put("Manufacturer", "Assay")
    builder.put("ReferencedPerformedProcedureStepSequence", items: [])
    builder.put("CurrentRequestedProcedureEvidenceSequence", items: [evidence])
    builder.put("ValueType", "CONTAINER")
    builder.put("ConceptNameCodeSequence", items: [Self.code(reason.title.code, "DCM", reason.title.meaning)])
    builder.put("ContinuityOfContent", "SEPARATE")
    builder.put("ContentTemplateSequence", items: [Self.template])
    builder.put("ContentSequence", items: content)
    return builder.dataSet
  }

  /// Where each instance belongs, so that the note can be understood without the images (PS3.3 §C.17.2.3).
  private var evidence: DataSet {
    var item = DataSetBuilder()
    item.put("StudyInstanceUID", study.uid)
    item.put(
      "ReferencedSeriesSequence",
      items: series.map { series in
        var item = DataSetBuilder()
        item.put("SeriesInstanceUID", series.uid)
        item.put("ReferencedSOPSequence", items: series.instances.map { Self.reference($0, of: series) })
        return item.dataSet
      })
    return item.dataSet
  }

  private var content: [DataSet] {
    series.flatMap { series in
      series.instances.map { instance in
        var item = DataSetBuilder()
        item.put("RelationshipType", "CONTAINS")
        item.put("ValueType", "IMAGE")
        item.put("ReferencedSOPSequence", items: [Self.reference(instance, of: series)])
        return item.dataSet
      }
    }
  }

  private static func reference(_ instance: String, of series: SyntheticStudy.Series) -> DataSet {
    var item = DataSetBuilder()
    item.put("ReferencedSOPClassUID", series.kind.definition.sopClass)
    item.put("ReferencedSOPInstanceUID", instance)
    return item.dataSet
  }

  private static let template: DataSet = {
    var item = DataSetBuilder()
    item.put("MappingResource", "DCMR")
    item.put("TemplateIdentifier", "2010")
    return item.dataSet
  }()

  private static func code(_ value: String, _ scheme: String, _ meaning: String) -> DataSet {
    var item = DataSetBuilder()
    item.put("CodeValue", value)
    item.put("CodingSchemeDesignator", scheme)
    item.put("CodeMeaning", meaning)
    return item.dataSet
  }
}
