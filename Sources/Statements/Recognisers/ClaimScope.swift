import Evidence

/// What a claim speaks for: an application entity and a SOP class, or all of them.
///
/// Two application entities may differ without contradiction, and so may two SOP classes; what names none speaks for
/// all. Claims kept by scope are met without holding each against each.
struct ClaimScope: Hashable {
  private enum Part: Hashable {
    /// What the claim names; nil where it names none.
    case named(String?)
    case any
  }

  private let entity: Part
  private let sopClass: Part

  /// The scopes that a claim is kept under.
  static func keys(of claim: Claim) -> [ClaimScope] {
    all([.named(claim.applicationEntity), .any], [.named(claim.sopClass), .any])
  }

  /// The scopes under which the claims are kept that speak for something that this one speaks for.
  static func meeting(_ claim: Claim) -> [ClaimScope] {
    all(parts(meeting: claim.applicationEntity), parts(meeting: claim.sopClass))
  }

  private static func parts(meeting name: String?) -> [Part] { name == nil ? [.any] : [.named(name), .named(nil)] }

  private static func all(_ entities: [Part], _ classes: [Part]) -> [ClaimScope] {
    entities.flatMap { entity in classes.map { ClaimScope(entity: entity, sopClass: $0) } }
  }
}
