/// What steps record of a DICOM object that came: whether it follows its information object definition, and what a second
/// checker says. `conforms to iod` looks at it.
public enum ConformitySchema {
  /// The most findings of one object that are recorded; all are counted.
  public static let findingLimit = 50
  /// How sure a finding is.
  public static let severities = ["error", "warning"]

  /// Fields of the record.
  public static let fields: [Field] = [
    Field(
      "definition", .string, .when("the tables have one for its SOP class"),
      meaning: "Information object definition that it was held against, such as `CT Image`.", source: "PS3.3 Annex A"),
    Field("errors", .number, meaning: "Number of findings that break a rule."),
    Field("warnings", .number, meaning: "Number of other findings."),
    Field(
      "findings", .list(of: .record(finding), key: nil), meaning: "The first findings in the order of the attributes."),
    Field(
      "second-opinion", .record(secondOpinion), .when("it is among the first objects of the step"),
      meaning: "What dciodvfy of dicom3tools says of it. It decides nothing."),
  ]

  private static let finding: [Field] = [
    Field("severity", .word(severities), meaning: "How sure it is that a rule is broken."),
    Field(
      "rule", .string,
      meaning: """
        Kind of rule: missing, empty, enumerated-value, item-count, representation, multiplicity, form, character-set, \
        pixel-description, registration. A value beyond the enumerated ones is a warning, as later editions add to them.
        """),
    Field("module", .string, .when("a module or functional group asks for it"), meaning: "The module's name."),
    Field("attribute", .string, meaning: "Where it is, by keyword: `OtherPatientIDsSequence[0].PatientID`."),
    Field("tag", .tag, meaning: "The attribute's tag."),
    Field("section", .string, meaning: "Place of the rule in the standard."),
    Field("message", .string, meaning: "What is wrong."),
    Field("offset", .number, .when("it begins at a byte of the value"), meaning: "That byte, from 0."),
  ]

  private static let secondOpinion: [Field] = [
    Field(
      "outcome", .word(["given", "not-installed", "ended-early", "not-asked"]),
      meaning: "Whether there is one: the program can be missing, abort or take too long."),
    Field("errors", .number, .when("outcome == given"), meaning: "Number of its errors."),
    Field(
      "lines", .list(of: .string, key: nil), .when("outcome == given"), meaning: "Its first errors as it prints them."),
    Field(
      "agrees", .boolean, .when("outcome == given"),
      meaning: "Whether both find errors, or neither does."),
  ]

  /// Whether these are the fields of a record of conformity.
  static func isConformity(_ fields: [Field]) -> Bool {
    let names = Set(fields.map(\.name))
    return names.isSuperset(of: ["errors", "warnings", "findings", "second-opinion"])
  }
}
