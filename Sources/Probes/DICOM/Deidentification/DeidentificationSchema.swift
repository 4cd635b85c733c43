import Specification

/// What is recorded of objects that a system de-identified.
enum DeidentificationSchema {
  /// Fields of the record.
  static let fields: [Field] = [
    Field("objects", .number, meaning: "Number of objects that came, without those of other studies."),
    Field(
      "strangers", .number,
      meaning: """
        Number of objects that came meanwhile and are of other studies: they share neither study nor patient with those that \
        show that they were made of the fixture. They are counted nowhere else.
        """),
    Field(
      "leaks", .list(of: .record(finding), key: nil),
      meaning: "Canaries and identifiers found in any value, and not kept under an option that the object declares.",
      source: "PS3.15 Annex E", isCumulative: true),
    Field(
      "retained", .list(of: .record(finding), key: nil),
      meaning: "Those kept under an option that the object declares.",
      source: "PS3.15 Table E.1-1", isCumulative: true),
    Field(
      "kept-uids", .list(of: .string, key: nil),
      meaning: "Attributes that hold a UID of the study, unless Retain UIDs (113110) is declared.",
      source: "PS3.15 §E.1.1", isCumulative: true),
    Field(
      "private-elements", .list(of: .string, key: nil),
      meaning: "Private elements, unless Retain Safe Private (113111) is declared.", source: "PS3.15 §E.3.10",
      isCumulative: true),
    Field(
      "uids-consistent", .boolean,
      meaning: "Whether UIDs were mapped one to one: one study is one study still, and two series are two."),
    Field(
      "dates", .word(ExportedSet.Dates.allCases.map(\.rawValue)),
      meaning: "What became of study, series, acquisition and content date.", source: "PS3.15 §E.3.6"),
    Field("pseudonyms", .list(of: .string, key: nil), meaning: "Patient IDs of the objects, each once."),
    Field(
      "instances", .list(of: .record(instance), key: "sop-instance"),
      meaning: "The objects in the order in which they came.",
      isCumulative: true),
  ]

  private static let finding: [Field] = [
    Field("sop-instance", .uid, meaning: "SOP Instance UID of the object that came."),
    Field("attribute", .string, meaning: "Where it was found, by keyword: `ContentSequence[0].TextValue`."),
    Field("canary", .string, meaning: "The attribute of the fixture that it comes from."),
    Field(
      "form", .word(["text", "utf-16", "base64", "hexadecimal", "deflated"]), meaning: "How it was written there."),
    Field("option", .string, .when("an option keeps it"), meaning: "Code of the option, PS3.16 CID 7050."),
  ]

  private static let instance: [Field] = [
    Field("sop-instance", .uid, .when("the object has it"), meaning: "SOP Instance UID."),
    Field("study", .uid, .when("the object has it"), meaning: "Study Instance UID."),
    Field(
      "identity-removed", .string, .when("the object has it"), meaning: "Patient Identity Removed (0012,0062).",
      source: "PS3.3 §C.7.1.1"),
    Field("methods", .list(of: .string, key: nil), meaning: "De-identification Method (0012,0063)."),
    Field(
      "method-codes", .list(of: .string, key: nil),
      meaning: "Code values of De-identification Method Code Sequence (0012,0064).", source: "PS3.16 CID 7050"),
    Field("contributing-equipment", .number, meaning: "Items of Contributing Equipment Sequence (0018,A001)."),
    Field(
      "burned-in", .word(BurnedInText.Fate.allCases.map(\.rawValue)), .when("the fixture has text in its pixels"),
      meaning: "What became of text in the pixels.", source: "PS3.15 §E.3.1"),
  ]
}
