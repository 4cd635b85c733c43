/// Why a text is not an address of a message.
public struct AddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// No name of a segment or group stands there.
    case expectedName
    /// No number stands there.
    case expectedNumber
    /// A bracket is not closed.
    case expectedClosingBracket
    /// A number beyond those that an address can have.
    case numberOutOfRange
    /// Something else than an address goes on with.
    case unexpected(Character)
    /// More characters than an address can have.
    case tooLong
  }

  /// What is wrong.
  public let reason: Reason
  /// Where, in bytes from the start of the address.
  public let offset: Int

  /// Makes an error.
  public init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// A sentence for people.
  public var description: String {
    let what =
      switch reason {
      case .expectedName: "a segment is named by three upper-case letters or digits, a group by upper-case letters"
      case .expectedNumber: "a number or `*` is expected"
      case .expectedClosingBracket: "`]` is missing"
      case .numberOutOfRange: "numbers go from 1 to 99999"
      case .unexpected(let character): "`\(character)` is not expected"
      case .tooLong: "an address has at most 1,000 characters"
      }
    return "\(what), at character \(offset + 1); an address looks like `PID-3[2].1` or `OBX[3]-5`"
  }
}
