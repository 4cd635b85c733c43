/// A kind of file as `assay explain tender` prints it: its keys, what each holds, and the forms within it. Made from the forms by
/// which files are read, so the two can't part.
public enum FileReference {
  /// The kind of a name; upper and lower case are the same, and `file` may stand behind it.
  public static func named(_ name: String) -> FileKind? {
    let words = name.lowercased().split(separator: " ").map(String.init)
    guard let first = words.first, words.count == 1 || words.dropFirst() == ["file"] else { return nil }
    return FileKind(rawValue: first)
  }

  /// The whole page, lines of at most the given width.
  ///
  /// - Parameter isIntroduced: Whether what such a file is for was told before, as by the concept of its name.
  public static func text(_ kind: FileKind, isIntroduced: Bool = false, width: Int = 100) -> String {
    var lines =
      isIntroduced ? [] : StepReference.wrap("\(kind.rawValue): \(kind.form.summary)", width: width) + [""]
    var told: Set<Form> = []
    var waiting = [kind.form]
    while !waiting.isEmpty {
      let form = waiting.removeFirst()
      guard told.insert(form).inserted else { continue }
      lines +=
        form == kind.form
        ? ["Keys"] : [""] + StepReference.wrap("\(form.name): \(form.summary)", width: width)
      for key in form.keys {
        let need = key.required ? ", required" : ""
        lines += entry(key.name, "\(name(of: key.shape))\(need)", key.meaning, width: width)
        waiting += forms(of: key.shape)
      }
      lines += choices(form).flatMap { StepReference.wrap($0, width: width - 2).map { "  \($0)" } }
    }
    return lines.joined(separator: "\n")
  }

  private static func entry(_ key: String, _ shape: String, _ meaning: String, width: Int) -> [String] {
    // A list of words may be longer than a line.
    let shapes = StepReference.wrap(shape, width: max(20, width - key.count - 4))
    return ["  \(key)  \(shapes.first ?? "")"] + shapes.dropFirst().map { "      \($0)" }
      + StepReference.wrap(meaning, width: width - 6).map { "      \($0)" }
  }

  private static func choices(_ form: Form) -> [String] {
    form.exactlyOne.map { "Exactly one of \($0.joined(separator: ", ")) must be there." }
      + form.atLeastOne.map { "At least one of \($0.joined(separator: ", ")) must be there." }
  }

  /// What may stand after a key, for people.
  static func name(of shape: Shape) -> String {
    switch shape {
    case .line: "text in one line"
    case .text: "text"
    case .identifier: "identifier"
    case .integer(let range): "whole number from \(range.lowerBound) to \(range.upperBound)"
    case .decimal(let maximum): "number from 0 to \(maximum)"
    case .boolean: "true or false"
    case .word(let words): words.count == 1 ? "the word \(words[0])" : "one of \(words.joined(separator: ", "))"
    case .date: "date, 2026-04-01"
    case .time: "time of day, 22:00"
    case .duration: "duration, 300 ms, 5 s or 2 min"
    case .path: "path, relative to this file"
    case .block: "lines of a block"
    case .any: "any value"
    case .list(let element, let least): "list\(least == 0 ? ", which may be empty," : "") of: \(name(of: element))"
    case .map(let value): "names of your choice, each with: \(name(of: value))"
    case .form(let form): form.name
    case .variant(let key, let forms): "by its \(key): \(forms.map(\.form.name).joined(separator: ", "))"
    case .either(let shape, let form): "\(name(of: shape)), or \(form.name)"
    }
  }

  private static func forms(of shape: Shape) -> [Form] {
    switch shape {
    case .list(let element, _): forms(of: element)
    case .map(let value): forms(of: value)
    case .form(let form): [form]
    case .variant(_, let forms): forms.map(\.form)
    case .either(let shape, let form): forms(of: shape) + [form]
    default: []
    }
  }
}
