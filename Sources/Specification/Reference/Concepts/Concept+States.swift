extension Concept {
  /// What becomes of a requirement.
  static let states = [
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
}
