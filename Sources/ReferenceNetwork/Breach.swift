import IHE

/// Where a defect sits: the rule of an actor, or of how messages are carried, that is broken.
enum Breach: Hashable, Sendable {
  case registry(RegistryRule)
  case repository(RepositoryRule)
  case gateway(GatewayActor.Rule)
  case carriage(CarriageRule)
}

/// Rules of how messages are carried (ITI TF-2 Appendix V.3).
enum CarriageRule: Hashable, Sendable {
  case soap12
  case relation
  case ownRelation
  case packing
  case rootName
  case boundary
  case attachments
  case wellFormed
  case service
  case outcome
}
