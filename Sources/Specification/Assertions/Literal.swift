import DICOM
import Foundation
import HL7

/// A text that is not a literal of the type wanted.
public struct LiteralError: Error, Hashable, Sendable {
  /// The rule.
  public var code: AssertionDiagnosticCode
  /// What is wrong, and what was expected.
  public var message: String
  /// What to do.
  public var hint: String?

  /// Makes an error.
  public init(_ code: AssertionDiagnosticCode, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

/// Reads scalars by the type that their place demands; nothing is guessed from how they look.
public enum Literal {
  /// The value that a text means where a value of this type is wanted. Text (`string`) is taken as it stands.
  public static func parse(_ text: String, as type: ValueType) -> Result<Value, LiteralError> {
    switch type {
    case .string: .success(.string(text))
    case .boolean: boolean(text)
    case .number: number(text)
    case .duration: quantity(text, .duration).map { .duration(nanoseconds: $0) }
    case .size: quantity(text, .size).map { .size(bytes: $0) }
    case .uid: uid(text)
    case .tag: tag(text)
    case .date: date(text)
    case .word(let words): word(text, of: words)
    case .address: address(text)
    case .list, .record, .dataSet, .message, .resource:
      .failure(LiteralError(.literalType, "\(type.described) is wanted, not `\(text)`"))
    }
  }

  /// An address that at least one edition of HL7 v2 has something at.
  private static func address(_ text: String) -> Result<Value, LiteralError> {
    do {
      let address = try Address(text)
      guard let problem = address.problemInEveryVersion else { return .success(.string(text)) }
      return .failure(LiteralError(.literalType, "`\(text)`: \(problem)"))
    } catch {
      return .failure(LiteralError(.literalType, "`\(text)`: \(error)"))
    }
  }

  private static func boolean(_ text: String) -> Result<Value, LiteralError> {
    switch text {
    case "true": .success(.boolean(true))
    case "false": .success(.boolean(false))
    default: .failure(LiteralError(.literalType, "`\(text)` is neither `true` nor `false`"))
    }
  }

  private static func number(_ text: String) -> Result<Value, LiteralError> {
    guard let value = decimal(text) else {
      let isQuantity = Quantity.allCases.contains { (try? quantity(text, $0).get()) != nil }
      return .failure(
        LiteralError(
          .literalType, "`\(text)` is not a number",
          hint: isQuantity
            ? "the number stands here without a unit"
            : "a number is digits, with a point and a minus where wanted: `12`, `0.5`, `-3`"))
    }
    return .success(.number(value))
  }

  /// An exact decimal: digits, at most 30 of them, with one point and a leading minus.
  static func decimal(_ text: String) -> Decimal? {
    var digits = text.utf8[...]
    if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), digits.count <= 31,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    if let whole = whole(text.utf8) { return Decimal(whole) }
    return Decimal(string: text, locale: posix)
  }

  private static let posix = Locale(identifier: "en_US_POSIX")

  /// What digits alone, as most numbers are, mean; nil for all others, and for more digits than surely fit into a word.
  private static func whole(_ digits: some Collection<UInt8>) -> Int64? {
    guard (1...18).contains(digits.count) else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    return value
  }

  /// Kinds of number with a unit.
  private enum Quantity: CaseIterable {
    case duration
    case size

    /// Units with the factor to nanoseconds or bytes, smallest first.
    var units: [(name: String, factor: Int64)] {
      switch self {
      case .duration: [("ms", 1_000_000), ("s", 1_000_000_000), ("min", 60_000_000_000), ("h", 3_600_000_000_000)]
      case .size:
        [
          ("B", 1), ("KB", 1_000), ("KiB", 1_024), ("MB", 1_000_000), ("MiB", 1_048_576), ("GB", 1_000_000_000),
          ("GiB", 1_073_741_824),
        ]
      }
    }

    var described: String { self == .duration ? "a duration" : "a size" }
    var example: String { self == .duration ? "`300 ms`, `5 s`, `2 min`" : "`64 KiB`, `10 MB`" }
  }

  private static func quantity(_ text: String, _ kind: Quantity) -> Result<Int64, LiteralError> {
    if let value = wholeQuantity(text, kind) { return .success(value) }
    let scalars = text.unicodeScalars
    let end = scalars.firstIndex { !(Lexer.isDigit($0) || $0 == "." || $0 == "-") } ?? scalars.endIndex
    let unit = String(scalars[end...]).trimmed
    guard let amount = decimal(String(scalars[..<end])) else {
      return .failure(
        LiteralError(.literalType, "`\(text)` is not \(kind.described)", hint: "such as \(kind.example)"))
    }
    let names = kind.units.map(\.name)
    guard !unit.isEmpty else {
      return .failure(
        LiteralError(
          .literalType, "`\(text)` has no unit, and \(kind.described) is wanted",
          hint: "write the unit: \(names.map { "`\(text) \($0)`" }.joined(separator: ", "))"))
    }
    guard let factor = kind.units.first(where: { $0.name == unit })?.factor else {
      return .failure(unknownUnit(unit, in: text, kind))
    }
    let product = amount * Decimal(factor)
    guard amount >= 0 else {
      return .failure(LiteralError(.literalType, "\(kind.described) can't be negative"))
    }
    var exact = product
    var rounded = Decimal()
    NSDecimalRound(&rounded, &exact, 0, .down)
    guard rounded == product, product <= Decimal(Int64.max), let value = Int64(rounded.description) else {
      return .failure(
        LiteralError(
          .literalType,
          "`\(text)` is \(product > Decimal(Int64.max) ? "too large" : "no whole number of \(kind == .duration ? "nanoseconds" : "bytes")")"
        ))
    }
    return .success(value)
  }

  /// A whole number with a unit, read without decimal arithmetic; nil where it has to be read in another way.
  private static func wholeQuantity(_ text: String, _ kind: Quantity) -> Int64? {
    let end = text.utf8.firstIndex { !(0x30...0x39).contains($0) } ?? text.utf8.endIndex
    let unit = text.utf8[end...].drop { $0 == UInt8(ascii: " ") }
    guard let amount = whole(text.utf8[..<end]),
      let factor = kind.units.first(where: { $0.name.utf8.elementsEqual(unit) })?.factor
    else { return nil }
    let (product, isTooLarge) = amount.multipliedReportingOverflow(by: factor)
    return isTooLarge ? nil : product
  }

  private static func unknownUnit(_ unit: String, in text: String, _ kind: Quantity) -> LiteralError {
    let other: Quantity = kind == .duration ? .size : .duration
    if other.units.contains(where: { $0.name == unit }) {
      return LiteralError(
        .literalType, "`\(text)` is \(other.described), and \(kind.described) is wanted",
        hint: "such as \(kind.example)")
    }
    let names = kind.units.map(\.name)
    let meant = [
      "sec": "s", "secs": "s", "seconds": "s", "second": "s", "m": "min", "mins": "min", "minutes": "min",
      "minute": "min", "hours": "h", "hour": "h", "hr": "h", "msec": "ms", "milliseconds": "ms", "k": "KB", "kB": "KB",
      "kb": "KB", "K": "KB", "Mb": "MB", "mb": "MB", "M": "MB", "kib": "KiB", "bytes": "B", "byte": "B", "b": "B",
      "G": "GB", "gb": "GB",
    ]
    let better = meant[unit].flatMap { names.contains($0) ? "write `\($0)`" : nil }
    return LiteralError(
      .unknownUnit, "`\(unit)` is not a unit of \(kind == .duration ? "time" : "size")",
      hint: better ?? "units are \(names.enumerated)")
  }

  private static func uid(_ text: String) -> Result<Value, LiteralError> {
    if let first = text.unicodeScalars.first, Lexer.isDigit(first) {
      if let problem = NamedChecker.uidProblem(text) {
        return .failure(LiteralError(.literalType, "`\(text)` is not a UID: \(problem)"))
      }
      return .success(.uid(text))
    }
    if let uid = UID(keyword: text) { return .success(.uid(uid.value)) }
    let near = UIDRegistry.suggestions(for: text)
    return .failure(
      LiteralError(
        .unknownUID, "`\(text)` is not a UID keyword of PS3.6",
        hint: near.isEmpty
          ? "keywords are those of PS3.6 Annex A, `CTImageStorage`; or write the UID with dots"
          : "did you mean \(near.map { "`\($0)`" }.joined(separator: " or "))?"))
  }

  private static func tag(_ text: String) -> Result<Value, LiteralError> {
    if let tag = Tag(notation: text) ?? Tag(keyword: text) { return .success(.tag(tag)) }
    let near = DataDictionary.suggestions(for: text)
    return .failure(
      LiteralError(
        .unknownKeyword, "`\(text)` is neither a tag nor a keyword of PS3.6",
        hint: near.isEmpty ? "such as `(0010,0020)` or `PatientID`" : "did you mean `\(near[0])`?"))
  }

  private static func date(_ text: String) -> Result<Value, LiteralError> {
    guard NamedChecker.isCalendarDate(text) else {
      return .failure(
        LiteralError(
          .literalType, "`\(text)` is not a date", hint: "a date is written year, month, day: `2026-04-01`"))
    }
    return .success(.date(text))
  }

  private static func word(_ text: String, of words: [String]) -> Result<Value, LiteralError> {
    if words.contains(text) { return .success(.string(text)) }
    let near = NearestName.suggestion(for: text, among: words)
    return .failure(
      LiteralError(
        .unknownWord, "`\(text)` is not one of the words that can stand here",
        hint: (near.map { "did you mean `\($0)`? " } ?? "") + "words are \(words.enumerated)"))
  }
}
