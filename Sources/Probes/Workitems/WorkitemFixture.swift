import DICOM
import Foundation

/// A Unified Procedure Step of our own: the reading of a study that does not exist (PS3.4 Table CC.2.5-3).
struct WorkitemFixture {
  /// What is to be read.
  let study: SyntheticStudy
  /// SOP Instance UID of the step.
  let instance: String
  /// The Transaction UID by which this side claims it.
  var transaction: String
  /// A Transaction UID that is never the step's.
  let otherTransaction: String
  /// AE title that reports are to go to.
  let receivingAETitle: String

  /// Instance that stands for all steps (PS3.4 §CC.2.3.2).
  static let globalInstance = "1.2.840.10008.5.1.4.34.5"

  /// Makes a step; where a UID is left out, one that no run has used before.
  init(
    study: SyntheticStudy, instance: String? = nil, transaction: String? = nil, receivingAETitle: String = "ASSAY"
  ) {
    let seed = UUID().uuidString
    self.study = study
    self.instance = instance ?? SyntheticUID.make(seed: seed, name: "workitem")
    self.transaction = transaction ?? SyntheticUID.make(seed: seed, name: "transaction")
    otherTransaction = SyntheticUID.make(seed: seed, name: "other transaction")
    self.receivingAETitle = receivingAETitle
  }

  /// The Transaction UID that goes with a request.
  func transaction(of request: WorkitemRequest) -> String? {
    switch request.transaction {
    case .own: transaction
    case .other: otherTransaction
    case .none: nil
    }
  }

  /// The instance that a request names.
  func instance(of request: WorkitemRequest) -> String {
    if request.isGlobal { return Self.globalInstance }
    return request == .claimUnknown ? SyntheticUID.make(seed: instance, name: "unknown") : instance
  }

  /// The data set of a request; nil where it has none.
  func dataSet(of request: WorkitemRequest) -> DataSet? {
    switch request {
    case .get: nil
    case .create, .createInProgress: scheduled(request.state ?? .scheduled)
    case .claim, .claimByOther, .claimWithoutTransaction, .claimUnknown, .complete, .completeByOther, .cancel,
      .cancelByOther, .reschedule:
      change(to: request.state ?? .inProgress, transaction: transaction(of: request))
    case .update, .updateByOther: progress(transaction: transaction(of: request))
    case .describePerformed: performed(transaction: transaction(of: request))
    case .requestCancel: cancelRequest
    case .subscribe, .subscribeAll: subscription(tellsLock: true)
    case .unsubscribe, .unsubscribeAll, .suspendAll: subscription(tellsLock: false)
    }
  }

  /// A new step.
  func scheduled(_ state: WorkitemState = .scheduled) -> DataSet {
    var builder = DataSetBuilder()
    if let characterSet = study.characterSet { builder.put("SpecificCharacterSet", characterSet) }
    builder.put("TransactionUID", "")
    builder.put("ScheduledProcedureStepPriority", "MEDIUM")
    builder.put("ScheduledProcedureStepModificationDateTime", study.date + study.time)
    builder.put("ProcedureStepLabel", "Read \(study.description)")
    builder.put("WorklistLabel", "ASSAY")
    builder.put("ScheduledProcedureStepStartDateTime", study.date + study.time)
    builder.put("CommentsOnTheScheduledProcedureStep", "")
    builder.put("InputReadinessState", "READY")
    builder.put("ScheduledWorkitemCodeSequence", items: [Self.interpretation])
    builder.put("InputInformationSequence", items: [input])
    for keyword in [
      "ScheduledProcessingParametersSequence", "ScheduledStationNameCodeSequence", "ScheduledStationClassCodeSequence",
      "ScheduledStationGeographicLocationCodeSequence", "ScheduledHumanPerformersSequence", "OtherPatientIDsSequence",
      "IssuerOfAdmissionIDSequence", "AdmittingDiagnosesCodeSequence", "ReferencedRequestSequence",
      "ProcedureStepProgressInformationSequence", "UnifiedProcedureStepPerformedProcedureSequence",
    ] {
      builder.put(keyword, items: [])
    }
    builder.put("PatientName", study.patient.name)
    builder.put("PatientID", study.patient.patientID)
    builder.put("IssuerOfPatientID", "NHS")
    builder.put("PatientBirthDate", study.patient.birthDate)
    builder.put("PatientSex", study.patient.sex)
    builder.put("AdmissionID", "")
    builder.put("AdmittingDiagnosesDescription", "")
    builder.put("StudyInstanceUID", study.uid)
    builder.put("ProcedureStepState", state.rawValue)
    return builder.dataSet
  }

