import IHE

/// What the document registry of an affinity domain can be told to do wrong.
public enum RegistryDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "registry"

  // Searches
  case ignoresPatient = "query.ignores-patient"
  case ignoresStatus = "query.ignores-status"
  case ignoresClass = "query.ignores-class"
  case ignoresType = "query.ignores-type"
  case ignoresEvent = "query.ignores-event"
  case ignoresServiceTime = "query.ignores-service-time"
  case ignoresReferences = "query.ignores-references"
  case failsEmpty = "query.fails-empty"
  case ignoresReferenceReturn = "query.ignores-reference-return"
  case ignoresWholeReturn = "query.ignores-whole-return"
  case losesAssociations = "query.loses-associations"
  case answersUnknown = "query.answers-unknown"
  case miscodesUnknown = "query.miscodes-unknown"
  case answersWithoutPatient = "query.answers-without-patient"
  case answersWithoutStatus = "query.answers-without-status"
  case miscodesMissingParameters = "query.miscodes-missing-parameters"
  case mixesPatients = "query.mixes-patients"
  case cutsLongAnswers = "query.cuts-long-answers"
  case ignoresKind = "query.ignores-kind"
  case answersForFirstPatient = "query.answers-for-first-patient"
  // Submissions
  case losesSubmissions = "register.loses-submissions"
  case losesReferences = "register.loses-references"
  case losesTitles = "register.loses-titles"
  case takesIncomplete = "register.takes-incomplete"
  case takesOtherContent = "register.takes-other-content"
  case takesStrangers = "register.takes-strangers"
  case miscodesStrangers = "register.miscodes-strangers"
  case takesOtherPatients = "register.takes-other-patients"
  case takesUnresolved = "register.takes-unresolved"
  case takesWrongTimes = "register.takes-wrong-times"
  case takesOtherSizes = "register.takes-other-sizes"
  case takesDoubleIDs = "register.takes-double-ids"
  case losesExtraMetadata = "register.loses-extra-metadata"
  case keepsFolderTimes = "register.keeps-folder-times"
  // Availability
  case keepsReplaced = "lifecycle.keeps-replaced"
  case deletesReplaced = "lifecycle.deletes-replaced"
  case losesReplacements = "lifecycle.loses-replacements"
  case deprecatesAppended = "lifecycle.deprecates-appended"
  case takesDeprecated = "lifecycle.takes-deprecated"
  case miscodesOtherPatients = "lifecycle.miscodes-other-patients"
  // Changes
  case removesReferredTo = "change.removes-referred-to"
  case losesVersions = "change.loses-versions"
  case takesStaleVersions = "change.takes-stale-versions"
  case takesOtherPatientsVersions = "change.takes-other-patients-versions"
  case leavesObjectsAlone = "change.leaves-objects-alone"
  case keepsWithdrawn = "change.keeps-withdrawn"
  // Patients
  case refusesFeeds = "feed.refuses-patients"
  case ignoresMerges = "feed.ignores-merges"
  case takesForSubsumed = "feed.takes-for-subsumed-patients"

  /// What goes wrong, in a sentence.
  public var sentence: String { facts.sentence }
  /// The clause that is broken.
  public var clause: String { facts.clause }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { facts.harm }
  /// The rule of the actor that is broken.
  var rule: RegistryRule { facts.rule }

  private var facts: DefectFacts<RegistryRule> {
    switch self {
    case .ignoresPatient:
      DefectFacts(
        .filtersByPatient, "A search for one patient finds the documents of all.", clause: "ITI TF-2 §3.18.4.1.2.3.7",
        harm: "A patient is treated by another's report.")
    case .ignoresStatus:
      DefectFacts(
        .filtersByStatus, "Deprecated documents are listed with the approved ones.", clause: "ITI TF-2 §3.18.4.1.2.3.7",
        harm: "A withdrawn report is acted upon.")
    case .ignoresClass:
      DefectFacts(
        .filtersByClass, "A search by class finds documents of every class.", clause: "ITI TF-2 §3.18.4.1.2.3.7",
        harm: "The one report that matters is buried in a list of everything.")
    case .ignoresType:
      DefectFacts(
        .filtersByType, "A search by type finds documents of every type.", clause: "ITI TF-2 §3.18.4.1.2.3.7",
        harm: "Manifests are opened as reports, and reports as manifests.")
    case .ignoresEvent:
      DefectFacts(
        .filtersByEvent, "A search by event finds documents of every event.", clause: "ITI TF-2 §3.18.4.1.2.3.7",
        harm: "Priors of the wrong region or modality are put beside a study.")
    case .ignoresServiceTime:
      DefectFacts(
        .filtersByServiceTime, "A search by time of service finds documents of all times.",
        clause: "ITI TF-2 §3.18.4.1.2.3.7",
        harm: "The latest prior is not the one that is opened.")
    case .ignoresReferences:
      DefectFacts(
        .filtersByReference, "A search by reference id finds documents with other ones.",
        clause: "ITI TF-2 §3.18.4.1.2.3.7.14",
        harm: "The report of another order is filed under this one.")
    case .failsEmpty:
      DefectFacts(
        .succeedsEmpty, "A search that finds nothing fails.", clause: "ITI TF-2 §3.18.4.1.2.3.7",
        harm: "Staff take a new patient for a broken system.")
    case .ignoresReferenceReturn:
      DefectFacts(
        .givesReferences, "Whole objects are given where references are asked for.", clause: "ITI TF-2 §3.18.4.1.2.6",
        harm: "Large histories are cut off or time out.")
    case .ignoresWholeReturn:
      DefectFacts(
        .givesWholeObjects, "References are given where whole objects are asked for.", clause: "ITI TF-2 §3.18.4.1.2.6",
        harm: "Lists show documents without title, date or author.")
    case .losesAssociations:
      DefectFacts(
        .givesAssociations, "Associations are left out of what a query joins.", clause: "ITI TF-2 §3.18.4.1.2.3.7",
        harm: "A report is read without its addendum.")
    case .answersUnknown:
      DefectFacts(
        .refusesUnknownQueries, "A query that does not exist succeeds with nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "An unsupported search reads as a patient without history.")
    case .miscodesUnknown:
      DefectFacts(
        .codesUnknownQueries, "A query that does not exist is refused with a code that says nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "A consumer cannot fall back to a query that is there.")
    case .answersWithoutPatient:
      DefectFacts(
        .demandsPatient, "A search without patient succeeds.", clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "A faulty client reads an empty history as the truth.")
    case .answersWithoutStatus:
      DefectFacts(
        .demandsStatus, "A search without availability succeeds.", clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "Clients rely on a default that other registries do not have.")
    case .miscodesMissingParameters:
      DefectFacts(
        .codesMissingParameters, "A missing parameter is refused with a code that says nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "A faulty client is traced for days.")
    case .losesSubmissions:
      DefectFacts(
        .listsSubmitted, "A submission succeeds and is listed nowhere.", clause: "ITI TF-2 §3.42.4.1.3",
        harm: "A report that was sent is found by nobody.")
    case .losesReferences:
      DefectFacts(
        .keepsReferences, "The reference ids of a document are lost.", clause: "ITI TF-3 §4.2.3.2.28",
        harm: "Report and images of one order are not found together.")
    case .takesIncomplete:
      DefectFacts(
        .demandsCodes, "A document entry without its codes is taken.", clause: "ITI TF-3 Table 4.2.3.2-1",
        harm: "It is found by no search by class or type.")
    case .takesOtherContent:
      DefectFacts(
        .refusesOtherContent, "Another document is taken under a unique id that is there.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "Two clinicians read two documents under one number.")
    case .takesStrangers:
      DefectFacts(
        .knowsPatients, "Documents of patients whom nobody has told of are taken.", clause: "ITI TF-2 §3.42.4.1.3",
        harm: "Documents pile up under mistyped numbers.")
    case .miscodesStrangers:
      DefectFacts(
        .codesUnknownPatients, "An unknown patient is refused with a code that says nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "The sender's staff cannot tell what to mend, and the document stays unsent.")
    case .takesOtherPatients:
      DefectFacts(
        .refusesOtherPatients, "A document of one patient may replace another patient's.",
        clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "One patient's report disappears by a correction of another's.")
    case .takesUnresolved:
      DefectFacts(
        .resolvesReferences, "Associations to objects that are nowhere are taken.", clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "An addendum hangs on nothing and is shown to nobody.")
    case .keepsReplaced:
      DefectFacts(
        .deprecatesReplaced, "A replaced document stays approved.", clause: "ITI TF-2 §3.42.4.1.3.5",
        harm: "A wrong report stays beside the right one.")
    case .deletesReplaced:
      DefectFacts(
        .keepsReplaced, "A replaced document is deleted.", clause: "ITI TF-3 §4.2.2.2",
        harm: "What a clinician acted upon cannot be shown any more.")
    case .losesReplacements:
      DefectFacts(
        .listsReplacements, "The document that replaces another is not listed.", clause: "ITI TF-3 §4.2.2.2",
        harm: "The corrected report is never read.")
    case .deprecatesAppended:
      DefectFacts(
        .leavesAppended, "A document that gets an addendum is deprecated.", clause: "ITI TF-3 §4.2.2.2",
        harm: "The report disappears once an addendum comes.")
    case .takesDeprecated:
      DefectFacts(
        .refusesDeprecated, "A deprecated document may be replaced once more.", clause: "ITI TF-2 §3.42.4.1.3.5",
        harm: "Two corrections stand side by side.")
    default: laterFacts
    }
  }

  /// What the table above has no room for.
  private var laterFacts: DefectFacts<RegistryRule> {
    switch self {
    case .takesWrongTimes:
      DefectFacts(
        .refusesWrongTimes, "A time that is none is taken.", clause: "ITI TF-3 §4.2.3.2.6",
        harm: "The report stands at the wrong place of a history, or in no search by time.")
    case .takesOtherSizes:
      DefectFacts(
        .refusesOtherSizes, "A document of another size is taken under a unique id that is there.",
        clause: "ITI TF-3 Table 4.2.4.1-2", harm: "A document that was cut off takes the place of the whole one.")
    case .takesDoubleIDs:
      DefectFacts(
        .refusesDoubleIDs, "A submission with one unique id twice is taken.", clause: "ITI TF-3 Table 4.2.4.1-2",
        harm: "Of two reports only one can be opened, and nobody knows which.")
    case .removesReferredTo:
      DefectFacts(
        .refusesReferredTo, "What others refer to is removed.", clause: "ITI TF-2 §3.62.4.1.3",
        harm: "An addendum stands in the list without its report.")
    case .losesVersions:
      DefectFacts(
        .listsVersions, "A corrected entry is confirmed and not listed.", clause: "ITI TF-2 §3.57.4.1.3.3.1",
        harm: "A wrong body part goes on hiding a study that somebody has corrected.")
    case .takesStaleVersions:
      DefectFacts(
        .refusesStaleVersions, "A correction of a version that is not the latest is taken.",
        clause: "ITI TF-2 §3.57.4.1.3.3.1", harm: "Of two corrections the later one undoes the first.")
    case .cutsLongAnswers:
      DefectFacts(
        .givesAll, "A search gives the first hundred objects and says nothing of the rest.",
        clause: "ITI TF-3 Table 4.2.4.1-2", harm: "A long history ends years ago, and nobody sees that it goes on.")
    case .losesExtraMetadata:
      DefectFacts(
        .keepsExtraMetadata, "Metadata that no framework defines are dropped without a warning.",
        clause: "ITI TF-2 §3.42.4.1.3.2", harm: "What a region agreed to state of its documents is lost on the way.")
    case .keepsFolderTimes:
      DefectFacts(
        .notesFolderChanges, "A folder goes on stating the time at which it was made.",
        clause: "ITI TF-2 §3.42.4.1.3.6", harm: "Who asks for pathways in which something is new finds none.")
    case .takesOtherPatientsVersions:
      DefectFacts(
        .keepsPatientsOfVersions, "A new version may name another patient.", clause: "ITI TF-2 §3.57.4.1.3.3.1",
        harm: "A report moves into another patient's history by a correction of its title.")
    case .leavesObjectsAlone:
      DefectFacts(
        .leavesNothingAlone, "A submission set is left that holds nothing.", clause: "ITI TF-2 §3.62.4.1.3",
        harm: "The list shows a submission that opens on nothing.")
    case .ignoresKind:
      DefectFacts(
        .filtersByKind, "Documents that are made on demand are listed to who asks for stable ones.",
        clause: "ITI TF-2 §3.18.4.1.2.3.7.1", harm: "A list shows reports that do not exist until somebody opens them.")
    case .answersForFirstPatient:
      DefectFacts(
        .answersForAllPatients, "A query for several patients finds the documents of the first one.",
        clause: "ITI TF-2 §3.51.4.1.2.1", harm: "Of a ward round's patients all but one seem to have no history.")
    case .losesTitles:
      DefectFacts(
        .keepsTitles, "The title of a document is lost.", clause: "ITI TF-3 Table 4.2.3.2-1",
        harm: "A list of twenty reports has twenty lines that look alike.")
    case .miscodesOtherPatients:
      DefectFacts(
        .codesOtherPatients,
        "A document that replaces another patient's is refused with a code that says nothing.",
        clause: "ITI TF-3 Table 4.2.4.1-2", harm: "Whoever mixed two patients up is not told so, and sends it again.")
    case .keepsWithdrawn:
      DefectFacts(
        .withdraws, "What is removed or deprecated is confirmed, and goes on being listed.",
        clause: "ITI TF-2 §3.62.4.1.3", harm: "A report that was published in error is acted upon.")
    case .refusesFeeds:
      DefectFacts(
        .takesFeeds, "The registry refuses to be told of patients.", clause: "ITI TF-2 §3.8.4.1.3",
        harm: "The report of whoever came in at night is refused.")
    case .ignoresMerges:
      DefectFacts(
        .mergesPatients, "Patients who are merged are acknowledged, and stay two.", clause: "ITI TF-2 §3.44.4.2.3",
        harm: "Half of a patient's history stands under a number that nobody asks for any more.")
    case .takesForSubsumed:
      DefectFacts(
        .refusesSubsumed, "Documents of a number that gave way are taken.", clause: "ITI TF-2 §3.44.4.2.3",
        harm: "New reports go on piling up under the number that gave way.")
    default:
      DefectFacts(
        .keepsToOnePatient, "A query by id gives whole objects of several patients.",
        clause: "ITI TF-3 Table 4.2.4.1-2", harm: "Reports of two patients come before the reader as one history.")
    }
  }
}
