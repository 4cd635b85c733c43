extension Concept {
  /// What stands for a requirement, who reads it, and how it is said what must hold.
  static let evidence = [
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
  ]
}
