/// What a web service can be told to do wrong with a password or a token that was agreed for it.
public enum LockDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "lock"

  case opensToAll = "opens-to-everybody"

  /// What goes wrong.
  public var sentence: String { "Whoever shows nothing is let in." }
  /// The clause that is broken.
  public var clause: String { "RFC 9110 §11.6.1" }
  /// What becomes of patients and staff, in a sentence.
  public var harm: String { "Any machine of the building reads any patient's images." }
}
