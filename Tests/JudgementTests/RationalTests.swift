import Specification
import Testing

@testable import Judgement

@Suite("Exact fractions")
struct RationalTests {
  @Test(
    "Decimals are cut off, never rounded",
    arguments: [
      ("89999/100000", 2, "0.89"), ("2/3", 2, "0.66"), ("1", 2, "1.00"), ("0", 2, "0.00"), ("1/1000", 2, "0.00"),
      ("200/3", 0, "66"), ("12345/100", 1, "123.4"), ("-1/3", 2, "-0.33"), ("-1/1000", 2, "0.00"),
    ])
  func cutsOff(exact: String, decimals: Int, shown: String) throws {
    #expect(try #require(Rational(exact: exact)).truncated(decimals: decimals) == shown)
  }

  @Test("89.999 on a scale of 100 with two decimals or none never shows as 90")
  func neverRoundsUp() throws {
    let share = try #require(Rational(exact: "89999/100000"))
    #expect(ShownNumber(share, on: .hundred).shown == "89.99")
    #expect(ShownNumber(share, on: Scale(maximum: 100, decimals: 0)).shown == "89")
  }

  @Test("Fractions are reduced and keep a positive denominator")
  func reduces() {
    #expect(Rational(6, -8)?.exact == "-3/4")
    #expect(Rational(4, 2)?.exact == "2")
    #expect(Rational(1, 0) == nil)
  }

  @Test("Thirds add up to exactly one")
  func thirds() throws {
    let third = try #require(Rational(1, 3))
    #expect(third + third + third == .one)
    #expect((third * Rational(3)).exact == "1")
    #expect(third.divided(by: .zero) == nil)
  }

  @Test(
    "Text that is no fraction is not read", arguments: ["", "a", "1/", "/2", "1/0", "1/-2", "1/2/3", "0.5", "1 /2"])
  func refuses(text: String) {
    #expect(Rational(exact: text) == nil)
  }
}
