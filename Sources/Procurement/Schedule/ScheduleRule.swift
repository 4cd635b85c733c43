import Specification

/// What can be wrong with a schedule, a worksheet or a table of questions that was filled in. The raw value is the diagnostic's `code`.
public enum ScheduleRule: String, DiagnosticCode {
  case unreadableWorkbook = "unreadable-workbook"
  case macros = "schedule-macros"
  case links = "schedule-links"
  case missingSheet = "schedule-sheet"
  case headings = "schedule-headings"
  case movedColumn = "moved-column"
  case extraColumn = "extra-column"
  case otherSchedule = "other-schedule"
  case otherChecksum = "other-checksum"
  case formula = "schedule-formula"
  case mergedCells = "merged-cells"
  case changedText = "changed-text"
  case unknownRow = "unknown-row"
  case doubledRow = "doubled-row"
  case deletedRow = "deleted-row"
  case rowWithoutRequirement = "row-without-requirement"
  case levelOfSupport = "level-of-support"
  case missingAnswer = "missing-answer"
  case unknownDocument = "unknown-document"
  case uncheckedDocuments = "unchecked-documents"
  case page
  case pageWithoutDocument = "page-without-document"
  case conflictOfInterest = "conflict-of-interest"
  case answerNotOffered = "answer-not-offered"
  case missingReason = "missing-reason"
}
