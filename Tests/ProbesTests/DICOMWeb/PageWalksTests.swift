import Testing

@testable import Probes

@Suite("Walks over pages")
struct PageWalksTests {
  /// What is found by walks in these orders, with what one request finds after each.
  private static func finding(_ orders: [[String]], contents: [Set<String>]? = nil) -> PageWalks.Finding? {
    var walks = PageWalks(wanted: 2)
    for (number, order) in orders.enumerated() {
      walks.take(order)
      if walks.wantsContent { walks.take(content: contents?[number] ?? Set(order)) }
    }
    return walks.finding
  }

  private static let one = ["a", "b", "c"]
  private static let other = ["b", "c", "a"]

  @Test("Two walks that agree are enough; after a difference it takes three")
  func steady() {
    #expect(Self.finding([Self.one]) == nil)
    #expect(Self.finding([Self.one, Self.one]) == .steady)
    #expect(Self.finding([Self.one, Self.other]) == nil)
    #expect(Self.finding([Self.one, Self.other, Self.other]) == nil)
    #expect(Self.finding([Self.one, Self.other, Self.other, Self.other]) == .steady)
  }

  @Test("A delivery has more time to end before each further walk, of some seconds in all")
  func pauses() {
    var walks = PageWalks(wanted: 2)
    var pauses: [Duration] = []
    while walks.finding == nil {
      if walks.hasDiffered { pauses.append(walks.pause) }
      walks.take(pauses.count.isMultiple(of: 2) ? Self.one : Self.other)
      if !walks.hasDiffered { walks.take(Self.other) }
      if walks.wantsContent { walks.take(content: Set(Self.one)) }
    }
    let before = pauses.enumerated().filter { $0.offset.isMultiple(of: 3) }.map(\.element)
    #expect(before == before.sorted() && before.reduce(.zero, +) > .seconds(5), "\(pauses)")
    #expect(before.allSatisfy { (.milliseconds(1)...(.seconds(4))).contains($0) })
    // The walks of a burst follow each other at once.
    #expect(pauses.enumerated().allSatisfy { $0.offset.isMultiple(of: 3) || $0.element == .zero }, "\(pauses)")
  }

  @Test("Orders that differ to the end are unsteady where the results stay, and say nothing where they change")
  func unsteady() {
    let orders = (0..<14).map { $0.isMultiple(of: 2) ? Self.one : Self.other }
    #expect(Self.finding(orders) == .unsteady)
    // Pages of an order that changes between them lose and repeat results: what one request finds decides.
    let torn = (0..<14).map { $0.isMultiple(of: 2) ? ["a", "b", "a"] : ["c", "b", "b"] }
    #expect(Self.finding(torn, contents: Array(repeating: Set(Self.one), count: 14)) == .unsteady)
    let growing = (0..<14).map { number in (0...number).map { "\($0)" } }
    #expect(Self.finding(growing) == .changing)
  }

  @Test("A study that is delivered again for longer than it is looked at is steady where the walks of a burst agree")
  func delivered() {
    // Each object that comes puts another one in front; three walks go between the last two.
    let orders = [Self.one, Self.other, Self.other, Self.one, Self.one, Self.other, Self.other, Self.other]
    for number in 2..<orders.count { #expect(Self.finding(Array(orders.prefix(number))) == nil, "\(number)") }
    #expect(Self.finding(orders) == .steady)
  }
}
