/// A data element tag: group and element number (PS3.5 §7.1).
public struct Tag: Hashable, Comparable, Sendable {
  /// Group number in the upper, element number in the lower sixteen bits.
  public let rawValue: UInt32

  /// Makes a tag from its thirty-two bits, group first.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Makes a tag from its two numbers.
  public init(_ group: UInt16, _ element: UInt16) { rawValue = UInt32(group) << 16 | UInt32(element) }

  /// Group number.
  public var group: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 16) }

  /// Element number.
  public var element: UInt16 { UInt16(truncatingIfNeeded: rawValue) }

  /// Odd groups are private (PS3.5 §7.8).
  public var isPrivate: Bool { group & 1 == 1 }

  /// Ascending by group, then element.
  public static func < (left: Tag, right: Tag) -> Bool { left.rawValue < right.rawValue }
}
