/// A concept of the language, as `assay explain` tells it.
public struct Concept: Hashable, Sendable {
  /// What the user types, `state contradicted`.
  public var name: String
  /// One line.
  public var summary: String
  /// The explanation, paragraphs separated by empty lines.
  public var text: String

  /// Every concept, in the order of a reader who begins at the start.
  public static let all: [Concept] =
    states + scoring + evidence + conformance + steps + rules + running + procurement

  /// The concept with a name; upper and lower case are the same, and hyphens the same as blanks.
  public static func named(_ name: String) -> Concept? {
    let wanted = normal(name)
    return all.first { normal($0.name) == wanted || normal($0.name) == "state \(wanted)" }
  }

  private static func normal(_ name: String) -> String {
    name.lowercased().split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "_" }).joined(separator: " ")
  }
}
