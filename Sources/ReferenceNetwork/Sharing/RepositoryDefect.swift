import IHE

/// What the document repository of an affinity domain can be told to do wrong.
public enum RepositoryDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "repository"

  // What is provided
  case takesMissingDocuments = "provide.takes-missing-documents"
  case miscodesMissingDocuments = "provide.miscodes-missing-documents"
  case takesStrayDocuments = "provide.takes-stray-documents"
  case miscodesStrayDocuments = "provide.miscodes-stray-documents"
  case hidesRefusals = "provide.hides-refusals"
  case dropsRelations = "provide.drops-relations"
  case refusesRecipients = "provide.refuses-named-recipients"
  case statesWrongHash = "provide.states-wrong-hash"
  case statesWrongSize = "provide.states-wrong-size"
  case statesOtherRepository = "provide.states-other-repository"
  // What is retrieved
  case truncates = "retrieve.truncates"
  case alters = "retrieve.alters"
  case givesFirst = "retrieve.gives-first"
  case givesTwice = "retrieve.gives-twice"
  case namesNoDocument = "retrieve.names-no-document"
  case givesInline = "retrieve.gives-inline"
  case succeedsWithoutDocument = "retrieve.succeeds-without-document"
  case miscodesUnknownDocument = "retrieve.miscodes-unknown-document"
  case answersForOthers = "retrieve.answers-for-others"
  case miscodesOtherRepository = "retrieve.miscodes-other-repository"
  case failsInPart = "retrieve.fails-in-part"
  case guessesMediaType = "retrieve.guesses-media-type"
  // What is removed
  case keepsRemoved = "remove.keeps-content"

  /// What goes wrong, in a sentence.
  public var sentence: String { facts.sentence }
  /// The clause that is broken.
  public var clause: String { facts.clause }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { facts.harm }
  /// The rule of the actor that is broken.
  var rule: RepositoryRule { facts.rule }

  private var facts: DefectFacts<RepositoryRule> {
    switch self {
    case .takesMissingDocuments:
      DefectFacts(
        .demandsDocuments, "Metadata without a document are taken.", clause: "ITI TF-2 §3.41.4.1.3",
        harm: "A report is listed that nobody can open.")
    case .miscodesMissingDocuments:
      DefectFacts(
        .codesMissingDocument, "Metadata without a document are refused with a code that says nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "The sender's staff cannot tell what to mend, and the document stays unsent.")
    case .takesStrayDocuments:
      DefectFacts(
        .demandsMetadata, "A document without metadata is taken.", clause: "ITI TF-2 §3.41.4.1.3",
        harm: "It is kept and found by nobody.")
    case .miscodesStrayDocuments:
      DefectFacts(
        .codesMissingMetadata, "A document without metadata is refused with a code that says nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "The sender's staff cannot tell what to mend, and the document stays unsent.")
    case .hidesRefusals:
      DefectFacts(
        .passesRefusals, "What is refused is told as a success.", clause: "ITI TF-2 §3.41.4.1.3",
        harm: "The sender ticks a report off that is nowhere.")
    case .dropsRelations:
      DefectFacts(
        .passesRelations, "What a document replaces, adds to or signs is left out, and nobody is told.",
        clause: "ITI TF-3 Table 4.2.4.1-2", harm: "The report that was corrected is read beside the correction.")
    case .refusesRecipients:
      DefectFacts(
        .takesRecipients, "What is meant for somebody by name is refused with a code that says nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "A referral comes back, and nobody can tell whether the address or the document was wrong.")
    case .statesWrongHash:
      DefectFacts(
        .computesHash, "The registry is told another hash than the document has.", clause: "ITI TF-3 §4.2.3.2.10",
        harm: "An altered document cannot be told from a whole one.")
    case .statesWrongSize:
      DefectFacts(
        .computesSize, "The registry is told another size than the document has.", clause: "ITI TF-3 §4.2.3.2.21",
        harm: "Viewers that trust the size cut documents off.")
    case .statesOtherRepository:
      DefectFacts(
        .statesItself, "The registry is told another repository than the document is in.",
        clause: "ITI TF-3 §4.2.3.2.18",
        harm: "A listed document cannot be opened.")
    case .truncates:
      DefectFacts(
        .givesWhole, "Documents lose their last byte.", clause: "ITI TF-2 §3.43.4.2",
        harm: "The last line of a report is missing, or the file does not open.")
    case .alters:
      DefectFacts(
        .givesBytes, "Documents are given with another first byte.", clause: "ITI TF-2 §3.43.4.2",
        harm: "A signed report no longer verifies.")
    case .givesFirst:
      DefectFacts(
        .givesAsked, "The first document is given for every other.", clause: "ITI TF-2 §3.43.4.2",
        harm: "A patient is treated by another's report.")
    case .givesTwice:
      DefectFacts(
        .givesOnce, "Each document is given twice.", clause: "ITI TF-2 §3.43.4.2",
        harm: "A list shows two examinations where there was one.")
    case .namesNoDocument:
      DefectFacts(
        .namesDocuments, "Documents are given without their unique id.", clause: "ITI TF-2 §3.43.4.2",
        harm: "Of several documents nobody knows which is which.")
    case .givesInline:
      DefectFacts(
        .attaches, "Documents come as base64 in the message.", clause: "ITI TF-2 §3.43.5",
        harm: "Large documents exhaust the memory of viewers.")
    case .succeedsWithoutDocument:
      DefectFacts(
        .refusesUnknownDocuments, "An unknown document is answered with success and nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "A missing report reads as an empty one.")
    case .miscodesUnknownDocument:
      DefectFacts(
        .codesUnknownDocuments, "An unknown document is refused with a code that says nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "Nobody can tell a lost document from a broken repository.")
    case .answersForOthers:
      DefectFacts(
        .refusesOtherRepositories, "Documents of another repository are answered for.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "A document is given that may not be the one that was listed.")
    case .miscodesOtherRepository:
      DefectFacts(
        .codesOtherRepositories, "Another repository is refused with a code that says nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "A wrong address in the configuration is traced for days.")
    case .failsInPart:
      DefectFacts(
        .tellsPartialSuccess, "One missing document is told as the failure of all.", clause: "ITI TF-3 §4.2.4.2",
        harm: "The documents that did come are thrown away.")
    case .guessesMediaType:
      DefectFacts(
        .statesMediaType, "What its source calls a PDF and does not begin as one is given as plain text.",
        clause: "ITI TF-2 §3.43.4.2", harm: "A viewer shows the letters of a file in the place of its pages.")
    case .keepsRemoved:
      DefectFacts(
        .forgetsRemoved, "A document that is removed can still be retrieved.", clause: "ITI TF-2 §3.86.4.1.3",
        harm: "A report that was filed under the wrong patient stays readable.")
    }
  }
}
