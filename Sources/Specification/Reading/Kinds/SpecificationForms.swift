/// Forms of `kind: specification`.
enum SpecificationForms {
  /// Words for the types of inputs.
  static let inputTypes = ["duration", "size", "number", "string", "uid", "date", "boolean"]

  static let specification = FileKind.form(
    .specification, summary: "A specification: what its requirements share, and in which files they stand.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier, written into every report."),
      FormKey("version", .line, required: true, "Version of the specification."),
      FormKey("title", .line, required: true, "Title for people."),
      FormKey("summary", .text, "What it is for, in Markdown."),
      FormKey("publisher", .line, "Who publishes it."),
      FormKey("sources", .map(.form(source)), "Standards and policies that requirements refer to, by key."),
      FormKey("inputs", .map(.form(input)), "Thresholds and settings that profiles and users may change, by name."),
      FormKey("roles", .map(.form(role)), "Roles that systems of a network play, by name."),
      FormKey("groups", .list(.form(group)), required: true, "Groups of requirements with their weights."),
      FormKey("scale", .form(scale), "How scores are shown; 0 to 100 with two decimals where left out."),
      FormKey(
        "desirable-cap", .decimal(maximum: 1),
        "Share of the full score that desirable requirements may add at most: `0.05` is 5 of 100; 0 where left out."),
      FormKey("threshold", .decimal(maximum: 1_000_000), "Score on the scale below which a run ends with exit code 5."),
      FormKey("fixtures", .map(.form(fixture)), "Synthetic patients and studies by name."),
      FormKey("requirements", .list(.path), required: true, "Files of requirements, in the order of the report."),
      FormKey("procedures", .list(.path), "Files of procedures."),
    ])

  static let source = Form(
    "source", summary: "Where demands come from.",
    keys: [
      FormKey("title", .line, required: true, "Full title."),
      FormKey("edition", .line, "Edition or date."),
      FormKey("publisher", .line, "Who publishes it."),
      FormKey("url", .line, "Address for readers."),
    ])

  static let input = Form(
    "input", summary: "A value that profiles and users may change.",
    keys: [
      FormKey("title", .line, required: true, "Title for people."),
      FormKey("type", .word(inputTypes), required: true, "Type of the value."),
      FormKey("value", .any, "The value, unless a profile or user gives another; none for secrets."),
      FormKey("secret", .boolean, "Whether the value is never printed, recorded or shown."),
    ])

  static let role = Form(
    "role", summary: "A role that systems play in a network.",
    keys: [
      FormKey("title", .line, required: true, "Title for people."),
      FormKey("meaning", .text, required: true, "What a system in this role does."),
      FormKey(
        "when-absent", .word(Role.Absence.allCases.map(\.rawValue)),
        "What becomes of requirements when no system plays it; `not-demonstrated` where left out."),
    ])

  static let group = Form(
    "group", summary: "A group of requirements.",
    keys: [
      FormKey("id", .identifier, required: true, "Identifier, `STO`."),
      FormKey("title", .line, required: true, "Title for people."),
      FormKey("summary", .text, "What the group is about, in Markdown."),
      FormKey("weight", .integer(1...1_000_000), required: true, "Weight in the total."),
    ])

  static let scale = Form(
    "scale", summary: "How scores are shown.",
    keys: [
      FormKey("maximum", .integer(1...1_000_000), required: true, "The highest score."),
      FormKey("decimals", .integer(0...6), required: true, "Decimals shown; the rest is cut off, never rounded."),
      FormKey("descriptors", .list(.form(scaleStep)), "What scores mean, ascending."),
    ])

  static let scaleStep = Form(
    "descriptor", summary: "What scores from a value up mean.",
    keys: [
      FormKey("from", .integer(0...1_000_000), required: true, "Lowest score of the step, on the scale."),
      FormKey("label", .line, required: true, "A word."),
      FormKey("descriptor", .text, required: true, "What it means."),
    ])

  static let fixture = Form(
    "fixture", summary: "A synthetic patient or study, made from the run's seed.", exactlyOne: [["patient", "study"]],
    keys: [
      FormKey("patient", .form(patient), "A synthetic patient."),
      FormKey("study", .form(study), "A synthetic study."),
    ])

  static let patient = Form(
    "patient", summary: "A synthetic patient with an NHS number of the 999 range.",
    keys: [
      FormKey("twin-of", .identifier, "Patient fixture with the same family name, birth date and address."),
      FormKey(
        "name-style", .word(PatientFixture.NameStyle.allCases.map(\.rawValue)),
        "How the name is written; `plain` where left out."),
      FormKey("sex", .word(["F", "M", "O"]), "Sex; drawn from the seed where left out."),
      FormKey("issuer", .line, "Namespace that issued the local identifier; one of the harness where left out."),
      FormKey("temporary", .boolean, "Whether the patient is not identified yet and has no NHS number."),
      FormKey(
        "per-binding", .boolean,
        "Whether each choice of systems of a requirement has a patient of its own, whom no other choice has touched."),
    ])

  static let study = Form(
    "study", summary: "A synthetic study.", exactlyOne: [["modality", "kind"]],
    keys: [
      FormKey("patient", .identifier, required: true, "Patient fixture that it belongs to."),
      FormKey("modality", .word(["CT", "MR", "CR"]), "Single-frame images of a modality, PS3.16 CID 33."),
      FormKey(
        "kind", .word(ObjectKind.allCases.map(\.rawValue)),
        "Kind of its objects; those that speak of images have a series of such images before theirs."),
      FormKey(
        "transfer-syntax", .word(StudyFixture.transferSyntaxes),
        "Transfer syntax that the objects are made in; any uncompressed one where left out."),
      FormKey("series", .integer(1...64), "Number of series; 1 where left out."),
      FormKey("instances-per-series", .integer(1...4096), "Instances in each series; 1 where left out."),
      FormKey("matrix", .integer(8...2048), "Rows and columns of each image; 64 where left out."),
      FormKey("days-ago", .integer(0...36_500), "Days before the run's date; 1 where left out."),
      FormKey("description", .line, "Study Description, where it matters."),
      FormKey("character-set", .line, "Value of Specific Character Set."),
      FormKey("accession-number-of", .identifier, "Study fixture that has the same accession number."),
      FormKey(
        "per-binding", .boolean,
        "Whether each choice of systems of a requirement has a study of its own, which no other choice has stored."),
      FormKey(
        "canaries", .boolean,
        "Whether identifying attributes, private elements, overlays, text and pixels carry values that are found again."
      ),
    ])
}
