extension Concept {
  /// What a specification and a network file are made of.
  static let rules = [
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
}
