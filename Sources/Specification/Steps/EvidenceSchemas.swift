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
      "extended-negotiation",
      named(
        "`relational-queries`, `date-time-matching`, `fuzzy-semantic-matching`, `timezone-query-adjustment`, "
          + "`enhanced-multi-frame-image-conversion`, `storage-level`, `sop-class-common-extended-negotiation`, "
          + "`user-identity`, `role-selection`; `extended-negotiation` for all of it."),
      meaning: "Extended negotiation by name.", source: "PS3.7 Annex D.3.3"),
    Field(
      "security-profile",
      named(
        "Name in PS3.15, `BCP 195 RFC 8996 TLS Secure Transport Connection Profile`, without the RFCs that later "
          + "editions add."),
      meaning: "Security profiles by name.", source: "PS3.2 Annex A.8, PS3.15"),
    Field(
      "query-key",
      .list(
        of: .record([
          Field("tag", .tag, meaning: "Tag."),
          Field("name", .string, .when("the document names it"), meaning: "Name as the document writes it."),
          Field("scu", .word(support), .when("the document speaks of the SCU role"), meaning: "Support as SCU."),
          Field("scp", .word(support), .when("the document speaks of the SCP role"), meaning: "Support as SCP."),
          Field("levels", .list(of: .string, key: nil), meaning: "Query/retrieve levels."),
          Field(
            "matching", .list(of: .string, key: nil),
            meaning: "`single value`, `list of UID`, `universal`, `wildcard`, `range`, `sequence` (PS3.4 C.2.2.2)."),
        ]), key: "tag"),
      meaning: "Keys of queries by tag.", source: "PS3.4 C.2.2"),
    Field(
      "media-profile",
      .list(
        of: .record([
          Field("name", .string, meaning: "Application profile, `STD-GEN-CD`."),
          Field("fsc", .word(support), .when("the document speaks of it"), meaning: "Support as File-Set Creator."),
          Field("fsr", .word(support), .when("the document speaks of it"), meaning: "Support as File-Set Reader."),
          Field("fsu", .word(support), .when("the document speaks of it"), meaning: "Support as File-Set Updater."),
        ]), key: "name"),
      meaning: "Media storage application profiles by name.", source: "PS3.11"),
    Field(
      "dicomweb",
      .list(
        of: .record([
          Field("service", .string, meaning: "`WADO-RS`, `QIDO-RS`, `STOW-RS`, `UPS-RS`, `WADO-URI`."),
          webUser, webServer,
          Field(
            "resources",
            .list(
              of: .record([Field("resource", .string, meaning: resource), webUser, webServer]),
              key: "resource"),
            meaning: "What the document says of single resources."),
          Field("media-types", .list(of: .string, key: nil), meaning: "Media types claimed."),
          Field("parameters", .list(of: .string, key: nil), meaning: "Query parameters claimed."),
        ]), key: "service"),
      meaning: "Services over HTTP by name.", source: "PS3.18"),
    Field(
      "ihe",
      .list(
        of: .record([
          Field("profile", .string, meaning: "Integration profile by its acronym."),
          Field("support", .word(support), .when("the document speaks of it"), meaning: "Support in any actor."),
          Field(
            "actors",
            .list(
              of: .record([
                Field("actor", .string, meaning: "Actor."),
                Field("support", .word(support), .when("the document speaks of it"), meaning: "Support."),
                Field("options", .list(of: .string, key: nil), meaning: "Options claimed."),
              ]), key: "actor"),
            meaning: "Actors by name."),
        ]), key: "profile"),
      meaning: "IHE Integration Statement by profile.", source: "ITI TF-1 Appendix F"),
    Field(
      "hl7-message",
      .list(
        of: .record([
          Field("event", .string, meaning: "Message type and trigger event, `ADT^A08`."),
          Field("inbound", .word(support), .when("the document says so"), meaning: "Whether the product takes it in."),
          Field("outbound", .word(support), .when("the document says so"), meaning: "Whether the product sends it."),
          Field("structures", .list(of: .string, key: nil), meaning: "Message structures."),
          Field("versions", .list(of: .string, key: nil), meaning: "Versions of HL7."),
        ]), key: "event"),
      meaning: "HL7 v2 messages by type and event."),
    Field(
      "fhir",
      .list(
        of: .record([
          Field("resource", .string, meaning: "Resource type."),
          Field("client", .word(support), .when("the document speaks of it"), meaning: "Support as client."),
          Field("server", .word(support), .when("the document speaks of it"), meaning: "Support as server."),
          Field("interactions", .list(of: .string, key: nil), meaning: "Interaction codes."),
          Field("search-parameters", .list(of: .string, key: nil), meaning: "Search parameters."),
          Field("operations", .list(of: .string, key: nil), meaning: "Operations without `$`."),
        ]), key: "resource"),
      meaning: "FHIR resources by type.", source: "FHIR R4 CapabilityStatement"),
    Field("operation", named("Name of the operation."), meaning: "Operations of a WSDL, WADL or OpenAPI description."),
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

extension StatementSchema {
  /// Name under `extended-negotiation` for all of it.
  public static let wholeNegotiation = "extended-negotiation"
  /// Names under `extended-negotiation` of what is negotiated for a SOP class: who denies all of it denies these.
  public static let negotiatedFeatures = [
    "relational-queries", "date-time-matching", "fuzzy-semantic-matching", "timezone-query-adjustment",
    "enhanced-multi-frame-image-conversion", "storage-level",
  ]

  private static let webUser = Field(
    "user-agent", .word(support), .when("the document speaks of it"), meaning: "Support as user agent.")
  private static let webServer = Field(
    "origin-server", .word(support), .when("the document speaks of it"), meaning: "Support as origin server.")

  private static let resource =
    "Retrieval: `Study`, `Series`, `Instance`, `Study Metadata`, `Rendered Instance`, `Frames`, `Instance Bulkdata`, …; "
    + "search: `Studies`, `Series`, `Instances`, `Study's Series`, …; store: `Studies`, `Study`; worklist: transactions, "
    + "`Create Workitem`, …"

  /// A list of names with the support of each.
  private static func named(_ meaning: String) -> ValueType {
    .list(
      of: .record([
        Field("name", .string, meaning: meaning), Field("support", .word(support), meaning: "Support."),
      ]), key: "name")
  }
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
    Field("birth-day", .string, meaning: "Date of birth as FHIR and XML write it, YYYY-MM-DD."),
    Field("sex", .string, meaning: "F, M or O."),
    Field("gender", .string, meaning: "The sex as FHIR's AdministrativeGender: female, male or other."),
    Field("local-id", .string, meaning: "Identifier within the issuing trust."),
    Field("issuer", .string, meaning: "Issuer of the local identifier."),
  ])

  /// `{{ct-chest.uid}}`
  public static let study: ValueType = .record([
    Field("uid", .uid, meaning: "Study Instance UID."),
    Field("accession-number", .string, meaning: "Accession number."),
    Field("study-id", .string, meaning: "Study ID."),
    Field("date", .string, meaning: "Study date in the form of DA."),
    Field("day", .string, meaning: "Study date as FHIR and XML write it, YYYY-MM-DD."),
    Field("description", .string, meaning: "Study description."),
    Field("modality", .string, meaning: "Modality of its kind of objects."),
    Field("sop-class", .uid, meaning: "SOP class of its kind of objects."),
    Field(
      "sop-classes", .list(of: .uid, key: nil),
      meaning: "SOP classes of all instances: of images that the objects speak of too."),
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
