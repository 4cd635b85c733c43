import Evidence

/// The tokens of a token file: who shows one may use the page, under its name where it has one.
///
/// A line each, `NAME: TOKEN` or a token alone; empty lines and lines that begin with `#` say nothing. Only fingerprints are
/// kept, so that looking one up takes no longer for a token that is nearly right.
public struct AccessTokens: Hashable, Sendable {
  /// Why a token file can't be used.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// It holds no token.
    case empty
    /// A token is shorter than can be called a secret.
    case short(line: Int)
    /// A name is none that an assessment can hold.
    case name(line: Int)
    /// A token or a name stands twice.
    case repeated(line: Int)

    /// What is wrong, and what to do.
    public var description: String {
      switch self {
      case .empty: "holds no token; write one of at least \(AccessTokens.leastLength) characters"
      case .short(let line):
        "line \(line): the token is shorter than \(AccessTokens.leastLength) characters; `openssl rand -hex 24` makes one"
      case .name(let line):
        "line \(line): a name is written with letters, digits, `.`, `_` and `-`, as an assessment names its evaluators"
      case .repeated(let line): "line \(line): the name or the token stands twice"
      }
    }
  }

  static let leastLength = 16

  private var names: [String: String] = [:]

  /// Reads a token file's text.
  public init(file text: String) throws(Problem) {
    var seen: Set<String> = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.trimmingPrefix { $0.isWhitespace }
      if words.isEmpty || words.first == "#" { continue }
      let parts = words.split(separator: ":", maxSplits: 1).map { part -> String in
        String(part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
      }
      guard let token = parts.last, token.utf8.count >= Self.leastLength else { throw .short(line: index + 1) }
      let name = parts.count == 2 ? parts[0] : ""
      guard name.isEmpty || Desk.isIdentifier(name) else { throw .name(line: index + 1) }
      guard names.updateValue(name, forKey: Digest.sha256(token)) == nil, name.isEmpty || seen.insert(name).inserted
      else { throw .repeated(line: index + 1) }
    }
    if names.isEmpty { throw .empty }
  }

  /// The name that a token stands for, empty for one without; nil for one that is unknown.
  func name(for token: String) -> String? { names[Digest.sha256(token)] }
}
