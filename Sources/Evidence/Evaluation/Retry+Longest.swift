import Specification

extension Retry {
  /// For how long a step is repeated where the time is an input without a value: five minutes.
  private static let assumed: Int64 = 300_000_000_000

  /// For how long a step is repeated at most, in nanoseconds.
  ///
  /// - Parameter variables: Values of the inputs.
  public func longest(with variables: [String: Value]) -> Int64 {
    var longest = Self.assumed
    if case .success(.duration(let nanoseconds)) = TemplateResolver.resolve(total, variables: variables) {
      longest = nanoseconds
    }
    return min(max(longest, 0), limit ?? .max)
  }
}
