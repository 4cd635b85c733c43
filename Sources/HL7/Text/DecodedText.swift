/// The text of a value with its escape sequences and characters resolved.
public struct DecodedText: Hashable, Sendable {
  /// What could not be resolved; it stands in the text as it came.
  public enum Problem: Hashable, Sendable {
    /// An escape character without its second one.
    case unterminatedEscape
    /// An escape sequence that the standard does not define.
    case unknownEscape(String)
    /// `\X…\` without pairs of hexadecimal digits.
    case notHexadecimal(String)
    /// Bytes that are not of the declared character set.
    case notOfCharacterSet
    /// A switch of character set, which is not followed.
    case characterSetSwitch(String)
  }

  /// One problem and where it lies, in bytes from the start of the message.
  public struct Finding: Hashable, Sendable {
    /// What it is.
    public let problem: Problem
    /// Where.
    public let offset: Int
  }

  /// The text. Formatting commands are kept out of it but for line breaks.
  public var text: String
  /// What could not be resolved.
  public var findings: [Finding]
}
