import Specification

/// Reads tenders. The specification and the bids that they name are not opened.
struct TenderReader {
  let folder: String
  let log: DiagnosticLog

  func tender(_ reader: FormReader) -> Tender {
    let weight = qualityWeight(reader.form("weights"))
    let threshold = reader.fraction("quality-threshold") ?? ExactFraction(0, 1)
    let profile = reader.identifier("profile")
    var lots = lots(reader, profile: profile, weight: weight, threshold: threshold)
    if lots.isEmpty {
      lots = [
        Tender.Lot(
          id: nil, title: reader.text("title") ?? "", profile: profile, qualityWeight: weight,
          qualityThreshold: threshold)
      ]
    }
    return Tender(
      id: reader.identifier("id") ?? "", title: reader.text("title") ?? "", buyer: reader.text("buyer") ?? "",
      reference: reader.text("reference"), specification: reader.text("specification") ?? "",
      network: reader.text("network"), price: price(reader.form("price")),
      gates: reader.distinct("gates", log: log).map(\.text), lots: lots,
      bids: bids(reader, lots: lots), folder: folder)
  }

  private func qualityWeight(_ reader: FormReader?) -> Int {
    guard let reader, let quality = reader.integer("quality"), let price = reader.integer("price") else { return 0 }
    if quality + price != 100 {
      log.error(
        InventoryRule.weightSum, at: reader.span(of: "quality"),
        "quality \(quality) and price \(price) add up to \(quality + price), not to 100")
    }
    return quality
  }

  private func price(_ reader: FormReader?) -> PriceRule {
    var rule = PriceRule()
    guard let reader else { return rule }
    rule.formula = reader.word("formula") ?? rule.formula
    if let zeroAt = reader.fraction("zero-at") {
      rule.zeroAt = zeroAt
      if rule.formula != .linear {
        log.error(
          InventoryRule.zeroAt, at: reader.span(of: "zero-at"), "`zero-at` means nothing with `lowest-over-price`",
          hint: "remove it, or choose the formula `linear`")
      } else if zeroAt.numerator <= zeroAt.denominator {
        log.error(
          InventoryRule.zeroAt, at: reader.span(of: "zero-at"), "`zero-at` must be more than 1",
          hint: "2 where twice the lowest price earns nothing")
      }
    }
    if let currency = reader.text("currency") {
      rule.currency = currency
      if currency.utf8.count != 3 || !currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
        log.error(
          InventoryRule.currency, at: reader.span(of: "currency"), "`\(currency)` is not a currency's code",
          hint: "three capital letters as in ISO 4217: GBP")
      }
    }
    return rule
  }

  private func lots(
    _ reader: FormReader, profile: String?, weight: Int, threshold: ExactFraction
  ) -> [Tender.Lot] {
    var seen: Set<String> = []
    return reader.forms("lots").compactMap { form in
      guard let id = form.identifier("id") else { return nil }
      if !seen.insert(id).inserted {
        log.error(ReadingRule.duplicateID, at: form.span(of: "id"), "there is a lot `\(id)` already")
      }
      return Tender.Lot(
        id: id, title: form.text("title") ?? "", profile: form.identifier("profile") ?? profile,
        qualityWeight: form.form("weights").map { qualityWeight($0) } ?? weight,
        qualityThreshold: form.fraction("quality-threshold") ?? threshold)
    }
  }

  private func bids(_ reader: FormReader, lots: [Tender.Lot]) -> [Tender.Entry] {
    let known = Set(lots.compactMap(\.id))
    var seen: Set<String> = []
    return reader.forms("bids").map { form in
      let lot = form.identifier("lot")
      if let lot, !known.contains(lot) {
        log.unknown(InventoryRule.unknownLot, "lot", lot, at: form.span(of: "lot"), among: known)
      } else if lot == nil, !known.isEmpty {
        log.error(
          InventoryRule.lotOfBid, at: form.span(of: "bid"), "the bid does not say which lot it is for",
          hint: "add `lot:`; a bid for two lots stands here twice")
      }
      let entry = Tender.Entry(
        bid: form.text("bid") ?? "", lot: lot, network: form.text("network"), assessment: form.text("assessment"),
        answers: form.text("answers"), run: form.text("run"), price: form.fraction("price"), span: form.span(of: "bid"))
      if !seen.insert("\(entry.bid) \(lot ?? "")").inserted {
        log.error(
          InventoryRule.repeatedEntry, at: form.span(of: "bid"), "`\(entry.bid)` stands in `bids` already",
          hint: "give each bid once for a lot")
      }
      return entry
    }
  }
}
