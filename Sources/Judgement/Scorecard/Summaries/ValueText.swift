import Specification

/// Values as people write them.
enum ValueText {
  static func text(_ value: Value) -> String {
    switch value {
    case .boolean(let flag): flag ? "true" : "false"
    case .number(let number): "\(number)"
    case .string(let text), .uid(let text), .date(let text): text
    case .duration(let nanoseconds): duration(nanoseconds)
    case .size(let bytes): size(bytes)
    case .tag(let tag): "(\(hexadecimal(tag.group)),\(hexadecimal(tag.element)))"
    case .list(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    case .record(let fields):
      "{"
        + fields.keys.sorted().map { "\($0): \(fields[$0].map(text) ?? "")" }
        .joined(separator: ", ") + "}"
    case .dataSet(let dataSet): "data set of \(dataSet.elements.count) elements"
    case .message(let message): "HL7 v2 message of \(message.count) segments"
    case .resource(let resource): "FHIR resource \(resource.type)\(resource.id.map { "/\($0)" } ?? "")"
    }
  }

  /// The longest unit that leaves a whole number: `5 min`, `1500 ms`.
  private static func duration(_ nanoseconds: Int64) -> String {
    for (unit, length) in [("min", Int64(60_000_000_000)), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000)]
    where nanoseconds % length == 0 && nanoseconds != 0 {
      return "\(nanoseconds / length) \(unit)"
    }
    return nanoseconds == 0 ? "0 s" : "\(nanoseconds) ns"
  }

  private static func size(_ bytes: Int64) -> String {
    for (unit, length) in [("GiB", Int64(1 << 30)), ("MiB", 1 << 20), ("KiB", 1 << 10)]
    where bytes % length == 0 && bytes != 0 {
      return "\(bytes / length) \(unit)"
    }
    return "\(bytes) B"
  }

  private static func hexadecimal(_ number: UInt16) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
