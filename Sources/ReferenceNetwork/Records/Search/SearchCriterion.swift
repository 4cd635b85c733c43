import Foundation

/// One parameter of a search, with its modifier or chain, and what is asked for.
struct SearchCriterion: Sendable {
  private static let modifiers: [SearchParameter.Kind: Set<String>] = [
    .string: ["exact", "contains"], .token: ["not"], .reference: ["identifier", "Patient"],
  ]

  private let parameter: SearchParameter
  private let modifier: String
  /// The parameter of the patient who is referred to.
  private let chain: String?
  private let values: [String]

  /// Reads a parameter; nil where the type of resource has none of this name.
  init?(_ name: String, _ value: String, of type: String) throws(RecordsRefusal) {
    let halves = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let stem = halves.first ?? ""
    let words = stem.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let parameter = SearchParameter.named(words.first ?? "", of: type) else { return nil }
    let modifier = words.count > 1 ? words[1] : ""
    guard modifier.isEmpty || modifier == "missing" || Self.modifiers[parameter.kind]?.contains(modifier) == true else {
      throw RecordsRefusal(400, "not-supported", "\(name) is not supported")
    }
    chain = halves.count > 1 ? halves[1] : nil
    if let chain {
      guard ["patient", "subject"].contains(parameter.name), SearchParameter.named(chain, of: "Patient") != nil else {
        return nil
      }
    }
    self.parameter = parameter
    self.modifier = modifier
    values = Self.split(value)
    if parameter.kind == .date, chain == nil, modifier.isEmpty {
      for wanted in values where Self.date(wanted) == nil {
        throw RecordsRefusal(400, "value", "\(wanted.prefix(40)) is no date")
      }
    }
  }

  /// Parts between commas, where a backslash keeps the comma.
  private static func split(_ text: String) -> [String] {
    var (parts, isEscaped): ([String], Bool) = ([""], false)
    for character in text {
      if isEscaped {
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  private static func date(_ wanted: String) -> (prefix: String, span: DateSpan)? {
    let prefix = wanted.prefix { $0.isLetter && $0 != "T" && $0 != "Z" }
    guard prefix.count == 2 || prefix.isEmpty else { return nil }
    guard let span = DateSpan(String(wanted.dropFirst(prefix.count)).replacing(" ", with: "+")) else { return nil }
    return (prefix.isEmpty ? "eq" : String(prefix), span)
  }

  /// Whether a resource fits.
  func fits(_ resource: JSONContent, in store: ResourceStore) -> Bool {
    let found = parameter.paths.flatMap { ElementValues.at($0, in: resource) }
    if modifier == "missing" { return found.isEmpty == (values.first == "true") }
    let isMet = found.contains { value in values.contains { fits(value, $0, in: store) } }
    return modifier == "not" ? !isMet : isMet
  }

  private func fits(_ value: JSONContent, _ wanted: String, in store: ResourceStore) -> Bool {
    if let chain { return reaches(value, chain, wanted, in: store) }
    switch parameter.kind {
    case .token: return Self.isToken(value, wanted)
    case .string: return Self.texts(in: value).contains { isText($0, wanted) }
    case .uri: return value.text == wanted
    case .date:
      guard let (prefix, span) = Self.date(wanted) else { return false }
      return DateSpan(value)?.fits(prefix, span) ?? false
    case .reference:
      if modifier == "identifier" { return value["identifier"].map { Self.isToken($0, wanted) } ?? false }
      let reference = value["reference"]?.text ?? ""
      return reference == wanted || reference.hasSuffix("/\(wanted)")
    }
  }

  /// Whether the patient who is referred to fits; who is referred to by identifier alone has nothing else to fit by.
  private func reaches(_ value: JSONContent, _ chain: String, _ wanted: String, in store: ResourceStore) -> Bool {
    let names = (value["reference"]?.text ?? "").split(separator: "/").suffix(2).map(String.init)
    guard names.count == 2, names[0] == "Patient", let patient = store.current("Patient", names[1]) else {
      return chain == "identifier" && (value["identifier"].map { Self.isToken($0, wanted) } ?? false)
    }
    let inner = try? SearchCriterion(chain, wanted, of: "Patient")
    return inner?.fits(patient, in: store) ?? false
  }

  /// `system|code`, `code`, `|code` or `system|` against everything that a token matches (R4 search.html §3.1.1.4.10).
  static func isToken(_ value: JSONContent, _ wanted: String) -> Bool {
    let bar = wanted.lastIndex(of: "|")
    let system = bar.map { String(wanted[..<$0]) }
    let code = bar.map { String(wanted[wanted.index(after: $0)...]) } ?? wanted
    return codes(of: value).contains { own in
      (code.isEmpty || own.code == code) && (system == nil || own.isBare || own.system == system)
    }
  }

  private static func codes(of value: JSONContent) -> [(system: String, code: String, isBare: Bool)] {
    switch value {
    case .boolean(let flag): [("", flag ? "true" : "false", true)]
    case .string(let text): [("", text, true)]
    case .object:
      (value["coding"].map(\.elements) ?? [value]).map { coding in
        (coding["system"]?.text ?? "", (coding["value"] ?? coding["code"])?.text ?? "", false)
      }
    default: []
    }
  }

  private static func texts(in value: JSONContent) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let values): values.flatMap { texts(in: $0) }
    case .object(let members): members.flatMap { texts(in: $0.value) }
    default: []
    }
  }

  private func isText(_ text: String, _ wanted: String) -> Bool {
    switch modifier {
    case "exact": text == wanted
    case "contains": Self.folded(text).contains(Self.folded(wanted))
    default: Self.folded(text).hasPrefix(Self.folded(wanted))
    }
  }

  /// Without case and accents, as texts are compared unless asked for exactly.
  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }
}
