import Specification

extension StepInputs {
  /// An input that is one of a set of words; nil where it is left out.
  func word<Words: RawRepresentable>(_ name: String) -> Words? where Words.RawValue == String {
    text(name).flatMap { Words(rawValue: $0) }
  }

  /// An input that is a list of such words; nil where it is left out.
  func words<Words: RawRepresentable>(_ name: String) -> [Words]? where Words.RawValue == String {
    guard case .list(let written) = values[name] else { return nil }
    return written.compactMap { if case .string(let word) = $0 { Words(rawValue: word) } else { nil } }
  }
}
