/// The delimiters of one message, as its header segment declares them (HL7 v2.5.1 §2.5.4).
public struct EncodingCharacters: Hashable, Sendable {
  /// Between fields: the byte after the name of the header segment.
  public var field: UInt8
  /// Between components.
  public var component: UInt8
  /// Between repetitions of a field.
  public var repetition: UInt8
  /// Around escape sequences; nil where the header declares none.
  public var escape: UInt8?
  /// Between subcomponents; nil where the header declares none.
  public var subcomponent: UInt8?
  /// What marks a cut value, since version 2.7; nil where the header declares none.
  public var truncation: UInt8?

  /// Makes delimiters.
  public init(
    field: UInt8, component: UInt8, repetition: UInt8, escape: UInt8?, subcomponent: UInt8?, truncation: UInt8? = nil
  ) {
    self.field = field
    self.component = component
    self.repetition = repetition
    self.escape = escape
    self.subcomponent = subcomponent
    self.truncation = truncation
  }

  /// The delimiters that the standard suggests: `|^~\&`.
  public static let suggested = EncodingCharacters(
    field: UInt8(ascii: "|"), component: UInt8(ascii: "^"), repetition: UInt8(ascii: "~"),
    escape: UInt8(ascii: "\\"), subcomponent: UInt8(ascii: "&"))

  /// The delimiter between the parts of a part of this level; nil where there is none.
  func delimiter(within level: Part.Level) -> UInt8? {
    switch level {
    case .segment: field
    case .field: repetition
    case .repetition: component
    case .component: subcomponent
    case .subcomponent: nil
    }
  }

  /// The bytes of the second field of the header segment.
  public var declaration: [UInt8] {
    [component, repetition] + [escape, subcomponent, truncation].compactMap { $0 }
  }
}
