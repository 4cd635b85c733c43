/// A step kind as `assay explain dicom.find` prints it.
public enum StepReference {
  /// The whole page, lines of at most the given width.
  public static func text(_ step: StepDescription, width: Int = 100) -> String {
    var lines = ["\(step.name): \(step.summary)", ""]
    let endpoints = ([step.endpoint] + step.otherEndpoints).map(\.rawValue).joined(separator: " or ")
    let grant =
      (step.needsGrant ? ", with an oauth2 block" : "") + (step.needsAssertion ? ", with an assertion block" : "")
    let place =
      if step.asksPerson {
        "Nothing is sent: a person is asked"
      } else if step.sendsNothing {
        "Nothing is sent: it looks at what earlier steps showed"
      } else {
        "Endpoint: \(endpoints)\(grant)"
      }
    let sources = step.sources.isEmpty ? "" : " Sources: \(step.sources.joined(separator: ", "))."
    lines.append("Effect: \(step.effect.rawValue). \(place).\(sources)")
    lines += ["", "Inputs (under with:)"]
    for input in step.inputs {
      let need = input.required ? "required" : "default: \(input.standardValue ?? "none")"
      let type = input.choices.isEmpty ? name(of: input.type) : "one of the words below"
      lines += entry("\(input.name)  \(type), \(need)", input.meaning, indent: 2, width: width)
      for choice in input.choices { lines += entry(choice.word, choice.meaning, indent: 4, width: width) }
      lines += fields(of: input.type, indent: 4, width: width)
    }
    lines += ["", "Observation (what assertions look at)"]
    for field in StepDescription.commonFields + step.observation { lines += entry(field, indent: 2, width: width) }
    lines += ["", "Example", ""]
    lines += step.example.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    return lines.joined(separator: "\n")
  }

  private static func entry(_ field: Field, indent: Int, width: Int) -> [String] {
    var title = "\(field.name)  \(name(of: field.type))"
    if case .when(let condition) = field.presence { title += ", when \(condition)" }
    let meaning = field.meaning + (field.source.map { " [\($0)]" } ?? "")
    return entry(title, meaning, indent: indent, width: width)
      + fields(of: field.type, indent: indent + 2, width: width)
  }

  static func fields(of type: ValueType, indent: Int, width: Int) -> [String] {
    switch type {
    case .record(let fields): fields.flatMap { entry($0, indent: indent, width: width) }
    case .list(let element, _): fields(of: element, indent: indent, width: width)
    default: []
    }
  }

  private static func entry(_ title: String, _ meaning: String, indent: Int, width: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    return ["\(margin)\(title)"] + wrap(meaning, width: width - indent - 4).map { "\(margin)    \($0)" }
  }

  /// The name of a type for people.
  public static func name(of type: ValueType) -> String {
    switch type {
    case .boolean: "true or false"
    case .number: "number"
    case .string: "text"
    case .duration: "duration"
    case .size: "size"
    case .uid: "UID"
    case .tag: "tag"
    case .date: "date"
    case .word(let words): words.joined(separator: " | ")
    case .list(let element, let key):
      switch element {
      case .record: "list\(key.map { " by \($0)" } ?? "")"
      default: "list of \(name(of: element))"
      }
    case .record: "record"
    case .dataSet: "DICOM attributes"
    case .message: "HL7 v2 message"
    case .resource: "FHIR resource"
    case .address: "HL7 v2 address"
    }
  }

  /// Breaks a text at blanks into lines of at most the given width.
  public static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
