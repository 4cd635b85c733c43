/// The bid judged.
public struct BidSummary: Codable, Hashable, Sendable {
  /// Identifier, also the name in comparisons.
  public var id: String
  /// Bidder.
  public var bidder: String
  /// Systems offered: product and version.
  public var products: [String]
  /// Documents submitted, with their SHA-256.
  public var documents: [DocumentSummary]

  /// One document.
  public struct DocumentSummary: Codable, Hashable, Sendable {
    /// File name.
    public var name: String
    /// Title.
    public var title: String
    /// SHA-256, hex.
    public var sha256: String
    /// Number of claims read.
    public var claims: Int

    /// Makes a document's summary.
    public init(name: String, title: String, sha256: String, claims: Int) {
      self.name = name
      self.title = title
      self.sha256 = sha256
      self.claims = claims
    }
  }

  /// Makes a summary.
  public init(id: String, bidder: String, products: [String], documents: [DocumentSummary]) {
    self.id = id
    self.bidder = bidder
    self.products = products
    self.documents = documents
  }
}
