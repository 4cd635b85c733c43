/// Forms of `kind: requirements`.
enum RequirementForms {
  static let file = FileKind.form(
    .requirements, summary: "The requirements of one group.",
    keys: [
      FormKey("group", .identifier, required: true, "The group of the specification that they belong to."),
      FormKey(
        "requirements", .list(.form(requirement)), required: true, "The requirements, in the order of the report."),
    ])

  static let requirement = Form(
    "requirement", summary: "What shall hold, why, and which evidence decides.", keys: requirementKeys)

  /// A requirement that a profile adds says its group itself.
  static let addedRequirement = Form(
    "added requirement", summary: "A requirement that a profile adds.",
    keys: [FormKey("group", .identifier, required: true, "The group of the specification that it belongs to.")]
      + requirementKeys)

  private static let requirementKeys = [
    FormKey("id", .identifier, required: true, "Identifier within the specification, `STO-010`."),
    FormKey(
      "revision", .integer(1...9999), required: true,
      "Raised with every change of meaning: waivers, declarations and evidence bind to `id@revision`."),
    FormKey("title", .line, required: true, "One line for lists."),
    FormKey("statement", .text, required: true, "What shall hold, in Markdown."),
    FormKey("rationale", .text, "Why the network needs it, in Markdown."),
    FormKey("sources", .list(.form(sourceReference)), "Where the demand comes from."),
    FormKey("equivalent", .text, "What would be accepted instead."),
    FormKey("level", .word(Level.allCases.map(\.rawValue)), required: true, "How much it binds."),
    FormKey(
      "weight", .integer(0...1_000_000),
      "Weight within its group, 1 or more; 1 where left out. An informative requirement has none."),
    FormKey("tags", .list(.identifier), "Labels by which runs and profiles select."),
    FormKey(
      "applies-to", .map(.either(.word(RoleBinding.Quantity.allCases.map(\.rawValue)), binding)),
      "Names for systems by role: `{archive: each}`, or `{reader: {each: archive, other-site-than: source}}`."),
    FormKey("fixtures", .list(.identifier), "Synthetic patients and studies that the probes use."),
    FormKey("evidence", .list(evidence), required: true, "The evidence that decides."),
    FormKey("require", .line, "How the evidence combines, `claim and live`; all of it where left out."),
    FormKey("partial", .list(.form(partial)), "Credit for less than everything; the first that applies."),
    FormKey(
      "credit", .word(CreditRule.allCases.map(\.rawValue)),
      "How the credits of several systems combine; `all-or-nothing` where left out."),
    FormKey("remedy", .text, "What a bidder does to mend it, in Markdown."),
    FormKey("valid", .form(validity), "From when it binds."),
    FormKey("superseded-by", .identifier, "The requirement that takes its place."),
    FormKey("not-tested", .text, "Why no probe asks a running system, in Markdown; only where none does."),
    FormKey("provenance", .form(provenance), "How the demand was checked against its source."),
  ]

  static let sourceReference = Form(
    "source reference", summary: "A place in a source of the specification.",
    keys: [
      FormKey("ref", .identifier, required: true, "Key of the source in the specification file."),
      FormKey("section", .line, "Section, table or page."),
      FormKey("note", .line, "A remark."),
    ])

  static let binding = Form(
    "binding", summary: "Which systems a name stands for.", exactlyOne: [["each", "the"]],
    keys: [
      FormKey("each", .identifier, "Each system that plays this role, one after the other."),
      FormKey("the", .identifier, "The one system that plays this role."),
      FormKey("other-site-than", .identifier, "An earlier name whose system must stand at another site."),
      FormKey(
        "any-network", .boolean,
        "Whether the system may stand in a network that the others do not belong to; `false` where left out."),
      FormKey(
        "if-any", .boolean,
        """
        Whether the steps at this name are left out where it stands for no system, and the rest is asked all the same; `false` where \
        left out.
        """),
    ])

  static let evidence = Shape.variant(
    on: "kind",
    [
      VariantForm("statement", statement), VariantForm("probe", probe), VariantForm("declaration", declaration),
      VariantForm("assessment", assessment),
    ])

  private static func evidenceForm(_ kind: EvidenceKind, summary: String, keys: [FormKey]) -> Form {
    Form(
      "\(kind.rawValue) evidence", summary: summary,
      keys: [
        FormKey("id", .identifier, required: true, "Name used by `require` and `partial`."),
        FormKey("kind", .word([kind.rawValue]), required: true, "The kind of evidence."),
      ] + keys)
  }

  static let statement = evidenceForm(
    .statement, summary: "What the bidder's conformance statement says of a system.",
    keys: [
      FormKey("of", .identifier, required: true, "Name of the system, from `applies-to`."),
      FormKey("expect", .block, required: true, "What the statement must say, one assertion a line."),
    ])

  static let probe = evidenceForm(
    .probe, summary: "What the running system does.",
    keys: [FormKey("steps", .list(.form(StepForms.step)), required: true, "Exchanges, one after the other.")])

  static let declaration = evidenceForm(
    .declaration, summary: "The bidder's own answer to this requirement.",
    keys: [FormKey("expect", .block, required: true, "What the answer must say, one assertion a line.")])

  static let assessment = evidenceForm(
    .assessment, summary: "A mark given by evaluators.",
    keys: [
      FormKey("question", .text, required: true, "What the evaluators decide."),
      FormKey("descriptors", .list(.form(mark), atLeast: 2), required: true, "What each mark takes, ascending."),
    ])

  static let mark = Form(
    "mark", summary: "A mark and what it takes.",
    keys: [
      FormKey("mark", .integer(0...100), required: true, "The mark."),
      FormKey("descriptor", .text, required: true, "What it takes."),
    ])

  static let partial = Form(
    "partial credit", summary: "Credit for less than everything.",
    keys: [
      FormKey("credit", .decimal(maximum: 1), required: true, "Between 0 and 1."),
      FormKey("when", .line, required: true, "Evidence that holds, `live and not claim`."),
      FormKey("because", .text, required: true, "Why, for the report."),
    ])

  static let validity = Form(
    "validity", summary: "From when a requirement binds.",
    keys: [
      FormKey("procurement", .date, "For procurements."),
      FormKey("production", .date, "For running networks."),
    ])

  static let provenance = Form(
    "provenance", summary: "How the demand was checked against its source.",
    keys: [
      FormKey("state", .word(["checked", "open"]), required: true, "`checked` in the source, or still `open`."),
      FormKey("note", .text, "What was read, or what is open."),
    ])
}
