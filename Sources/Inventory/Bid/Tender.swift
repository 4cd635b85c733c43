import Specification

/// A tender: what is asked, of whom, and how quality and price weigh.
public struct Tender: Hashable, Sendable {
  /// Identifier.
  public var id: String
  /// Title for people.
  public var title: String
  /// The contracting authority.
  public var buyer: String
  /// Reference of the tender notice.
  public var reference: String?
  /// The specification's file or folder, relative to the tender file.
  public var specification: String
  /// The network that bids demonstrate on unless they name their own, relative to the tender file.
  public var network: String?
  /// How a price becomes points.
  public var price: PriceRule
  /// Requirements that a bid must meet to be ranked, by id.
  public var gates: [String]
  /// Lots in the order of the file; where it names none, one without an id for the whole tender.
  public var lots: [Lot]
  /// The bids in the order of the file.
  public var bids: [Entry]
  /// Folder of the tender file.
  public var folder: String

  /// Makes a tender.
  public init(
    id: String, title: String, buyer: String, reference: String? = nil, specification: String,
    network: String? = nil, price: PriceRule = PriceRule(), gates: [String] = [], lots: [Lot],
    bids: [Entry] = [], folder: String
  ) {
    self.id = id
    self.title = title
    self.buyer = buyer
    self.reference = reference
    self.specification = specification
    self.network = network
    self.price = price
    self.gates = gates
    self.lots = lots
    self.bids = bids
    self.folder = folder
  }

  /// The bids for a lot, in the order of the file.
  public func bids(for lot: Lot) -> [Entry] { bids.filter { $0.lot == lot.id } }

  /// A path of the tender file, as seen from where the program runs.
  public func place(_ path: String) -> String { folder == "." ? path : "\(folder)/\(path)" }

  /// A part that is awarded by itself.
  public struct Lot: Hashable, Sendable {
    /// Identifier; nil for the one lot of a tender that names none.
    public var id: String?
    /// Title for people.
    public var title: String
    /// The profile, by name; nil for the specification as it stands.
    public var profile: String?
    /// Weight of quality, percent; the price has the rest.
    public var qualityWeight: Int
    /// Score of quality, percent, that a bid must reach to be ranked.
    public var qualityThreshold: ExactFraction

    /// Makes a lot.
    public init(
      id: String?, title: String, profile: String? = nil, qualityWeight: Int,
      qualityThreshold: ExactFraction = ExactFraction(0, 1)
    ) {
      self.id = id
      self.title = title
      self.profile = profile
      self.qualityWeight = qualityWeight
      self.qualityThreshold = qualityThreshold
    }
  }

  /// A bid for a lot, with paths relative to the tender file.
  public struct Entry: Hashable, Sendable {
    /// The bid's folder or file.
    public var bid: String
    /// The lot; nil where the tender names none.
    public var lot: String?
    /// The network that it demonstrates on; the tender's where nil.
    public var network: String?
    /// What evaluators read and marked.
    public var assessment: String?
    /// The bidder's answers to clarification questions.
    public var answers: String?
    /// The record of its evaluation, to be judged again.
    public var run: String?
    /// Its price, in the tender's currency; nil before prices are opened.
    public var price: ExactFraction?
    /// Where it stands.
    public var span: SourceSpan

    /// Makes an entry.
    public init(
      bid: String, lot: String? = nil, network: String? = nil, assessment: String? = nil, answers: String? = nil,
      run: String? = nil, price: ExactFraction? = nil, span: SourceSpan
    ) {
      self.bid = bid
      self.lot = lot
      self.network = network
      self.assessment = assessment
      self.answers = answers
      self.run = run
      self.price = price
      self.span = span
    }
  }
}

/// How a price becomes points.
public struct PriceRule: Hashable, Sendable {
  /// The formula.
  public var formula: PriceFormula
  /// With ``PriceFormula/linear``: how many times the lowest price earns nothing; more than 1.
  public var zeroAt: ExactFraction
  /// Currency, as ISO 4217 writes it.
  public var currency: String

  /// Makes a rule.
  public init(
    formula: PriceFormula = .lowestOverPrice, zeroAt: ExactFraction = ExactFraction(2, 1), currency: String = "GBP"
  ) {
    self.formula = formula
    self.zeroAt = zeroAt
    self.currency = currency
  }
}

/// The formulas for points of price that are in use.
public enum PriceFormula: String, CaseIterable, Codable, Hashable, Sendable {
  /// The lowest price over the bid's price.
  case lowestOverPrice = "lowest-over-price"
  /// Falls evenly from the lowest price, which earns all, to a multiple of it, which earns nothing.
  case linear
}
