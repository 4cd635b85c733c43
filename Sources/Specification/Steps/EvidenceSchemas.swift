/// What assertions of `kind: statement` evidence walk: the claims of the documents about one system.
public enum StatementSchema {
  /// Words for how far a statement supports something.
  public static let support = ["supported", "configurable", "conditional", "not-supported", "unclear"]

  /// Names of the formats that documents are read from.
  public static let formats = [
    "text", "markdown", "html", "restructuredtext", "csv", "docbook", "pdf", "docx", "odt", "doc", "rtf",
    "fhir-capability-statement", "hl7v2-conformance-profile", "wsdl", "wadl", "dicomweb-capabilities", "openapi",
  ]

  /// The observation's type. A key that no document mentions is absent: silence, never a denial.
  public static let type: ValueType = .record([
    Field(
      "sop-class",
      .list(
        of: .record([
          Field("uid", .uid, meaning: "SOP Class UID."),
          Field("name", .string, meaning: "Name in PS3.6, or as the document writes it."),
          Field("scu", .word(support), .when("the document speaks of the SCU role"), meaning: "Support as SCU."),
          Field("scp", .word(support), .when("the document speaks of the SCP role"), meaning: "Support as SCP."),
        ]), key: "uid"),
      meaning: "SOP classes by UID.", source: "PS3.2 Annex A.4.2"),
    Field(
      "transfer-syntaxes",
      .list(
        of: .record([
          Field("sop-class", .uid, meaning: "SOP Class UID."),
          Field("uids", .list(of: .uid, key: nil), meaning: "Transfer syntaxes claimed for it."),
        ]), key: "sop-class"),
      meaning: "Transfer syntaxes by SOP class; `transfer-syntaxes of X` is the list of UIDs.",
      source: "PS3.2 Annex A.4.2"),
    Field(
      "transfer-syntax",
      .list(
        of: .record([
          Field("uid", .uid, meaning: "Transfer syntax UID."),
          Field("support", .word(support), meaning: "Support for any SOP class."),
        ]), key: "uid"),
      meaning: "Transfer syntaxes by UID, whatever the SOP class.", source: "PS3.2 Annex A.4.2"),
    Field(
      "character-set",
      .list(
        of: .record([
          Field("name", .string, meaning: "Defined term of Specific Character Set."),
          Field("support", .word(support), meaning: "Support."),
        ]), key: "name"),
      meaning: "Specific character sets by defined term: `character-set[\"ISO_IR 192\"].support`.",
      source: "PS3.2 Annex A.6"),
    Field(
      "association",
      .record([
        Field("maximum-length", .size, .when("stated"), meaning: "Largest maximum PDU length received that is stated."),
        Field("maximum-associations", .number, .when("stated"), meaning: "Simultaneous associations stated."),
        Field("implementation-class-uid", .uid, .when("stated"), meaning: "Implementation Class UID."),
        Field("implementation-version-name", .string, .when("stated"), meaning: "Implementation Version Name."),
        Field("ae-titles", .list(of: .string, key: nil), meaning: "AE titles stated."),
      ]), meaning: "Association policies.", source: "PS3.2 Annex A.4.2.1.2"),
    Field(
      "documents",
      .list(
        of: .record([
          Field("name", .string, meaning: "File name."),
          Field("format", .word(formats), meaning: "Format as read."),
          Field("product", .string, .when("the document names it"), meaning: "Product."),
          Field("version", .string, .when("the document names it"), meaning: "Version."),
          Field("claims", .number, meaning: "Claims read from it."),
        ]), key: "name"),
      meaning: "Documents that could be read."),
  ])
}

/// What assertions of `kind: declaration` evidence walk: the bidder's own answer.
public enum DeclarationSchema {
  /// The observation's type.
  public static let type: ValueType = .record([
    Field(
      "level", .word(["full", "partial", "configuration", "development", "none"]),
      meaning: "How far the bidder says that the requirement is met."),
    Field("notes", .string, .when("given"), meaning: "The bidder's notes."),
    Field("document", .string, .when("given"), meaning: "Document of the bid that shows it."),
    Field("page", .number, .when("given"), meaning: "Page of that document."),
  ])
}

/// Names that a fixture exports for use in double braces.
public enum FixtureSchema {
  /// `{{alice.nhs-number}}`
  public static let patient: ValueType = .record([
    Field("nhs-number", .string, meaning: "NHS number, ten digits, 999 range, valid check digit."),
    Field("name", .string, meaning: "Name in the form of PN."),
    Field("family-name", .string, meaning: "Family name."),
    Field("given-name", .string, meaning: "Given name."),
    Field("birth-date", .string, meaning: "Date of birth in the form of DA, YYYYMMDD."),
    Field("sex", .string, meaning: "F, M or O."),
    Field("local-id", .string, meaning: "Identifier within the issuing trust."),
    Field("issuer", .string, meaning: "Issuer of the local identifier."),
  ])

  /// `{{ct-chest.uid}}`
  public static let study: ValueType = .record([
    Field("uid", .uid, meaning: "Study Instance UID."),
    Field("accession-number", .string, meaning: "Accession number."),
    Field("study-id", .string, meaning: "Study ID."),
    Field("date", .string, meaning: "Study date in the form of DA."),
    Field("description", .string, meaning: "Study description."),
    Field("modality", .string, meaning: "Modality."),
    Field("sop-class", .uid, meaning: "SOP class of its instances."),
    Field("series", .number, meaning: "Number of series."),
    Field("instances", .number, meaning: "Number of instances."),
    Field("series-uids", .list(of: .uid, key: nil), meaning: "Series Instance UIDs."),
    Field("instance-uids", .list(of: .uid, key: nil), meaning: "SOP Instance UIDs."),
    Field("patient", patient, meaning: "The patient."),
  ])

  /// The type of what a fixture exports.
  public static func type(of fixture: Fixture) -> ValueType {
    switch fixture {
    case .patient: patient
    case .study: study
    }
  }
}
