/// A set of codes, as its file says it (FHIR R4 ValueSet).
struct ValueSet: Hashable, Sendable {
  /// Its canonical URL.
  var url: String
  /// Its business version.
  var version: String?
  /// What is in it: whatever one of these lets in …
  var includes: [Clause]
  /// … but what one of these takes out.
  var excludes: [Clause]

  /// One `include` or `exclude`: codes that meet all of it.
  struct Clause: Hashable, Sendable {
    /// The code system; nil where only value sets are named.
    var system: String?
    /// The codes; nil for all of the system.
    var codes: Set<String>?
    /// Whether a filter chooses among the codes, which is not judged.
    var hasFilter = false
    /// Value sets, in all of which a code must be.
    var valueSets: [String] = []
  }
}

/// The codes of a system (FHIR R4 CodeSystem).
struct CodeSystem: Hashable, Sendable {
  /// Its canonical URL.
  var url: String
  /// Its codes; nil where the file does not hold them all.
  var codes: Set<String>?
}

/// Whether a code is in a value set.
enum Membership: Hashable {
  case yes
  case no
  /// It can't be told, and why.
  case unknown(String)
}

/// Value sets and code systems by URL.
struct Terminology: Hashable, Sendable {
  /// Value sets of files.
  var valueSets: [String: ValueSet] = [:]
  /// Code systems of files.
  var systems: [String: CodeSystem] = [:]

  /// Most value sets that a value set may lead to, one within the other.
  private static let depthLimit = 8

  /// The value set of a URL, of a file or one that FHIR R4 itself requires.
  func valueSet(_ text: String) -> ValueSet? {
    let wanted = Canonical(text)
    if let found = valueSets[wanted.url] {
      return wanted.version == nil || found.version == nil || found.version == wanted.version ? found : nil
    }
    return RequiredCodes.r4.valueSets[wanted.url]
  }

  /// Whether a code is in a value set. Without a system, as in elements of the type `code`, any system's code will do.
  func membership(system: String?, code: String, in url: String) -> Membership {
    membership(system: system, code: code, in: url, depth: 0)
  }

  private func membership(system: String?, code: String, in url: String, depth: Int) -> Membership {
    guard depth < Self.depthLimit else {
      return .unknown("\(url) leads through more than \(Self.depthLimit) value sets")
    }
    guard let valueSet = valueSet(url) else { return .unknown("the value set \(url) is not among the profiles' files") }
    var result = Membership.no
    for clause in valueSet.includes {
      let found = membership(system: system, code: code, clause, of: url, depth: depth)
      if found == .yes {
        result = .yes
        break
      }
      if case .unknown = found { result = found }
    }
    guard result != .no else { return .no }
    for clause in valueSet.excludes {
      switch membership(system: system, code: code, clause, of: url, depth: depth) {
      case .yes: return .no
      case .unknown(let why): result = .unknown(why)
      case .no: continue
      }
    }
    return result
  }

  /// Whether a code meets all of a clause.
  private func membership(
    system: String?, code: String, _ clause: ValueSet.Clause, of url: String, depth: Int
  ) -> Membership {
    var result = Membership.yes
    if let wanted = clause.system {
      if let system, system != wanted { return .no }
      if let codes = clause.codes {
        if !codes.contains(code) { return .no }
      } else if let codes = systems[wanted]?.codes {
        if !codes.contains(code) { return .no }
      } else {
        result = .unknown("the codes of \(wanted) are not among the profiles' files")
      }
      if clause.hasFilter { result = .unknown("\(url) chooses codes of \(wanted) by a filter") }
    }
    for other in clause.valueSets {
      switch membership(system: system, code: code, in: other, depth: depth + 1) {
      case .yes: continue
      case .no: return .no
      case .unknown(let why): result = .unknown(why)
      }
    }
    return result
  }
}
