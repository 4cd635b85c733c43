import Evidence
import Inventory

extension BidSummary {
  /// Who was judged: the bid, or the network itself where there are no papers.
  init(plan: Plan, documents: [DocumentReading]) {
    let systems = plan.network.sites.flatMap(\.systems)
    let offered = plan.bid?.offers.map { Self.product($0.product, $0.version) } ?? []
    let titles = plan.bid?.documents ?? []
    self.init(
      id: plan.bid?.id ?? plan.network.id, bidder: plan.bid?.bidder ?? plan.network.title,
      products: (offered.isEmpty ? systems.map { Self.product($0.product, $0.version) } : offered).withoutRepeats(),
      documents: documents.map { reading in
        let entry = titles.first { $0.path == reading.document || $0.path.hasSuffix("/" + reading.document) }
        return DocumentSummary(
          name: reading.document, title: entry?.title ?? reading.document, sha256: reading.sha256,
          claims: reading.claims.count)
      })
  }

  private static func product(_ name: String, _ version: String?) -> String {
    [name, version ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
