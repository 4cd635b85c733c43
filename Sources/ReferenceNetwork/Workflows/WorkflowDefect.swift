/// What a keeper of workflow documents can be told to do wrong.
public enum WorkflowDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "workflow"

  case leavesTaskOpen = "leaves-a-task-open"
  case neverCloses = "never-closes"
  case forgetsOwners = "forgets-owners"
  case losesLastEvents = "loses-last-events"
  case keepsRequestAlone = "keeps-the-request-alone"
  case numbersNothing = "numbers-nothing"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .leavesTaskOpen: "The workflow is closed while its read is still in progress."
    case .neverCloses: "The workflow stays open though all its tasks are completed."
    case .forgetsOwners: "Tasks do not name who has them."
    case .losesLastEvents: "A task's last change is missing from its events."
    case .keepsRequestAlone: "Only the request is kept, and no task of who reads."
    case .numbersNothing: "Versions of the document have no number."
    }
  }

  /// The clause that is broken.
  public var clause: String { "ITI TF-3 §5.4" }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .leavesTaskOpen: "The examination is struck off the list and is never read."
    case .neverCloses: "A read that is done is asked for again."
    case .forgetsOwners: "Nobody can be called about a report that does not come."
    case .losesLastEvents: "It cannot be shown afterwards when the report was ready."
    case .keepsRequestAlone: "The hospital that asked does not learn that its examination was taken."
    case .numbersNothing: "An older version is taken for the newest, and the read begins anew."
    }
  }
}
