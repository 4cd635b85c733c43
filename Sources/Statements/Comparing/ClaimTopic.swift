import Evidence

/// What a claim is about, without what it says of it and without the words: two versions of a statement, or two places
/// of one, that speak of the same thing have the same topic.
struct ClaimTopic: Hashable {
  /// Kind of the claims.
  var kind: Claim.Kind
  /// Identifier, name, property or detail, brought to one way of writing.
  var thing: [String]

  /// The topic of a claim; nil where the claim names nothing.
  init?(_ claim: Claim) {
    kind = claim.kind
    let role = claim.role?.rawValue ?? ""
    switch claim.detail {
    case .queryKey(let key):
      thing = [claim.sopClass ?? "", role, key.tag, key.level ?? ""]
    case .web(let service):
      thing = [role] + [service.service, service.resource, service.httpMethod].map { Self.plain($0) }
    case .integration(let row):
      thing = [row.profile, row.actor, row.option].map { Self.plain($0) }
    case .message(let message):
      thing = [message.event.uppercased(), message.direction?.rawValue ?? ""]
    case .resource(let entry):
      thing = [role, entry.resource ?? "", entry.interaction ?? "", entry.searchParameter ?? "", entry.operation ?? ""]
    case .operation(let operation):
      thing = [role, operation.interface ?? "", operation.operation, operation.httpMethod ?? ""]
    case nil:
      if let property = claim.property {
        thing = [property, claim.sopClass ?? ""]
      } else if let what = claim.uid ?? claim.name.map(NameKey.key), !what.isEmpty {
        thing = [what, role, claim.sopClass ?? ""]
      } else {
        return nil
      }
      return
    }
    // A property of a message or operation is a topic of its own.
    if let property = claim.property { thing += [property, claim.name ?? ""] }
  }

  /// The identifier of a SOP class that is spoken of without a role; nil for any other topic.
  var classWithoutRole: String? {
    guard kind == .sopClass, thing.count == 3, thing[1].isEmpty else { return nil }
    return thing[0]
  }

  private static func plain(_ text: String?) -> String { text.map { Words($0).joined } ?? "" }
}
