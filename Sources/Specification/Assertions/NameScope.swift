/// Names that may stand in double braces at one place of a file, with their types.
public struct NameScope: Sendable {
  /// Types by first part of the name.
  private let base: [String: ValueType]
  /// Those that were added, the latest last. Scopes are copied for every step, mostly to add a name or two, so that a list
  /// is copied in the place of a table.
  private var added: [(name: String, type: ValueType)] = []

  /// Makes a scope.
  public init(_ types: [String: ValueType] = [:]) { base = types }

  /// Adds a name, or gives it another type.
  public mutating func add(_ name: String, _ type: ValueType) { added.append((name, type)) }

  /// Adds names.
  public mutating func add(_ names: [String: ValueType]) {
    for (name, type) in names { add(name, type) }
  }

  /// The type of the first part of a name; nil where there is none of that name.
  public subscript(_ name: String) -> ValueType? { added.last { $0.name == name }?.type ?? base[name] }

  /// A name that can't be used, and what may have been meant.
  public struct Unknown: Error, Hashable, Sendable {
    /// What is wrong.
    public var message: String
    /// What to do.
    public var hint: String?
  }

  /// The type of a dotted name, `ct-chest.patient.nhs-number`.
  public func type(of name: String) -> Result<ValueType, Unknown> {
    if !name.utf8.contains(UInt8(ascii: ".")), let type = self[name] { return .success(type) }
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    guard let first = parts.first, var type = self[first] else {
      return .failure(unknown(parts.first ?? ""))
    }
    var walked = first
    for part in parts.dropFirst() {
      guard case .record(let fields) = type else {
        return .failure(
          Unknown(
            message: "`\(walked)` is \(type.described) and has no part `\(part)`", hint: "write `{{\(walked)}}`"))
      }
      guard let field = fields.first(where: { $0.name == part }) else {
        let names = fields.map(\.name)
        let near = NearestName.suggestion(for: part, among: names)
        return .failure(
          Unknown(
            message: "`\(walked)` has no part `\(part)`",
            hint: near.map { "did you mean `{{\(walked).\($0)}}`?" } ?? "its parts are \(names.enumerated)"))
      }
      type = field.type
      walked += ".\(part)"
    }
    return .success(type)
  }

  private func unknown(_ name: String) -> Unknown {
    let names = Set(base.keys).union(added.map(\.name)).sorted()
    let hint: String
    if let near = NearestName.suggestion(for: name, among: names) {
      hint = "did you mean `{{\(near)}}`?"
    } else if names.isEmpty {
      hint = "no name is defined here: declare an input, list a fixture, or capture a value in an earlier step"
    } else {
      hint = "names here are \(names.enumerated)"
    }
    return Unknown(message: "there is no name `\(name)` here", hint: hint)
  }

  /// Whether the text can be a dotted name: parts of letters, digits, hyphens and underscores, each starting with a letter.
  public static func isName(_ text: String) -> Bool {
    let parts = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    return !parts.isEmpty
      && parts.allSatisfy { part in
        guard let first = part.first, Lexer.isLetter(first) else { return false }
        return part.allSatisfy { Lexer.isLetter($0) || Lexer.isDigit($0) || $0 == "-" }
      }
  }
}

extension [String] {
  /// `a`, `b` and `c`, at most twelve of them.
  var enumerated: String {
    let shown = prefix(12).map { "`\($0)`" }
    if count > 12 { return shown.joined(separator: ", ") + " and \(count - 12) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }
}
