extension ProfileCheck {
  /// Holds a number of occurrences against usage and cardinality.
  ///
  /// - Parameters:
  ///   - noun: What it is, for a sentence.
  ///   - value: What stands there, where that can be shown.
  ///   - condition: The condition of the usage in words.
  mutating func presence(
    count: Int, _ occurrence: ProfileOccurrence, named noun: String, at address: String, line: Int, value: String?,
    condition: String?, frames: [Frame]
  ) {
    let usage = usage(occurrence, at: address, line: line, condition: condition, frames: frames)
    let shown = value.map { " as \(Self.quoted($0))" } ?? ""
    switch usage {
    case .required? where count == 0:
      add(
        .usage, at: address, line: line,
        "\(noun) was not sent, and the profile requires it (usage \(occurrence.usageCode))")
    case .notSupported? where count > 0:
      add(
        .usage, at: address, line: line,
        "\(noun) was sent\(shown), and the profile does not allow it (usage \(occurrence.usageCode))")
      return
    default: break
    }
    guard count > 0 else { return }
    if count < occurrence.minimum {
      add(
        .cardinality, at: address, line: line,
        "\(noun) stands \(Self.times(count)), and the profile asks for at least \(occurrence.minimum)")
    }
    if let maximum = occurrence.maximum, count > maximum {
      add(
        .cardinality, at: address, line: line,
        "\(noun) stands \(Self.times(count)), and the profile allows at most \(maximum)")
    }
  }

  private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

  /// The usage in force; nil where a condition decides that is not decided here.
  private mutating func usage(
    _ occurrence: ProfileOccurrence, at address: String, line: Int, condition: String?, frames: [Frame]
  ) -> ProfileUsage? {
    switch occurrence.usage {
    case .required, .requiredOrEmpty, .optional, .notSupported: return occurrence.usage
    case .conditional, .either: break
    }
    for frame in frames {
      guard let predicate = frame.rules.predicates.first(where: { $0.target == frame.path }) else { continue }
      guard let holds = evaluation.holds(predicate.condition, at: frame.node) else {
        omit(
          "the condition of its usage, which is not decided here: \(predicate.text)", at: address, line: predicate.line,
          decides: true)
        return nil
      }
      var usages = (predicate.usage, predicate.otherwise)
      if case .either(let yes, let no) = occurrence.usage { usages = (yes, no) }
      return holds ? usages.0 : usages.1
    }
    let words = condition.map { ": \($0)" } ?? ""
    omit(
      condition == nil
        ? "its usage \(occurrence.usageCode), whose condition the profile does not give"
        : "its usage \(occurrence.usageCode), whose condition the profile gives in words\(words)",
      at: Self.withoutOccurrences(address), line: line, decides: true)
    return nil
  }

  /// An address without the numbers of repetitions.
  static func withoutOccurrences(_ address: String) -> String {
    var text = ""
    var isInside = false
    for character in address {
      if character == "[" { isInside = true }
      if !isInside { text.append(character) }
      if character == "]" { isInside = false }
    }
    return text
  }
}
