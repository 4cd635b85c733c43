/// What a file of the language holds, as its second key says.
public enum FileKind: String, CaseIterable, Codable, Hashable, Sendable {
  case specification
  case requirements
  case procedures
  case profile
  case network
  case bid
  case declaration
  case answers
  case assessment
  case waivers
  case baseline
  case tender

  /// The form of such a file.
  public var form: Form {
    switch self {
    case .specification: SpecificationForms.specification
    case .requirements: RequirementForms.file
    case .procedures: StepForms.proceduresFile
    case .profile: ProfileForms.profile
    case .network: NetworkForms.network
    case .bid: BidForms.bid
    case .declaration: BidForms.declaration
    case .answers: BidForms.answers
    case .assessment: TenderForms.assessment
    case .waivers: TenderForms.waivers
    case .baseline: TenderForms.baseline
    case .tender: TenderForms.tender
    }
  }

  /// Makes the form of a file: the two keys that begin every file, then its own.
  static func form(_ kind: FileKind, summary: String, atLeastOne: [[String]] = [], keys: [FormKey]) -> Form {
    Form(
      "\(kind.rawValue) file", summary: summary, atLeastOne: atLeastOne,
      keys: [
        FormKey("edition", .word(["1"]), required: true, "Edition of the language; the first key of every file."),
        FormKey("kind", .word([kind.rawValue]), required: true, "What the file holds; the second key of every file."),
      ] + keys)
  }
}
