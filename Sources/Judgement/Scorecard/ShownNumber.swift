/// A number as an exact fraction and as shown.
public struct ShownNumber: Codable, Hashable, Sendable {
  /// `"2/3"`, of 1.
  public var exact: String
  /// On the scale, cut off: `"66.66"`.
  public var shown: String

  /// Makes a number.
  public init(exact: String, shown: String) {
    self.exact = exact
    self.shown = shown
  }
}
