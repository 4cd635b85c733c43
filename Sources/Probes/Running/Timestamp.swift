import Foundation

/// Moments in the record: ISO 8601, UTC, milliseconds.
public enum Timestamp {
  /// Now.
  public static func now() -> String { text(Date()) }

  /// Of a moment.
  public static func text(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
