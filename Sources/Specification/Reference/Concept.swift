/// A concept of the language, as `assay explain` tells it.
public struct Concept: Hashable, Sendable {
  /// What the user types, `state contradicted`.
  public var name: String
  /// One line.
  public var summary: String
  /// The explanation, paragraphs separated by empty lines.
  public var text: String

  /// Every concept, in the order of a reader who begins at the start.
  public static let all: [Concept] = states + language + running + procurement

  /// The concept with a name; upper and lower case are the same, and hyphens the same as blanks.
  public static func named(_ name: String) -> Concept? {
    let wanted = normal(name)
    return all.first { normal($0.name) == wanted || normal($0.name) == "state \(wanted)" }
  }

  private static func normal(_ name: String) -> String {
    name.lowercased().split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "_" }).joined(separator: " ")
  }

  private static let states = [
    Concept(
      name: "state met", summary: "Every evidence that the requirement asks for holds.",
      text: """
        Credit 1. The report shows, for each piece of evidence, the words of the document or the exchange that shows it.
        """),
    Concept(
      name: "state partly met", summary: "Some of the evidence holds, and the requirement says what that is worth.",
      text: """
        The credit is the one that the requirement declares under `partial`, first match wins, with its reason in the \
        report. A mandatory requirement that is partly met still fails its gate.
        """),
    Concept(
      name: "state not met", summary: "There is evidence against the requirement.",
      text: """
        Credit 0. Something was seen on the wire, or read in a document, that contradicts what the requirement demands. \
        Silence, an unreachable system or a fault of the harness never leads here.
        """),
    Concept(
      name: "state contradicted", summary: "A document claims it, and the running system shows otherwise.",
      text: """
        Credit 0. The conformance statement or the bidder's declaration supports the requirement, and a probe of the \
        system shows that it does not hold. The report names both sides: the words with their place in the document, and \
        the exchange. It is the strongest finding there is, and the first thing to ask the bidder about.
        """),
    Concept(
      name: "state not demonstrated", summary: "Nothing shows it, and nothing speaks against it.",
      text: """
        Credit 0, and the weight stays in the denominator, so that silence never raises a score. Typical causes: the \
        statement does not mention it; the network file does not permit the step; a list that should have been looked at \
        was empty; a claim was read with too little certainty and needs a human eye; what a system was to send by itself did \
        not come while the harness listened (blame `silence`): have it told the harness's address, and run again.
        """),
    Concept(
      name: "state not applicable", summary: "The requirement is outside this evaluation.",
      text: """
        Left out of the denominator. Decided by the profile (`drop`, with a reason), by the specification (a role whose \
        `when-absent` says so, a validity date in the future) and by the network alone; a bidder cannot bring it about.
        """),
    Concept(
      name: "state inconclusive", summary: "The harness or the network failed, not the system under test.",
      text: """
        The credit is unknown, so the score becomes an interval: at its low end the requirement counts as failed, at its \
        high end as met. The run is provisional and ends with exit code 3. Mend what stood in the way and run again.
        """),
    Concept(
      name: "state waived", summary: "A waiver lifts the gate; state and score stay as they are.",
      text: """
        A waiver binds to `id@revision`, has a reason, an approver and a last day. It keeps a mandatory requirement from \
        failing the gate until then, and never changes the state or the score. An expired, unknown, stale or unused \
        waiver is an error: exit code 6.
        """),
  ]

  private static let language = [
    Concept(
      name: "score", summary: "How points are counted.",
      text: """
        Score of a group: sum of weight × credit over sum of weight of its mandatory and scored requirements. Score of \
        the whole: the same over groups, with the groups' weights. Desirable requirements add after that, up to the \
        specification's cap; informative ones count nothing.

        All arithmetic is exact, and what is shown is cut off, never rounded: 89.999 never shows as 90. The score is \
        always given together with its interval (inconclusive requirements counted as failed and as met), the coverage \
        and the gate.
        """),
    Concept(
      name: "coverage", summary: "How much of the specification was shown either way.",
      text: """
        Demonstrated weight over applicable weight: requirements that are met, partly met, not met or contradicted, over \
        all that apply. A high score with a low coverage is a bid about which little is known.
        """),
    Concept(
      name: "gate", summary: "Whether every mandatory requirement is met.",
      text: """
        The gate fails with the first mandatory requirement that is not met, contradicted, partly met or not \
        demonstrated, unless a valid waiver lifts it; it is undecided when nothing fails and something mandatory is \
        inconclusive. A failed gate is named beside the score in every output.
        """),
    Concept(
      name: "level", summary: "mandatory, scored, desirable, informative.",
      text: """
        `mandatory`: fails the gate unless it is met, and counts in the score. `scored`: counts in the score. \
        `desirable`: adds to the score up to a cap. `informative`: reported only.
        """),
    Concept(
      name: "evidence", summary: "The kinds of evidence: statement, probe, declaration, assessment.",
      text: """
        `statement`: what the bidder's documents claim of the bound system. `probe`: what the running system does, as a \
        sequence of steps. `declaration`: the bidder's own answer to the requirement. `assessment`: an evaluator's mark. \
        `assay explain statement` and `assay explain declaration` list the fields that assertions look at.

        `require` combines them with `and`, `or` and parentheses; where it is left out, all are needed. Each result is \
        one of: holds, fails, silent (nothing to see), needs a human eye, undetermined (harness or network failed).
        """),
    Concept(
      name: "assessment", summary: "What evaluators read in documents, and the marks that they give.",
      text: """
        A claim whose reading is below 80 of 100, or that its own document disputes, decides nothing \
        by itself: its evidence “needs a human eye”. A file of `kind: assessment`, given to `run` or `judge` with \
        --assessment, answers for a requirement at its revision and the id of that evidence:

          claims:
            - requirement: DST-001a@1
              evidence: claim
              answer: confirmed          # confirmed | refused | denied
              reason: "Page 14, table 4-2: Verification as SCP."
              evaluators: [first evaluator, second evaluator]
              sha256: …                  # of the document that was read; the answer holds for no other

        Instead of, or beside, the answer agreed on stand those of each evaluator; where all are the same they decide:

              individual:
                first-evaluator: {answer: confirmed, reason: "Page 14."}
                second-evaluator: {answer: confirmed, reason: "Page 14, table 4-2."}

        `confirmed`: the document claims what is expected. `refused`: it does not say so, which is silence. `denied`: it \
        says otherwise. A reading that decides by itself is never overruled; an answer without effect is reported.

        Evidence of kind `assessment` asks a question and says what each mark takes. Evaluators mark it by these words:

          marks:
            - requirement: DSP-006@1
              evidence: board
              individual:
                first-evaluator: {mark: 3, reason: "Scrolling is linked, the protocol is not kept."}
                second-evaluator: {mark: 5, reason: "All shown."}
              abstained: {third-evaluator: "Did not see the demonstration."}
              moderated: {mark: 3, reason: "The protocol was lost at the second patient."}

        The moderated mark alone counts: the highest mark holds, 0 fails, one between holds in part and earns the mark \
        over the highest. Without it nothing is shown, whatever the individual marks are.

        Who has a conflict of interest in the bid stands, with what it is, at the top of the file. What they give is kept \
        and shown, and does not count: a mark or an answer that rests on nobody else shows nothing.

          conflicts: {fourth-evaluator: "Was employed by the bidder until last year."}

        `assay worksheet` writes such files, and workbooks, one for each evaluator, and reads them back into one. It and the \
        workbench note under `history` what was written when and what stood there before; `assay award` shows it to the \
        board.
        """),
    Concept(
      name: "answers", summary: "A bidder's answers to clarification questions.",
      text: """
        `assay clarify` drafts questions; the bidder fills in the workbook or the table, or writes a file of \
        `kind: answers`. `assay clarify --read` makes such a file of the others, and `judge` and `evaluate` take it:

          answers:
            - number: 3
              requirement: DST-001a@1
              question: "Please name the document, page and table that say so."
              answer: "Table 4-2 of our statement."
              document: statement        # a document of the bid
              page: 14

        The answer stands beside the requirement in the report. It decides nothing: what it points to must be a document \
        of the bid, or be read by evaluators.
        """),
    Concept(
      name: "assertion", summary: "One line of an expect block.",
      text: """
        [every | some | no] PATH [not] PREDICATE [VALUE]     # comment

        PATH walks the step's observation: names, [n], [*], [key], [field == value], `field of KEY`, and below a DICOM \
        data set keywords and (gggg,eeee), below an HL7 v2 message one address such as PID-3[2].1, below a \
        FHIR resource a path of elements such as Patient.name[0].family or value.ofType(Quantity).unit. PREDICATE is one of \
        == != < <= > >= contains, contains any, contains all, \
        starts with, ends with, matches /re/, exists, is absent, is empty, in [..], between a and b, same set as, \
        conforms to NAME (nhs-number, uid, date, time; iod of a received object's conformity; hl7-v2 of a message; \
        hl7-profile:FILE of a message, see `assay explain hl7-profile`; fhir and fhir:NAME of a FHIR resource, see \
        `assay explain fhir-profile`). VALUE is a number, text, \
        duration (300 ms), size (64 KiB), UID or its PS3.6 keyword, tag, date, list, or {{name}}.

        `every` over nothing shows nothing: it is not demonstrated, never a pass. What an exchange did not bring because \
        it did not complete never makes an assertion hold.
        """),
    Concept(
      name: "hl7-profile", summary: "A message of HL7 v2 held against a conformance profile.",
      text: """
        acknowledgement.message conforms to hl7-profile:hl7-profiles/ack.xml

        FILE is a path within the specification's folder. `assay check` reads it and tells what is wrong in it with line \
        and column; the record of a run holds it, so that `assay judge` needs nothing else. It is XML in one of the two \
        schemas in use: HL7's own for message profiles (root HL7v2xConformanceProfile, as Messaging Workbench and Gazelle \
        write it), or that of NIST's tools (root ConformanceProfile, as IGAMT writes it). Two files beside it are read \
        with it where they exist: NAME.tables.xml (a value set library, or hl7tables) and NAME.constraints.xml \
        (predicates and conformance statements).

        Checked: the message that the profile is of; usage R, X and W, C and CE where a predicate can be decided; \
        cardinality; order and groups; segments, fields and components that the profile does not have; length (of a whole \
        with its delimiters in HL7's schema, of values alone in NIST's); the form of data types; tables; constant values; \
        conformance statements. RE, O and B ask nothing of one message. A conformance length (`20#`, `20=`) is what a \
        receiver must hold, and no limit for a sender. The null value counts as sent, and its content is not looked at.

        A finding gives the address, what was there, the rule and the line of the profile; 200 are kept, all are counted. \
        What cannot be decided is listed as not checked. A table without codes and a content of no known data type change \
        no verdict; a condition or statement that is not decided leaves the verdict open, unless another rule is broken.
        """),
    Concept(
      name: "fhir-profile", summary: "A resource of FHIR held against R4 and against a profile.",
      text: """
        resource conforms to fhir

        every bundle.entry.resource conforms to fhir:nhs-patient

        Without a name: the elements, cardinality, types, formats, required codes, references and contained resources of \
        FHIR R4 (4.0.1). With a name: those, and a profile. NAME is a file of the folder `fhir-profiles` in the \
        specification's folder, NAME.json, with a StructureDefinition in JSON; the profiles, ValueSets and CodeSystems \
        that it leads to by URL are other files of that folder. `assay check` reads them and tells what is wrong, and what \
        will not be judged, with line and column; the record of a run holds them all.

        The snapshot is used where there is one, else the differential on top of those of its bases, the last of which \
        may be a type of R4. Judged: min and max; fixed[x] and pattern[x]; types and targets of references; profiles of \
        types and of extensions; required bindings; maxLength; slices told apart by value, pattern, exists or type at a \
        path of elements, extension('url'), ofType(T) and $this; open, closed and openAtEnd; order; @default.

        Not judged: invariants in FHIRPath; discriminators by profile or through resolve(); slices within slices; minValue \
        and maxValue; value sets and profiles without a file; filters of value sets; what a reference leads to. Where such \
        a rule of the profile applies to an element that is there, the resource is neither passed nor failed: the \
        assertion stays open and names the rule. A broken rule decides all the same. Invariants of R4 itself are not \
        judged beyond those on extensions and contained resources, and leave nothing open. Codes outside an extensible \
        binding and absent mustSupport elements are told and break no rule; preferred and example bindings are not \
        looked at.

        A finding gives the element, what was there, the rule, and the profile's file and line; 50 are kept, all are counted.
        """),
    Concept(
      name: "retry", summary: "retry: {every: 2 s, for: 5 min}",
      text:
        """
        The step is repeated until every line of its expect block holds, or the time is over; the last attempt is judged. The \
        time may be an input, `for: "{{wait}}"`, which a profile or `--input` then changes.
        """
    ),
    Concept(
      name: "hold", summary: "hold: {every: 500 ms, for: 2 s}",
      text: """
        The step is repeated for so long, and every line of its expect block must hold each time; the first time that one does \
        not is judged. For what must not come: what is not there at the first look may be there at the next. The time may be an \
        input. It can't stand beside `retry` or `load`.
        """
    ),
    Concept(
      name: "premise", summary: "premise: The line between the two sites is cut.",
      text: """
        The step looks whether what its scenario supposes is so: that a person did what `operator.ask` asked for, that a \
        system which is to fall silent spoke before. Where a line of its expect block does not hold, or the exchange does not \
        show it, the evidence shows nothing: the requirement is inconclusive, the reason quotes the premise and what was seen, \
        and nothing is held against a system. Where it holds, the scenario goes on. It chooses no other steps.
        """
    ),
    Concept(
      name: "load", summary: "load: {for: 30 s, concurrency: 20}",
      text: """
        Any step that reads or writes can stand under `load`: it is then carried out many times, several at a time, and its expectations are of \
        all the exchanges together. `repeat` (how many) or `for` (how long), `concurrency` (users at work), `rate` \
        (exchanges begun in a second), `ramp` (how long the users or the rate take to their full number). The step needs \
        `permits: [load]` besides its own effect, and what `limits` of the network file say is kept. Stored studies are \
        copies with UIDs of their own. With `copies-of`, the id of an earlier step that stored so, each exchange reads the copy \
        of the same number, and every object of it is compared with what was stored.

        The observation has, besides outcome, duration and link:

        \(loadFields)

        An exchange that fails counts as slower than all others: with ten of a hundred failing there is no p95. What was \
        lost on the way (no connection, no answer) is nobody's failure and makes the step inconclusive, not slow. So does a \
        rate that the harness could not send, and a harness that was late itself where an expectation does not hold.

        `load.compare` holds what a load showed while a system sent objects by itself against the same load without them.
        """),
    Concept(
      name: "bad manners", summary: "Steps that break a rule on purpose, such as dicom.misbehave.",
      text: """
        They have the effect load, because they may harm the system, and are sent only where the network file permits it. \
        Such a step has the system to itself. It looks with C-ECHO before, beside and after the act whether the system \
        serves others: a system that served before and no longer serves after is to blame for it, with the act's name and \
        the transcript; one that did not serve before makes the step inconclusive, and nothing is sent.
        """),
    Concept(
      name: "profile", summary: "One tender's, lot's or network's choice from a specification.",
      text: """
        `extends` a specification and may `select`, `drop` (with a reason), `set` (level, weight, input) and `add`. An \
        entry that matches or changes nothing is an error.
        """),
    Concept(
      name: "input", summary: "A threshold or setting of a specification.",
      text: """
        Has a type and a value; a profile, `--input name=value` or, for secrets, the environment variable \
        ASSAY_INPUT_NAME sets another. The record keeps where each value came from; secrets are never recorded.
        """),
    Concept(
      name: "fixture", summary: "A synthetic patient or study, made from the run's seed.",
      text: """
        NHS numbers come from the 999 range, which is never issued, with a valid check digit; UIDs lie under 2.25. The \
        same seed and name give the same fixture on every machine. A study is made of one `kind` of objects, `kind: \
        enhanced-ct`, `modality: CT` for short; objects that speak of images, as presentation states and reports do, \
        come with a series of such images. `transfer-syntax: JPEG2000Lossless` makes them in that transfer syntax; in one \
        that loses information they are marked as PS3.3 C.7.6.1.1.5 demands. Kinds: \
        \(ObjectKind.allCases.map(\.rawValue).joined(separator: ", ")). Transfer syntaxes: \
        \(StudyFixture.transferSyntaxes.joined(separator: ", ")). Fields for double braces: of a patient nhs-number, \
        name, family-name, given-name, birth-date and birth-day (with hyphens), sex and gender (in a word), local-id, \
        issuer; of a study uid, accession-number, study-id, date and day (with hyphens), description, modality, sop-class, sop-classes, series, instances, series-uids, instance-uids, patient.
        """),
    Concept(
      name: "network", summary: "The sites and systems that a specification is held against; files of it compose.",
      text: """
        `include: [north.yaml, south.yaml]` takes the sites of other network files, which stand in the folder of the \
        including file or below. Their paths stay relative to the file that they stand in, and their calling AE title \
        stays theirs; where the harness listens is said by the file that the run is given, alone. The included networks \
        become one with the including one; with `merges: false` each stays a network of its own. Where two files use the \
        same site id for different sites, `{file: south.yaml, prefix: south}` makes the ids of its sites `south-…`. A \
        site that several files list alike, or reach by including the same file, is one site, a member of each of their \
        networks. A file that includes itself, and one endpoint under two names, are errors.

        A site belongs to the network of its file, or to those of `member-of: [north, south]`, which are this file, what \
        it includes, and its `networks: [{id: south, title: …}]`. A requirement is bound within each network: `each` means \
        the systems of its sites, `the` the only one among them, pairs are formed of its sites, and what two networks \
        share counts once. `{each: archive, other-site-than: source, any-network: true}` looks for that one name beyond. A \
        role that nobody plays in one of several networks leaves the requirement not demonstrated there.
        """),
    Concept(
      name: "role", summary: "What a system is in the network; requirements bind roles.",
      text: """
        `applies-to: {archive: each}` holds the requirement against each system that plays the role archive; \
        `{registry: {the: registry}}` against the only one; `other-site-than` pairs systems of different sites. A role \
        that nobody plays leaves its requirements not demonstrated, unless the specification says `when-absent: \
        not-applicable`.
        """),
    Concept(
      name: "if-any", summary: "applies-to: {archive: each, service: {each: ai-service, if-any: true}}",
      text: """
        The name may stand for nobody: where no system plays the role, the steps at it are left out, and the rest of the \
        requirement is asked all the same. Each piece of evidence needs a step at another name; statements can't be of such a \
        name, and its steps capture nothing.
        """),
  ]

  private static let loadFields = LoadDescription.observation.map { "\($0.name): \($0.meaning)" }
    .joined(separator: "\n\n")

  private static let running = [
    Concept(
      name: "effect", summary: "What a step does to a system: read, write, load, listen.",
      text: """
        The network file says per system what the harness may do (`permits`; read alone where it says nothing). A step \
        whose effect is not permitted is not sent: its requirement is not demonstrated, with that reason. `--permit` \
        limits a run further. A step that listens also needs `listeners` in the network file: AE title, address and port \
        under which the harness is called back; for HL7 v2 messages `hl7-listeners`, for notifications of FHIR \
        `http-listeners`, for SOAP messages `soap-listeners` that play the actor called, for audit messages `audit-listeners`. A step of the effect load, and every step under `load`, has its system to itself while it lasts.
        """),
    Concept(
      name: "link", summary: "link: {mbit-per-second: 100, round-trip: 50 ms}",
      text: """
        The line over which a system is reached, declared in the network file for a site or a system. It changes nothing \
        that is sent; record and report show it beside every time, because a time over another line is another time.
        """),
    Concept(
      name: "blame", summary: "Whose failure it is when an exchange does not complete.",
      text: """
        `system`: it answered and the answer refuses or breaks the protocol; evidence against it. `configuration`: AE \
        titles, ports or certificates do not fit together. `network`: no connection, or no answer on it. `harness`: our own \
        fault. `person`: what somebody had to do was not done. `silence`: the harness listened the whole time for what a \
        system sends by itself, and it did not come. Only the first counts against a bidder. Silence shows nothing, and \
        leaves the requirement not demonstrated; the others leave it inconclusive.
        """),
    Concept(
      name: "exit code", summary: "What the program ends with.",
      text: """
        0 all well; 1 usage; 2 a file is invalid; 3 the harness could not do its work and the run is provisional; 4 a \
        mandatory requirement is not met; 5 the score is below the threshold; 6 a waiver is expired, unknown, stale or \
        unused. Where several hold: 1 before 2 before 3 before 6 before 4 before 5. 130 after Ctrl-C.
        """),
    Concept(
      name: "run directory", summary: "The record of a run, complete in itself.",
      text: """
        run.json, the specification, network and bid byte for byte, readings of the documents, evidence.jsonl (each line \
        chained to the one before), transcripts, verdicts.json and SHA256SUMS. `assay judge` makes the same verdicts from \
        it again without any network; an altered file is named.
        """),
  ]
}
