extension Concept {
  /// What a run does, and what it leaves.
  static let running = [
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
