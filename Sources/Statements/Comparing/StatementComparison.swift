import Evidence

/// What a new version of a statement says that the old one did not, no longer says, or says otherwise.
///
/// What only moved, and what is only worded otherwise, is no change: claims are held against each other by what they are
/// about. What an old version says of one application entity is held against what the new one says of the same entity,
/// where both name it.
public struct StatementComparison: Codable, Hashable, Sendable {
  /// The old version.
  public var old: ComparedDocument
  /// The new version.
  public var new: ComparedDocument
  /// The changes, by kind in the order of `Claim.Kind`.
  public var changes: [Change]
  /// Things that both say the same of.
  public var unchanged: Int

  /// One change.
  public struct Change: Codable, Hashable, Sendable {
    /// Kind of the claims.
    public var kind: Claim.Kind
    /// What happened.
    public var change: Event
    /// What the claims are about.
    public var what: String
    /// Its identifier.
    public var uid: String?
    /// Role or direction.
    public var side: String?
    /// Application entity, where the change concerns one of several.
    public var applicationEntity: String?
    /// What the old version says; nil where it says nothing.
    public var old: Statement?
    /// What the new version says; nil where it says nothing.
    public var new: Statement?
  }

  /// What can happen to a claim.
  public enum Event: String, Codable, Hashable, Sendable {
    case added
    case dropped
    case changed
  }

  /// What a version says of one thing.
  public struct Statement: Codable, Hashable, Sendable {
    /// `supported`, `configurable`, `conditional`, `not-supported`, `unclear`.
    public var support: String
    /// Values, of properties; transfer syntaxes, of SOP classes.
    public var values: [String]
    /// Where it says so.
    public var evidence: [Citation]
  }

  /// Holds the versions against each other.
  public init(old: DocumentReading, new: DocumentReading) {
    self.old = ComparedDocument(old)
    self.new = ComparedDocument(new)
    let before = Topics(old.claims)
    let after = Topics(new.claims)
    let commonEntities = before.entities.intersection(after.entities)
    var changes: [Change] = []
    unchanged = 0
    for topic in (before.order + after.order).uniqued {
      let (was, now) = (before.claims[topic] ?? [], after.claims[topic] ?? [])
      // A place that names a class without a role adds nothing to one that has it.
      if let uid = topic.classWithoutRole, was.isEmpty ? before.classes.contains(uid) : after.classes.contains(uid),
        was.isEmpty || now.isEmpty
      {
        continue
      }
      if let change = Change(was, now, entity: nil) {
        changes.append(change)
        continue
      }
      // The product as a whole says the same; its entities may not.
      let byEntity = Set((was + now).compactMap(\.applicationEntity)).intersection(commonEntities).sorted().compactMap {
        entity -> Change? in
        let (own, other) = (
          was.filter { $0.applicationEntity == entity }, now.filter { $0.applicationEntity == entity }
        )
        // A place that speaks of the product where the other names its entities is no change.
        guard was.contains(where: { $0.applicationEntity != nil }), now.contains(where: { $0.applicationEntity != nil })
        else { return nil }
        return Change(own, other, entity: entity)
      }
      if byEntity.isEmpty { unchanged += 1 } else { changes += byEntity }
    }
    changes += TransferSyntaxChanges.find(old: old.claims, new: new.claims)
    let order = Dictionary(uniqueKeysWithValues: Claim.Kind.allCases.enumerated().map { ($0.element, $0.offset) })
    self.changes = changes.enumerated().sorted { first, second in
      let (one, other) = (order[first.element.kind] ?? 0, order[second.element.kind] ?? 0)
      return (one, first.offset) < (other, second.offset)
    }.map(\.element)
  }

  /// Claims by topic, in the order of the document. Transfer syntaxes are compared per SOP class, elsewhere.
  private struct Topics {
    var claims: [ClaimTopic: [Claim]] = [:]
    var order: [ClaimTopic] = []
    var entities: Set<String> = []
    /// SOP classes spoken of, in whatever role.
    var classes: Set<String> = []

    init(_ all: [Claim]) {
      for claim in all {
        if let entity = claim.applicationEntity { entities.insert(entity) }
        guard claim.kind != .transferSyntax, let topic = ClaimTopic(claim) else { continue }
        if claim.kind == .sopClass, let uid = claim.uid { classes.insert(uid) }
        if claims[topic] == nil { order.append(topic) }
        claims[topic, default: []].append(claim)
      }
    }
  }
}

extension StatementComparison.Change {
  /// The change between what two versions say of one topic; nil where they say the same.
  init?(_ was: [Claim], _ now: [Claim], entity: String?) {
    let (old, new) = (StatementComparison.Statement(was), StatementComparison.Statement(now))
    guard let shown = now.first ?? was.first, old?.support != new?.support || old?.values != new?.values else {
      return nil
    }
    var named = shown
    if named.property != nil { (named.value, named.comparator) = (nil, nil) }
    self.init(
      kind: shown.kind, change: old == nil ? .added : new == nil ? .dropped : .changed, what: named.headline,
      uid: shown.property == nil ? shown.uid : nil, side: shown.side.isEmpty ? nil : shown.side,
      applicationEntity: entity, old: old, new: new)
  }
}

extension StatementComparison.Statement {
  /// What claims about one topic say together; nil for none.
  init?(_ claims: [Claim]) {
    guard let support = StatementObservation.support(claims) else { return nil }
    self.support = support
    values = Set(claims.compactMap(\.comparable)).sorted()
    var seen: Set<Citation> = []
    evidence = claims.flatMap { $0.evidence.prefix(1) }.filter { seen.insert($0).inserted }.prefix(4).map { $0 }
  }
}

extension Claim {
  /// What a claim says beyond support that a new version may change.
  fileprivate var comparable: String? {
    if property != nil { return statedValue }
    switch detail {
    case .queryKey(let key):
      let told = key.matching.sorted() + (key.returned == true ? ["returned"] : [])
      return told.isEmpty ? nil : told.joined(separator: ", ")
    case .web(let service):
      return service.mediaTypes.isEmpty ? nil : service.mediaTypes.sorted().joined(separator: ", ")
    case .message(let message): return message.version.map { "HL7 \($0)" }
    case .resource(let entry): return entry.version.map { "FHIR \($0)" }
    case .operation(let operation): return operation.action
    case .integration: return nil
    case nil: return statedValue
    }
  }
}
