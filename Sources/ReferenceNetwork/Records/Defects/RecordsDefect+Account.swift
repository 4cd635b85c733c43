extension RecordsDefect {
  /// What goes wrong.
  public var sentence: String { account?.sentence ?? "" }
  /// The clause that is broken.
  public var clause: String { account?.clause ?? "" }
  /// What becomes of patients and staff.
  public var harm: String { account?.harm ?? "" }

  private var account: Account? {
    interfaceAccount ?? contentAccount ?? patientsAccount ?? directoryAccount ?? documentsAccount ?? auditAccount
      ?? accessAccount ?? subscriptionsAccount
  }
}
