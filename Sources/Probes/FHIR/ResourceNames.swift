import Foundation
import Specification

/// What a template may name of the resource itself: `{{resource.time}}` and `{{resource.uuid}}`.
enum ResourceNames {
  /// The names' values, new at each call.
  static func value() -> Value {
    let now = Date().formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
    return .record(["time": .string(now), "uuid": .string(UUID().uuidString.lowercased())])
  }
}
