import Evidence

/// What two statements alone tell about whether their products can talk.
public struct StatementPair: Codable, Hashable, Sendable {
  /// The first product.
  public var first: ComparedDocument
  /// The second product.
  public var second: ComparedDocument
  /// The services, those that can talk first.
  public var services: [PairVerdict]
  /// Character sets.
  public var characterSets: CharacterSetPair
  /// Facts about associations that bear on all services.
  public var association: [AssociationFact]

  /// Character sets that the documents state.
  public struct CharacterSetPair: Codable, Hashable, Sendable {
    /// In common; nil where one document states none.
    public var common: [String]?
    /// Only in the first document.
    public var onlyFirst: [String]
    /// Only in the second document.
    public var onlySecond: [String]
  }

  /// A property of associations with what each document states.
  public struct AssociationFact: Codable, Hashable, Sendable {
    /// The property, `maximum-length`, …
    public var property: String
    /// Values in the first document; empty where it states none.
    public var first: [String]
    /// Values in the second document; empty where it states none.
    public var second: [String]
    /// Places in the first document.
    public var firstEvidence: [Citation]
    /// Places in the second document.
    public var secondEvidence: [Citation]
  }

  /// How many services have a verdict.
  public func count(_ holds: (PairVerdict.Verdict) -> Bool) -> Int { services.filter { holds($0.verdict) }.count }

  /// Holds the documents against each other.
  public init(_ first: DocumentReading, _ second: DocumentReading) {
    self.first = ComparedDocument(first)
    self.second = ComparedDocument(second)
    let names = Self.names(first, second)
    var services: [PairVerdict] = []
    for direction in PairVerdict.Direction.allCases {
      let isForward = direction == .firstUsesSecond
      let matching = PairMatching(
        direction: direction, user: isForward ? first : second, provider: isForward ? second : first,
        userName: isForward ? names.first : names.second, providerName: isForward ? names.second : names.first)
      services += matching.verdicts()
    }
    services += IntegrationPairs.verdicts(first, second)
    let order = Dictionary(
      uniqueKeysWithValues: PairVerdict.Verdict.allCases.enumerated().map { ($0.element, $0.offset) })
    self.services = services.enumerated().sorted { one, other in
      (order[one.element.verdict] ?? 0, one.offset) < (order[other.element.verdict] ?? 0, other.offset)
    }.map(\.element)
    let (one, other) = (Self.characterSets(first), Self.characterSets(second))
    characterSets = CharacterSetPair(
      common: one.isEmpty || other.isEmpty ? nil : one.intersection(other).sorted(),
      onlyFirst: one.subtracting(other).sorted(), onlySecond: other.subtracting(one).sorted())
    association = Self.association(first, second)
  }

  /// How verdicts call the documents: by product where they name different ones, else by file name.
  static func names(_ first: DocumentReading, _ second: DocumentReading) -> (first: String, second: String) {
    if let one = first.product, let other = second.product, one != other { return (one, other) }
    return first.document == second.document
      ? ("the first document", "the second document") : (first.document, second.document)
  }

  private static func characterSets(_ reading: DocumentReading) -> Set<String> {
    let byName = Dictionary(grouping: reading.claims.filter { $0.kind == .characterSet }) { $0.name ?? "" }
    return Set(byName.keys.filter { !$0.isEmpty && SideStanding(byName[$0] ?? []).isClaimed })
  }

  private static func association(_ first: DocumentReading, _ second: DocumentReading) -> [AssociationFact] {
    func stated(_ reading: DocumentReading) -> [String: [Claim]] {
      Dictionary(
        grouping: reading.claims.filter { claim in
          (claim.kind == .association || claim.kind == .extendedNegotiation) && claim.value != nil
            && !(claim.property ?? "").hasPrefix("implementation-")
        }, by: { $0.property ?? $0.name ?? "extended negotiation" })
    }
    let (one, other) = (stated(first), stated(second))
    return Set(one.keys).union(other.keys).sorted().map { property in
      let (own, theirs) = (one[property] ?? [], other[property] ?? [])
      return AssociationFact(
        property: property, first: own.compactMap(\.statedValue).uniqued,
        second: theirs.compactMap(\.statedValue).uniqued,
        firstEvidence: SideStanding(own).evidence, secondEvidence: SideStanding(theirs).evidence)
    }
  }
}
