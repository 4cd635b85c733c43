/// Whether an element is sent (HL7 v2.5.1 §2.12.6; v2.9 §2.B.7.5).
enum ProfileUsage: Hashable, Sendable {
  /// `R`: always.
  case required
  /// `RE`: where there is something to send, which a message alone does not show.
  case requiredOrEmpty
  /// `O`, and `B`, which is kept for old systems: the profile leaves it open.
  case optional
  /// `C`, `CE`: a condition decides.
  case conditional
  /// `C(a/b)`: one usage where the condition holds, another where it does not.
  indirect case either(ProfileUsage, ProfileUsage)
  /// `X`, and `W`, which the standard took out: never.
  case notSupported

  /// The usage of a code; nil for one that the standard does not define.
  init?(_ code: String) {
    switch code {
    case "R": self = .required
    case "RE": self = .requiredOrEmpty
    case "O", "B": self = .optional
    case "C", "CE": self = .conditional
    case "X", "W": self = .notSupported
    default:
      let parts = code.dropFirst(2).dropLast().split(separator: "/").map { ProfileUsage(simple: $0) }
      guard code.hasPrefix("C("), code.hasSuffix(")"), parts.count == 2, let first = parts[0], let second = parts[1]
      else { return nil }
      self = .either(first, second)
    }
  }

  private init?(simple code: Substring) {
    guard ["R", "RE", "O", "B", "X", "W"].contains(code) else { return nil }
    self.init(String(code))
  }
}

/// How often an element stands.
struct ProfileOccurrence: Hashable, Sendable {
  var usage: ProfileUsage
  /// The code of the usage as the profile writes it.
  var usageCode: String
  /// The fewest, where there is any.
  var minimum: Int
  /// The most; nil for as many as wanted.
  var maximum: Int?
}
