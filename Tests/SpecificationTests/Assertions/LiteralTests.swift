import DICOM
import Foundation
import Testing

@testable import Specification

@Suite("Literals")
struct LiteralTests {
  @Test(
    "A text is read by the type that its place demands",
    arguments: [
      ("12", .number, .number(12)), ("-0.5", .number, .number(Decimal(string: "-0.5") ?? 0)),
      ("1.10", .string, .string("1.10")),
      ("0.1", .number, .number(Decimal(sign: .plus, exponent: -1, significand: 1))),
      ("300 ms", .duration, .duration(nanoseconds: 300_000_000)),
      ("5 s", .duration, .duration(nanoseconds: 5_000_000_000)),
      ("2 min", .duration, .duration(nanoseconds: 120_000_000_000)),
      ("1 h", .duration, .duration(nanoseconds: 3_600_000_000_000)),
      ("1.5 s", .duration, .duration(nanoseconds: 1_500_000_000)), ("0 s", .duration, .duration(nanoseconds: 0)),
      ("64 KiB", .size, .size(bytes: 65_536)), ("10 MB", .size, .size(bytes: 10_000_000)),
      ("100 B", .size, .size(bytes: 100)),
      ("1 GiB", .size, .size(bytes: 1_073_741_824)), ("1.2.840.10008.1.1", .uid, .uid("1.2.840.10008.1.1")),
      ("Verification", .uid, .uid("1.2.840.10008.1.1")), ("(0010,0020)", .tag, .tag(Tag(0x10, 0x20))),
      ("PatientID", .tag, .tag(Tag(0x10, 0x20))), ("2028-02-29", .date, .date("2028-02-29")),
      ("true", .boolean, .boolean(true)),
      ("a", .word(["a", "b"]), .string("a")), ("ON", .string, .string("ON")),
      ("00100010", .string, .string("00100010")),
    ] as [(String, ValueType, Value)])
  func read(_ text: String, _ type: ValueType, _ value: Value) {
    #expect(Literal.parse(text, as: type) == .success(value))
  }

  @Test(
    "What is not of the type is refused",
    arguments: [
      ("", .number), ("1e3", .number), ("+1", .number), ("0x10", .number), (".5", .number), ("1.", .number),
      ("١", .number),
      (String(repeating: "9", count: 40), .number), ("5", .duration), ("s", .duration), ("5 s s", .duration),
      ("-1 s", .duration),
      ("5 S", .duration), ("64 Kib", .size), ("0.5 B", .size), ("99999999999 GiB", .size), ("1.2.", .uid),
      ("1..2", .uid),
      ("3.2", .uid), ("1.02", .uid), ("1", .uid), ("1.2 ", .uid), ("1." + String(repeating: "2", count: 63), .uid),
      ("", .uid),
      ("NoSuchKeyword", .uid), ("(0010,002)", .tag), ("2026-13-01", .date), ("2026-2-1", .date), ("2027-02-29", .date),
      ("yes", .boolean),
      ("True", .boolean), ("c", .word(["a", "b"])), ("x", .list(of: .string, key: nil)), ("x", .record([])),
      ("x", .dataSet),
    ] as [(String, ValueType)])
  func refused(_ text: String, _ type: ValueType) {
    guard case .failure(let error) = Literal.parse(text, as: type) else {
      Issue.record("accepted")
      return
    }
    #expect(!error.message.isEmpty)
  }

  @Test("A missing unit, a foreign one and a mistyped one each have their own hint")
  func units() {
    #expect(hint("5", .duration) == "write the unit: `5 ms`, `5 s`, `5 min`, `5 h`")
    #expect(hint("5 kb", .size) == "write `KB`")
    #expect(hint("5 MB", .duration) == "such as `300 ms`, `5 s`, `2 min`")
    #expect(hint("5 s", .number) == "the number stands here without a unit")
  }

  private func hint(_ text: String, _ type: ValueType) -> String? {
    if case .failure(let error) = Literal.parse(text, as: type) { error.hint } else { nil }
  }

  // Check digits worked out by hand with weights 10 to 2; 943 476 5919 is the NHS Data Dictionary's own example.
  @Test(
    "NHS numbers",
    arguments: [
      ("9434765919", true), ("9434765918", false), ("943476591", false), ("94347659190", false), ("943 476 59", false),
      ("0000000000", true), ("1234567890", false), ("٩434765919", false),
    ])
  func nhsNumbers(_ text: String, _ isValid: Bool) {
    #expect((NamedChecker.nhsNumber.problem(in: text) == nil) == isValid)
  }

  @Test(
    "DICOM dates and times",
    arguments: [
      ("20260401", NamedChecker.date, true), ("20260431", .date, false), ("20280229", .date, true),
      ("2026-04-01", .date, false), ("", .date, false),
      ("1230", .time, true), ("12", .time, true), ("123059.123456", .time, true), ("235960", .time, true),
      ("240000", .time, false), ("1260", .time, false), ("123", .time, false), ("1230.5", .time, false),
      ("123000.", .time, false), ("123000.1234567", .time, false),
    ])
  func datesAndTimes(_ text: String, _ checker: NamedChecker, _ isValid: Bool) {
    #expect((checker.problem(in: text) == nil) == isValid)
  }
}