  /// A change of state (PS3.4 Table CC.2.1-1).
  func change(to state: WorkitemState, transaction: String?) -> DataSet {
    var builder = DataSetBuilder()
    if let transaction { builder.put("TransactionUID", transaction) }
    builder.put("ProcedureStepState", state.rawValue)
    return builder.dataSet
  }

  /// Progress made.
  func progress(transaction: String?) -> DataSet {
    var item = DataSetBuilder()
    item.put("ProcedureStepProgress", "50")
    item.put("ProcedureStepProgressDescription", "Half read")
    var builder = DataSetBuilder()
    if let transaction { builder.put("TransactionUID", transaction) }
    builder.put("ProcedureStepProgressInformationSequence", items: [item.dataSet])
    return builder.dataSet
  }

  /// What a step must hold before it is completed (PS3.4 §CC.2.5.1.1).
  func performed(transaction: String?) -> DataSet {
    var item = DataSetBuilder()
    item.put("PerformedStationNameCodeSequence", items: [Self.code("ASSAY", "99ASSAY", "Assay")])
    item.put("PerformedWorkitemCodeSequence", items: [Self.interpretation])
    item.put("PerformedProcedureStepStartDateTime", study.date + study.time)
    item.put("PerformedProcedureStepEndDateTime", study.date + study.time)
    item.put("OutputInformationSequence", items: [])
    var builder = DataSetBuilder()
    if let transaction { builder.put("TransactionUID", transaction) }
    builder.put("UnifiedProcedureStepPerformedProcedureSequence", items: [item.dataSet])
    return builder.dataSet
  }

  /// The wish that the performer stops (PS3.4 Table CC.2.2-1).
  var cancelRequest: DataSet {
    var builder = DataSetBuilder()
    builder.put("ReasonForCancellation", "No longer needed")
    builder.put("ProcedureStepDiscontinuationReasonCodeSequence", items: [Self.discontinued])
    return builder.dataSet
  }

  /// A subscription (PS3.4 Table CC.2.3-1); without a deletion lock, so that nothing is held for our sake.
  func subscription(tellsLock: Bool) -> DataSet {
    var builder = DataSetBuilder()
    builder.put("ReceivingAE", receivingAETitle)
    if tellsLock { builder.put("DeletionLock", "FALSE") }
    return builder.dataSet
  }

  /// The study as the input of the step.
  private var input: DataSet {
    var item = DataSetBuilder()
    item.put("TypeOfInstances", "DICOM")
    item.put("StudyInstanceUID", study.uid)
    if let series = study.series.first {
      item.put("SeriesInstanceUID", series.uid)
      item.put(
        "ReferencedSOPSequence",
        items: series.instances.map { instance in
          var reference = DataSetBuilder()
          reference.put("ReferencedSOPClassUID", series.kind.definition.sopClass)
          reference.put("ReferencedSOPInstanceUID", instance)
          return reference.dataSet
        })
    }
    var retrieval = DataSetBuilder()
    retrieval.put("RetrieveAETitle", receivingAETitle)
    item.put("DICOMRetrievalSequence", items: [retrieval.dataSet])
    return item.dataSet
  }

  private static let interpretation = code("110005", "DCM", "Interpretation")
  private static let discontinued = code("110513", "DCM", "Discontinued for unspecified reason")

  private static func code(_ value: String, _ scheme: String, _ meaning: String) -> DataSet {
    var item = DataSetBuilder()
    item.put("CodeValue", value)
    item.put("CodingSchemeDesignator", scheme)
    item.put("CodeMeaning", meaning)
    return item.dataSet
  }
}
