extension ArchiveDefect {
  /// What is told of a defect.
  struct Account: Sendable {
    var sentence: String
    var clause: String
    var harm: String

    /// Makes an account.
    init(_ sentence: String, _ clause: String, _ harm: String) {
      self.sentence = sentence
      self.clause = clause
      self.harm = harm
    }
  }

  /// What goes wrong.
  public var sentence: String { account?.sentence ?? "" }
  /// The clause that is broken.
  public var clause: String { account?.clause ?? "" }
  /// What becomes of patients and staff.
  public var harm: String { account?.harm ?? "" }

  private var account: Account? {
    associationAccount ?? storageAccount ?? queryAccount ?? retrievalAccount ?? webAccount
  }
}
