import DICOM
import DICOMNetwork

/// Procedure steps as modalities report them, and what may be done with them (PS3.4 §F.7.2).
struct PerformedStepBook {
  /// What a request comes to.
  struct Outcome {
    var status: DIMSEStatus
    var comment: String?
    /// What became of which studies, where the step began or ended.
    var change: (studies: [String], status: ScheduledExamination.Status)?
  }

  /// Steps that are kept at most; more are refused.
  static let limit = 20_000
  private struct Step {
    var status: String
    var studies: [String]
  }

  let defects: Set<BrokerDefect>
  private var steps: [String: Step] = [:]

  /// Makes an empty book.
  init(defects: Set<BrokerDefect>) { self.defects = defects }

  /// N-CREATE (PS3.4 §F.7.2.1).
  mutating func create(_ uid: String, _ dataSet: DataSet) -> Outcome {
    guard steps[uid] == nil else { return Outcome(status: .duplicateInstance, comment: "The step exists") }
    guard steps.count < Self.limit else {
      return Outcome(status: .processingFailure, comment: "No room for more steps")
    }
    guard let status = text("PerformedProcedureStepStatus", of: dataSet) else {
      return Outcome(status: .missingAttribute, comment: "Performed Procedure Step Status is missing")
    }
    guard status == "IN PROGRESS" else {
      return Outcome(status: .invalidAttributeValue, comment: "A new step is IN PROGRESS")
    }
    let scheduled = Tag(keyword: "ScheduledStepAttributesSequence").flatMap { dataSet.items($0) } ?? []
    guard !scheduled.isEmpty else {
      return Outcome(status: .missingAttribute, comment: "Scheduled Step Attributes Sequence is missing")
    }
    let studies = scheduled.compactMap { $0.uid(.studyInstanceUID)?.value }
    if !defects.contains(.mppsForgetsSteps) { steps[uid] = Step(status: status, studies: studies) }
    return Outcome(status: .success, change: (studies, .inProgress))
  }

  /// N-SET (PS3.4 §F.7.2.2).
  mutating func change(_ uid: String, _ dataSet: DataSet) -> Outcome {
    guard let step = steps[uid] else {
      return Outcome(status: defects.contains(.mppsChangesUnknown) ? .success : .noSuchInstance)
    }
    guard step.status == "IN PROGRESS" || defects.contains(.mppsReopens) else {
      return Outcome(status: .processingFailure, comment: "The step may no longer be updated")
    }
    guard let status = text("PerformedProcedureStepStatus", of: dataSet) else { return Outcome(status: .success) }
    let end: ScheduledExamination.Status
    switch status {
    case "IN PROGRESS": return Outcome(status: .success)
    case "COMPLETED":
      if defects.contains(.mppsRefusesEnd) { return Outcome(status: .invalidAttributeValue) }
      end = .completed
    case "DISCONTINUED":
      if defects.contains(.mppsRefusesDiscontinuation) { return Outcome(status: .invalidAttributeValue) }
      end = .discontinued
    default: return Outcome(status: .invalidAttributeValue, comment: "\(status) is no status of a step")
    }
    steps[uid]?.status = status
    return Outcome(status: .success, change: (step.studies, end))
  }

  private func text(_ keyword: String, of dataSet: DataSet) -> String? {
    Tag(keyword: keyword).flatMap { dataSet.string($0) }
  }
}

extension DIMSEStatus {
  /// 0106: invalid attribute value (PS3.7 §C.5.11).
  static let invalidAttributeValue = DIMSEStatus(rawValue: 0x0106)
  /// 0111: duplicate SOP Instance (PS3.7 §C.5.6).
  static let duplicateInstance = DIMSEStatus(rawValue: 0x0111)
  /// 0120: missing attribute (PS3.7 §C.5.13).
  static let missingAttribute = DIMSEStatus(rawValue: 0x0120)
}
