import Inventory
import Specification
import Testing

@Suite("Reading tenders")
struct TenderReadingTests {
  @Test("A tender says what is asked, how quality and price weigh in each lot, and which bids there are")
  func whole() throws {
    let reading = InventoryReader.tender(try Sample.source(Sample.tender, "tenders/2026/tender.yaml"))
    #expect(reading.diagnostics.isEmpty)
    let tender = try #require(reading.value)
    #expect(tender.folder == "tenders/2026")
    #expect(tender.place(tender.specification) == "tenders/2026/specification")
    #expect(tender.price == PriceRule(formula: .linear, zeroAt: ExactFraction(15, 10), currency: "GBP"))
    #expect(
      tender.lots == [
        Tender.Lot(
          id: "archive", title: "The archive", profile: "base", qualityWeight: 70,
          qualityThreshold: ExactFraction(505, 10)),
        Tender.Lot(
          id: "viewer", title: "The viewer", profile: "light", qualityWeight: 60,
          qualityThreshold: ExactFraction(40, 1)),
      ])
    #expect(tender.bids(for: tender.lots[1]).map(\.bid) == ["bids/acme", "bids/best"])
    #expect(tender.bids[0].price == ExactFraction(125_000_050, 100))
    #expect(tender.bids[1].price == nil)
  }

  @Test("A tender without lots is one lot, and may have no bids yet")
  func bare() throws {
    let text = """
      edition: 1
      kind: tender
      id: a
      title: Archive
      buyer: North
      specification: s
      weights: {quality: 100, price: 0}

      """
    let tender = try #require(InventoryReader.tender(try Sample.source(text, "tender.yaml")).value)
    #expect(tender.lots == [Tender.Lot(id: nil, title: "Archive", qualityWeight: 100)])
    #expect(tender.bids(for: tender.lots[0]).isEmpty && tender.place("s") == "s")
    #expect(tender.price.formula == .lowestOverPrice)
  }
}
