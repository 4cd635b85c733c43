import Inventory
import Judgement
import Procurement
import Specification
import Testing

@Suite("Points of a price")
struct PricePointsTests {
  /// Price, lowest price, and what a board's pocket calculator says.
  static let table: [(PriceFormula, Int, Int, String)] = [
    (.lowestOverPrice, 100, 100, "1"), (.lowestOverPrice, 125, 100, "4/5"), (.lowestOverPrice, 300, 100, "1/3"),
    (.linear, 100, 100, "1"), (.linear, 125, 100, "3/4"), (.linear, 199, 100, "1/100"), (.linear, 200, 100, "0"),
    (.linear, 900, 100, "0"),
  ]

  @Test("A price earns what its formula says, exactly", arguments: table)
  func points(formula: PriceFormula, price: Int, lowest: Int, expected: String) {
    let points = PriceRule(formula: formula).points(for: Rational(price), lowest: Rational(lowest))
    #expect(points?.exact == expected)
  }

  @Test("A price of nothing earns no points by itself", arguments: PriceFormula.allCases)
  func nothing(formula: PriceFormula) {
    #expect(PriceRule(formula: formula).points(for: .zero, lowest: .zero) == nil)
  }
}
