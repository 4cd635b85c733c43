/// What systems can be told to do wrong in what they tell the audit record repository.
public enum AuditDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "audit"

  // What is told
  case losesRetrievals = "loses-retrievals"
  case losesQueries = "loses-queries"
  case losesSubmissions = "loses-submissions"
  // What it says
  case miscodesEvents = "miscodes-events"
  case callsRefusalsSuccesses = "calls-refusals-successes"
  case namesNoAccessPoints = "names-no-access-points"
  case namesNoPatient = "names-no-patient"
  case namesNoDocuments = "names-no-documents"
  case quotesSubmissions = "quotes-submissions"
  case breaksSchema = "breaks-schema"
  // How it is sent
  case endsByLineFeed = "ends-messages-by-line-feed"

  /// What goes wrong, in a sentence.
  public var sentence: String { facts.sentence }
  /// The clause that is broken.
  public var clause: String { facts.clause }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { facts.harm }
  /// The rule of the actor that is broken.
  var rule: AuditRule { facts.rule }

  private var facts: DefectFacts<AuditRule> {
    switch self {
    case .losesRetrievals:
      DefectFacts(
        .tellsRetrievals, "Documents that are read are not audited.", clause: "ITI TF-2 §3.43.5",
        harm: "Nobody can say who looked at a record.")
    case .losesQueries:
      DefectFacts(
        .tellsQueries, "Searches are not audited.", clause: "ITI TF-2 §3.18.5",
        harm: "Who went through the lists of patients unknown to them is never found out.")
    case .losesSubmissions:
      DefectFacts(
        .tellsSubmissions, "Submissions are not audited.", clause: "ITI TF-2 §3.41.5",
        harm: "Nobody can say who put a wrong report there.")
    case .miscodesEvents:
      DefectFacts(
        .codesEvents, "Exports are told as imports, and imports as exports.", clause: "PS3.15 §A.5",
        harm: "A leak of records looks like their arrival.")
    case .callsRefusalsSuccesses:
      DefectFacts(
        .statesOutcome, "What was refused is told as a success.", clause: "PS3.15 §A.5",
        harm: "Somebody is accused of having seen what was not given.")
    case .namesNoAccessPoints:
      DefectFacts(
        .namesAccessPoints, "Messages do not say at which machines the two sides are.", clause: "PS3.15 §A.5",
        harm: "The place of a misuse cannot be found.")
    case .namesNoPatient:
      DefectFacts(
        .namesPatients, "Messages do not name the patient.", clause: "PS3.15 §A.5",
        harm: "A patient who asks who saw the record gets no answer.")
    case .namesNoDocuments:
      DefectFacts(
        .namesDocuments, "Messages do not name the documents.", clause: "PS3.15 §A.5",
        harm: "Of many reports nobody knows which one was read.")
    case .quotesSubmissions:
      DefectFacts(
        .keepsToIdentifiers, "Messages quote the submission with its documents.", clause: "PS3.15 §A.5",
        harm: "Everybody who reads the trail learns who is treated, and for what.")
    case .breaksSchema:
      DefectFacts(
        .keepsSchema, "Messages have no time of the event.", clause: "PS3.15 §A.5.1",
        harm: "The repository refuses or misfiles what happened.")
    case .endsByLineFeed:
      DefectFacts(
        .countsLengths, "A line feed ends each message, and no length stands before it.", clause: "RFC 5425 §4.3",
        harm: "A message that holds a line end comes in two halves, and who looked is lost.")
    }
  }
}
