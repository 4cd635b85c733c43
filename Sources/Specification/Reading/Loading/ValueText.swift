import DICOM
import Foundation

/// Values in the words of files.
enum ValueText {
  /// How a file would write the value, so that reading it as the same type gives it again.
  static func text(_ value: Value) -> String {
    switch value {
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): value.description
    case .string(let value), .uid(let value), .date(let value): value
    case .duration(let nanoseconds):
      quantity(
        nanoseconds,
        [("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000)])
    case .size(let bytes):
      quantity(bytes, [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)])
    case .tag(let tag): tag.description
    case .list(let values): values.map(text).joined(separator: ", ")
    case .record, .dataSet, .message, .resource: ""
    }
  }

  /// The largest unit that divides the amount; a decimal of the smallest otherwise.
  private static func quantity(_ amount: Int64, _ units: [(name: String, factor: Int64)]) -> String {
    for unit in units where amount != 0 && amount.isMultiple(of: unit.factor) {
      return "\(amount / unit.factor) \(unit.name)"
    }
    guard let smallest = units.last else { return "\(amount)" }
    return "\((Decimal(amount) / Decimal(smallest.factor)).description) \(smallest.name)"
  }
}

extension Value {
  /// The value as a file writes it: what `Literal.parse` reads back.
  public var written: String { ValueText.text(self) }
}
