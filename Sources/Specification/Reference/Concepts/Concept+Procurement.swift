extension Concept {
  /// What a tender is evaluated, gated and handed over by.
  static let procurement = [
    Concept(
      name: "tender", summary: "Which specification bids are held against, and how quality and price weigh.",
      text: """
        One file says by what all bids are judged; `assay pack` makes of it what goes to bidders, and fixes it by its hash \
        before any bid is opened. Bids and prices are added later, and change none of that.

            edition: 1
            kind: tender
            id: imaging-2026
            title: Imaging archives for the northern network
            buyer: Northern Imaging Network
            specification: specification.yaml
            profile: example
            weights: {quality: 60, price: 40}
            price: {formula: linear, zero-at: 2, currency: GBP}
            quality-threshold: 50
            gates: [IMG-002]
            bids:
              - {bid: bids/acme, network: acme.yaml, price: 412000.00}

        `gates` names requirements that a bid must meet to be ranked, besides those that the specification makes \
        mandatory. Where there are `lots`, each has its own profile and order, and each bid names its lot. `assay \
        evaluate` evaluates every bid by the same rules, `assay award` ranks them; without a price or with something \
        inconclusive the award is provisional.
        """),
    Concept(
      name: "bid", summary: "What one bidder handed in: papers, products, answers.",
      text: """
        `documents` lists the papers with their hashes, `offers` which product plays which role and which papers speak \
        of it, `declaration` the filled-in response schedule. A document that does not match its `sha256` is refused. \
        Claims count only for the product whose papers they stand in.
        """),
    Concept(
      name: "waivers", summary: "Mandatory requirements that may fail for a time.",
      text: """
        A live network does not wait for every mend: a waiver lifts the gate of one requirement until a day, with a reason \
        and who approved it. State and score stay as they are.

            edition: 1
            kind: waivers
            waivers:
              - requirement: DST-006@1
                reason: The vendor mends commitment by release 4.2.
                approver: Imaging board
                granted: 2026-11-02
                expires: 2026-12-31

        `assay gate --waivers` announces what expires soon. One that is expired, unknown, of another revision, or for \
        something that is met, is an error: exit code 6.
        """),
    Concept(
      name: "baseline", summary: "What a run showed, small enough to commit: later runs are held against it.",
      text: """
        `assay report RUN --format baseline` writes the state of every requirement, and the times that were measured. \
        `assay gate --baseline` then tells what fails newly, what is mended, and what became slower beyond the bound; \
        what failed before and still does is listed, and does not end the gate where the baseline has it.
        """),
    Concept(
      name: "bundle", summary: "A run in one signed file, for a buyer.",
      text: """
        `assay key` makes the pair of keys, `assay bundle RUN --key` signs the record by Ed25519 after it was redacted and \
        searched for patients that are not of the run; `assay verify` says who signed it, whether anything was changed, and \
        whether its evidence gives the verdicts that it states. A time stamp token of RFC 3161 can stand beside it.
        """),
  ]
}
