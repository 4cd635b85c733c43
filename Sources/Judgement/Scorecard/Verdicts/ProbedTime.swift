extension RequirementVerdict {
  /// Seconds that all steps of its probes took; nil where no step was carried out.
  public var probed: Double? {
    let steps = bindings.flatMap(\.evidence).flatMap(\.steps)
    return steps.isEmpty ? nil : steps.reduce(0) { $0 + ($1.seconds ?? 0) }
  }
}

extension EvidenceVerdict.StepSummary {
  /// Its duration in seconds, from the text for people: `12.4 ms`, `3 s`, `2 min`; nil when it has another form.
  public var seconds: Double? { Self.seconds(duration) }

  static func seconds(_ text: String) -> Double? {
    let pieces = text.split(separator: " ")
    guard pieces.count == 2, let number = Double(pieces[0]), number.isFinite, number >= 0 else { return nil }
    switch pieces[1] {
    case "ns": return number / 1_000_000_000
    case "µs", "us", "μs": return number / 1_000_000
    case "ms": return number / 1_000
    case "s": return number
    case "min": return number * 60
    case "h": return number * 3_600
    default: return nil
    }
  }
}
