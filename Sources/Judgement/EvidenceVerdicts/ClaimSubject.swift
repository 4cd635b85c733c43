import Evidence
import Specification

/// What a path over `StatementSchema` looks at.
struct ClaimSubject {
  private var kind: Claim.Kind?
  /// What stands in brackets, outermost first; nil where it selects by something else than the key of the list.
  private var keys: [String?] = []
  private var role: String?
  private var field: String?
  /// Whether the path selects a list of names or identifiers.
  private(set) var isList = false

  /// Whether it is asked of a transfer syntax whether any SOP class has it.
  var isForAnySOPClass: Bool { kind == .transferSyntax && !isList }
  /// Whether claims for several SOP classes are looked at, each for itself.
  var mixesSOPClasses: Bool { kind == .transferSyntax && isList && keys.allSatisfy { $0 == nil } }

  /// Reads a path.
  init(path: Path, variables: [String: Value]) {
    for segment in path.segments {
      switch segment {
      case .field("transfer-syntaxes") where kind == nil:
        kind = .transferSyntax
        isList = true
      case .field(let name) where kind == nil: kind = Claim.Kind(rawValue: name)
      case .field(let name) where Self.roles.contains(name): role = name
      case .field(let name):
        field = name
        if Self.lists.contains(name) { isList = true }
      case .key(let operand): keys.append(operand.texts(variables).first)
      case .filter(let name, let operand): keys.append(isKey(name) ? operand.texts(variables).first : nil)
      case .all, .index: keys.append(nil)
      case .tag, .address, .element, .count: break
      }
    }
  }

  /// Fields that stand for a role of the claim.
  private static let roles = Set(
    Claim.Role.allCases.map(\.rawValue) + ClaimDetail.Message.Direction.allCases.map(\.rawValue))
  /// Fields that hold names.
  private static let lists: Set<String> = [
    "uids", "levels", "matching", "media-types", "parameters", "options", "structures", "versions", "interactions",
    "search-parameters", "operations",
  ]

  /// Whether the list being walked has its records by this field.
  private func isKey(_ name: String) -> Bool {
    switch kind {
    case .sopClass, .transferSyntax, .queryKey: name != "name" && Self.keyFields.contains(name)
    default: Self.keyFields.contains(name)
    }
  }

  private static let keyFields: Set<String> = [
    "uid", "sop-class", "tag", "name", "service", "resource", "profile", "actor", "event",
  ]

  /// Whether a claim is about it.
  func matches(_ claim: Claim) -> Bool {
    guard claim.kind == kind else { return false }
    if let role, let claimed = claim.role?.rawValue ?? claim.detail?.message?.direction?.rawValue, claimed != role {
      return false
    }
    if kind == .association {
      guard let field else { return true }
      return claim.property.map { Self.isAbout($0, field) } ?? false
    }
    if kind == .transferSyntax, isList {
      guard let wanted = keys.first ?? nil else { return true }
      return claim.sopClass == nil || claim.sopClass == wanted
    }
    if kind == .extendedNegotiation, claim.property == StatementSchema.wholeNegotiation, let wanted = keys.first ?? nil
    {
      return wanted == StatementSchema.wholeNegotiation
        || claim.polarity == .notSupported && StatementSchema.negotiatedFeatures.contains(wanted)
    }
    // A claim about a whole stands for its parts, and one about a part for the whole, where nothing else is said.
    return zip(keys, Self.keys(of: claim)).allSatisfy { wanted, own in own == nil || wanted == nil || own == wanted }
  }

  /// The elements of the list at the end of the path that a claim adds.
  func elements(of claim: Claim) -> [String] {
    switch (field, claim.detail) {
    case ("options", .integration(let detail)): [detail.option].compactMap(\.self)
    case ("interactions", .resource(let detail)): [detail.interaction].compactMap(\.self)
    case ("search-parameters", .resource(let detail)): [detail.searchParameter].compactMap(\.self)
    case ("operations", .resource(let detail)): [detail.operation].compactMap(\.self)
    case ("levels", .queryKey(let detail)): [detail.level].compactMap(\.self)
    case ("matching", .queryKey(let detail)): detail.matching
    case ("structures", .message(let detail)): [detail.structure].compactMap(\.self)
    case ("versions", .message(let detail)): [detail.version].compactMap(\.self)
    case ("media-types", .web(let detail)): detail.mediaTypes
    case ("parameters", .web(let detail)): detail.parameters
    default: [claim.uid].compactMap(\.self)
    }
  }

  /// What selects the records that a claim is part of, outermost first.
  private static func keys(of claim: Claim) -> [String?] {
    switch claim.detail {
    case .queryKey(let detail): return [detail.tag]
    case .web(let detail): return [detail.service, detail.resource]
    case .integration(let detail): return [detail.profile, detail.actor]
    case .message(let detail): return [detail.event]
    case .resource(let detail): return [detail.resource]
    case .operation, nil: break
    }
    switch claim.kind {
    case .sopClass, .transferSyntax: return [claim.uid ?? ""]
    case .extendedNegotiation: return [claim.property ?? claim.name ?? ""]
    default: return [claim.name ?? ""]
    }
  }

  /// `ae-titles` stands for every property that is an AE title, `called-ae-title` say.
  private static func isAbout(_ claimed: String, _ field: String) -> Bool {
    claimed == field || field == "ae-titles" && claimed.hasSuffix("ae-title")
  }
}
