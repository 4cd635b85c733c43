/// What an image manager can be told to do wrong with what messages say of patients.
public enum ManagerDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "manager"

  case ignoresMerges = "merge.ignores"
  case losesStudies = "merge.moves-one-study-alone"
  case newInstances = "merge.gives-new-instance-uids"
  case dropsTemporary = "merge.needs-nhs-number"
  case keepsMerged = "merge.cannot-be-undone"
  case leavesReports = "merge.leaves-reports-behind"
  case ignoresCorrections = "update.ignores"
  case forgetsEarlierValues = "update.forgets-earlier-values"
  case spoilsPixels = "update.spoils-pixels"
  case correctsTwins = "update.corrects-twins"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .ignoresMerges: "Merges are acknowledged and not carried into what is held."
    case .losesStudies: "Of a merged patient's studies one alone is moved."
    case .newInstances: "Merged objects get new SOP Instance UIDs."
    case .dropsTemporary: "Merges of records without an NHS number are acknowledged and dropped."
    case .keepsMerged: "What undoes a merge is acknowledged and not carried out."
    case .leavesReports: "Images of a merged patient are moved, and reports stay with the identifier that gave way."
    case .ignoresCorrections: "Corrections are acknowledged and not carried into what is held."
    case .forgetsEarlierValues: "Corrected objects do not say what stood there before."
    case .spoilsPixels: "Pixels change when a name is corrected."
    case .correctsTwins: "Who has the same family name and date of birth is corrected too."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .ignoresMerges, .losesStudies, .dropsTemporary, .leavesReports, .ignoresCorrections: "RAD TF-2 §4.12"
    case .newInstances, .spoilsPixels: "PS3.4 §B.4.1.3"
    case .keepsMerged: "HL7 v2.4 §3.3.43"
    case .forgetsEarlierValues: "PS3.3 §C.12.1.1.9"
    case .correctsTwins: "RAD TF-2 §4.12"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .ignoresMerges: "Half of a patient's images lie under a number that nobody looks up."
    case .losesStudies: "The list looks complete, and the study that matters is not on it."
    case .newInstances: "A report refers to images that nobody finds any more."
    case .dropsTemporary: "The scan of the unconscious patient is never found under the patient's name."
    case .keepsMerged: "Two patients keep each other's history for ever."
    case .leavesReports: "The scan of the unconscious patient is found, and what was seen on it is not."
    case .ignoresCorrections: "Images go out under the wrong name, after it was corrected."
    case .forgetsEarlierValues: "Nobody can tell a corrected object from another patient's."
    case .spoilsPixels: "A clerk's correction changes a finding."
    case .correctsTwins: "One twin's images bear the other's name."
    }
  }
}
