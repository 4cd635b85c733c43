/// What a statement is held against. The sections are those of PS3.2, by title: numbers differ between its templates.
public enum LintRule: String, CaseIterable, Codable, Hashable, Sendable {
  case noClaims = "no-claims"
  case noProduct = "no-product"
  case noVersion = "no-version"
  case noDate = "no-date"
  case noOverview = "no-overview"
  case noRole = "no-role"
  case noTransferSyntax = "no-transfer-syntax"
  case noImplementationClassUID = "no-implementation-class-uid"
  case noMaximumLength = "no-maximum-pdu-length"
  case noNumberOfAssociations = "no-number-of-associations"
  case noAsynchronousNature = "no-asynchronous-nature"
  case noApplicationEntityTitle = "no-ae-title"
  case noPort = "no-port"
  case noCharacterSets = "no-character-sets"
  case noSecurity = "no-security"
  case nameOnly = "name-only"
  case nameUIDMismatch = "name-uid-mismatch"
  case unregisteredUID = "unregistered-uid"
  case retiredUID = "retired-uid"
  case privateUID = "private-uid"
  case disputed
  case danglingReference = "dangling-reference"
  case countMismatch = "count-mismatch"
  case unsureReading = "unsure-reading"
  case vaguePromise = "vague-promise"
  case ambiguousWord = "ambiguous-word"
  case placeholder
  case notApplicable = "not-applicable"
  case readingProblem = "reading-problem"

  /// How bad it is.
  var severity: LintFinding.Severity {
    switch self {
    case .noClaims, .noRole, .noTransferSyntax, .noImplementationClassUID, .noMaximumLength, .nameUIDMismatch,
      .unregisteredUID, .disputed, .danglingReference, .countMismatch, .placeholder:
      .error
    case .noProduct, .noVersion, .noOverview, .noNumberOfAssociations, .noAsynchronousNature, .noApplicationEntityTitle,
      .noPort, .noCharacterSets, .noSecurity, .nameOnly, .retiredUID, .unsureReading, .vaguePromise, .readingProblem:
      .warning
    case .noDate, .privateUID, .ambiguousWord, .notApplicable: .note
    }
  }

  /// What to do about it.
  var advice: String {
    switch self {
    case .noClaims: "State each SOP class with its UID and roles in a table, as the template of PS3.2 has it."
    case .noProduct: "Name the product on the cover, in a line “Product: …” or in the title."
    case .noVersion: "Name the version that the statement is about: “Version: …”."
    case .noDate: "Date the statement."
    case .noOverview: "Begin with an overview and its table of network services: SOP classes, SCU, SCP."
    case .noRole: "Say for each SOP class whether the product is SCU, SCP or both: a column for each role."
    case .noTransferSyntax: "List the transfer syntaxes with their UIDs, for each SOP class or once for all."
    case .noImplementationClassUID: "State the implementation class UID and the implementation version name."
    case .noMaximumLength: "State the maximum PDU length that is offered, and whether it can be configured."
    case .noNumberOfAssociations: "State how many associations the product holds at the same time."
    case .noAsynchronousNature: "Say whether asynchronous operations are supported, and with which window."
    case .noApplicationEntityTitle: "State the default AE titles, and whether they can be configured."
    case .noPort: "State the default TCP port, and whether it can be configured."
    case .noCharacterSets: "List the specific character sets by their defined terms, ISO_IR 100 and so on."
    case .noSecurity: "State the security profiles; where there are none, say that none is supported."
    case .nameOnly: "Print the UID beside the name: names change between editions and are abbreviated."
    case .nameUIDMismatch: "Correct the name or the UID."
    case .unregisteredUID: "Correct the UID: under DICOM's root only what PS3.6 registers exists."
    case .retiredUID: "Say whether its successor is supported as well."
    case .privateUID: "Describe private SOP classes and transfer syntaxes where the template asks for extensions."
    case .disputed: "Decide which is right and correct the other place; where it differs by entity, name the entities."
    case .danglingReference: "Put the table or section there, or mend the reference."
    case .countMismatch: "Correct the number or the list."
    case .unsureReading:
      "State it in a table with a name, a UID and a column for each role, so that nobody has to infer it."
    case .vaguePromise: "Replace it by the SOP classes, roles and transfer syntaxes that are meant."
    case .ambiguousWord: "Say what the product does; for options say how they are chosen and what the default is."
    case .placeholder: "Fill it in, or take the template's instruction out."
    case .notApplicable: "Say in words that it is not supported: nothing and not applicable are read as silence."
    case .readingProblem: "See what the message says; what a program cannot read, an evaluator may not either."
    }
  }

  /// Section of PS3.2 that asks for it, by title.
  var section: String {
    switch self {
    case .noProduct, .noVersion, .noDate: "Cover Page"
    case .noClaims, .noOverview, .vaguePromise: "Conformance Statement Overview"
    case .noRole, .nameOnly, .nameUIDMismatch, .unregisteredUID, .retiredUID, .unsureReading, .countMismatch:
      "SOP Classes"
    case .noTransferSyntax: "Presentation Contexts"
    case .noImplementationClassUID: "Implementation Identifying Information"
    case .noMaximumLength: "Association Policies: General"
    case .noNumberOfAssociations: "Number of Associations"
    case .noAsynchronousNature: "Asynchronous Nature"
    case .noApplicationEntityTitle, .noPort: "AE Title/Presentation Address Mapping"
    case .noCharacterSets: "Support of Character Sets"
    case .noSecurity: "Security"
    case .privateUID: "Standard Extended/Specialized/Private SOP Classes"
    case .disputed, .danglingReference, .ambiguousWord, .placeholder, .notApplicable, .readingProblem:
      "Conformance Statement Structure"
    }
  }
}
