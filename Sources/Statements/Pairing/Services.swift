import Evidence

/// A service that two products can share, without the role.
struct Service: Hashable {
  var kind: Claim.Kind
  /// Identifier, or what else names it.
  var key: [String]
  /// Name to show, where the claim's own would say too much.
  var title: String?
  /// What its user and its provider are called.
  var userRole: String
  var providerRole: String

  static func == (one: Service, other: Service) -> Bool { one.kind == other.kind && one.key == other.key }
  func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(key)
  }
}

/// The services of one document on one side.
struct Services {
  private(set) var order: [Service] = []
  private var claims: [Service: [Claim]] = [:]

  init(_ all: [Claim], isUser: Bool) {
    for claim in all {
      guard let service = Self.service(claim, isUser: isUser) else { continue }
      if claims[service] == nil { order.append(service) }
      claims[service, default: []].append(claim)
    }
  }

  /// The claims about a service; those about a whole web service stand for its resources that are not named.
  subscript(service: Service) -> [Claim] {
    if let own = claims[service] { return own }
    guard service.kind == .dicomweb, let first = service.key.first else { return [] }
    return claims[Service(kind: .dicomweb, key: [first, ""], userRole: "", providerRole: "")] ?? []
  }

  /// The service that a claim is about, where the claim is of this side.
  private static func service(_ claim: Claim, isUser: Bool) -> Service? {
    func sided(_ users: [Claim.Role], _ providers: [Claim.Role]) -> Bool {
      claim.role.map { (isUser ? users : providers).contains($0) } ?? false
    }
    switch (claim.kind, claim.detail) {
    case (.sopClass, _):
      guard sided([.scu], [.scp]), let uid = claim.uid else { return nil }
      return Service(kind: .sopClass, key: [uid], userRole: "SCU", providerRole: "SCP")
    case (.mediaProfile, _):
      guard sided([.fileSetCreator, .fileSetUpdater], [.fileSetReader]),
        let key = claim.uid ?? claim.name.map(NameKey.key)
      else { return nil }
      return Service(kind: .mediaProfile, key: [key], userRole: "FSC", providerRole: "FSR")
    case (_, .web(let web)):
      guard sided([.userAgent, .client], [.originServer, .server]) else { return nil }
      return Service(
        kind: .dicomweb, key: [web.service.lowercased(), web.resource.map { Words($0).joined } ?? ""],
        userRole: "user agent", providerRole: "origin server")
    case (_, .message(let message)) where claim.property == nil:
      let direction =
        message.direction ?? (claim.role == .sender ? .outbound : claim.role == .receiver ? .inbound : nil)
      guard direction == (isUser ? .outbound : .inbound) else { return nil }
      return Service(
        kind: .hl7Message, key: [message.event.uppercased()], title: message.event, userRole: "sender",
        providerRole: "receiver")
    case (_, .resource(let entry)) where claim.property == nil:
      guard sided([.client, .userAgent], [.server, .originServer]), entry.searchParameter == nil,
        entry.interaction != nil || entry.operation != nil
      else { return nil }
      return Service(
        kind: .fhir, key: [entry.resource ?? "", entry.interaction ?? "", entry.operation ?? ""], userRole: "client",
        providerRole: "server")
    case (_, .operation(let operation)) where claim.property == nil:
      guard sided([.client, .userAgent], [.server, .originServer]) else { return nil }
      return Service(
        kind: .operation, key: [operation.operation, operation.action ?? "", operation.httpMethod ?? ""],
        userRole: "client", providerRole: "server")
    default: return nil
    }
  }
}
