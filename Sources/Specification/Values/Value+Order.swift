import Foundation

extension Value {
  /// Negative, zero or positive as this value comes before, with or after the other; nil where the two have no common
  /// order.
  public func order(_ other: Value) -> Int? {
    switch (self, other) {
    case (.number(let left), .number(let right)): left < right ? -1 : left == right ? 0 : 1
    case (.duration(let left), .duration(let right)), (.size(let left), .size(let right)):
      left < right ? -1 : left == right ? 0 : 1
    case (.date(let left), .date(let right)): left < right ? -1 : left == right ? 0 : 1
    default: nil
    }
  }
}
