import Evidence

/// Which claims of a document are asked for.
public struct ClaimSelection: Hashable, Sendable {
  /// Kinds; empty for all.
  public var kinds: Set<Claim.Kind>
  /// Claims that are read less surely are left out.
  public var minimumConfidence: Int

  /// Makes a selection.
  public init(kinds: Set<Claim.Kind> = [], minimumConfidence: Int = 0) {
    self.kinds = kinds
    self.minimumConfidence = minimumConfidence
  }

  /// Whether a claim is asked for.
  public func takes(_ claim: Claim) -> Bool {
    (kinds.isEmpty || kinds.contains(claim.kind)) && claim.confidence >= minimumConfidence
  }

  /// The document with these claims alone; its problems stay.
  public func apply(to examined: ExaminedDocument) -> ExaminedDocument {
    var result = examined
    let kept = examined.reading.claims.indices.filter { takes(examined.reading.claims[$0]) }
    result.reading.claims = kept.map { examined.reading.claims[$0] }
    result.claimBlocks = kept.map { examined.claimBlocks.indices.contains($0) ? examined.claimBlocks[$0] : -1 }
    return result
  }
}
