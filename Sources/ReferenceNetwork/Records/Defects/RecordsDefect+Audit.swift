/// The defects of the log of who did what.
extension RecordsDefect {
  /// The account of a defect of this part; nil where it is of another.
  var auditAccount: Account? {
    switch self {
    case .writesNoLog:
      Account("Nothing is logged.", "ITI TF-2 §3.20", "Nobody can tell a patient who looked at his record.")
    case .logsEverythingAsExecution:
      Account(
        "Reading a record is logged as something else.", "PS3.15 §A.5.1",
        "A search for who read the record finds nobody.")
    case .ignoresAuditedPatient:
      Account(
        "A search for the events of one patient gives those of all.", "FHIR R4, AuditEvent, search parameter patient",
        "Who looked at a neighbour's record is told to the patient who asked.")
    default: nil
    }
  }
}
