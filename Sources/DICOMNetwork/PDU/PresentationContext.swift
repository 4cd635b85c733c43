/// A presentation context as proposed (PS3.8 §9.3.2.2).
public struct ProposedContext: Hashable, Sendable {
  /// Presentation context ID; odd, 1 to 255.
  public var id: UInt8
  /// Abstract syntax UID.
  public var abstractSyntax: String
  /// Transfer syntax UIDs, in order of preference.
  public var transferSyntaxes: [String]

  /// Makes a context.
  public init(id: UInt8, abstractSyntax: String, transferSyntaxes: [String]) {
    self.id = id
    self.abstractSyntax = abstractSyntax
    self.transferSyntaxes = transferSyntaxes
  }
}

/// A presentation context as answered (PS3.8 §9.3.3.2).
public struct AnsweredContext: Hashable, Sendable {
  /// Presentation context ID; odd, 1 to 255.
  public var id: UInt8
  /// The answer.
  public var result: ContextResult
  /// Transfer syntax UID; significant only with acceptance, nil where the peer sent none.
  public var transferSyntax: String?

  /// Makes an answer.
  public init(id: UInt8, result: ContextResult, transferSyntax: String?) {
    self.id = id
    self.result = result
    self.transferSyntax = transferSyntax
  }
}

/// Result/Reason of a presentation context (PS3.8 Table 9-18).
public enum ContextResult: UInt8, CaseIterable, Hashable, Sendable {
  case acceptance = 0
  case userRejection = 1
  case noReason = 2
  case abstractSyntaxNotSupported = 3
  case transferSyntaxesNotSupported = 4

  /// The standard's word, `abstract-syntax-not-supported`.
  public var word: String {
    switch self {
    case .acceptance: "acceptance"
    case .userRejection: "user-rejection"
    case .noReason: "no-reason"
    case .abstractSyntaxNotSupported: "abstract-syntax-not-supported"
    case .transferSyntaxesNotSupported: "transfer-syntaxes-not-supported"
    }
  }
}
