import DICOM
import Evidence
import Specification

/// What the documents say together of query keys, negotiation, security, media, and of interfaces other than DIMSE.
enum InterfaceObservation {
  /// The fields of `StatementSchema.type` that these claims fill.
  static func fields(_ claims: [Claim]) -> [String: Value] {
    [
      "query-key": queryKeys(claims.filter { $0.kind == .queryKey }),
      "extended-negotiation": negotiation(claims.filter { $0.kind == .extendedNegotiation }),
      "security-profile": named(claims.filter { $0.kind == .securityProfile }, by: \.name),
      "media-profile": byRole(
        claims.filter { $0.kind == .mediaProfile }, roles: [.fileSetCreator, .fileSetReader, .fileSetUpdater]),
      "dicomweb": webServices(claims.filter { $0.kind == .dicomweb }),
      "ihe": integration(claims.filter { $0.kind == .ihe }),
      "hl7-message": messages(claims.filter { $0.kind == .hl7Message }),
      "fhir": resources(claims.filter { $0.kind == .fhir }),
      "operation": named(claims.filter { $0.kind == .operation }, by: \.name),
    ]
  }

  private static func queryKeys(_ claims: [Claim]) -> Value {
    grouped(claims, by: { $0.detail?.queryKey?.tag }) { tag, group in
      guard let known = Tag(notation: tag) else { return nil }
      var record: [String: Value] = ["tag": .tag(known)]
      record["name"] = group.lazy.compactMap(\.name).first.map { .string($0) }
      addSupport(of: [.scu, .scp], group, to: &record)
      let supported = group.filter { $0.polarity == .supported }
      record["levels"] = strings(supported.compactMap { $0.detail?.queryKey?.level })
      record["matching"] = strings(supported.flatMap { $0.detail?.queryKey?.matching ?? [] })
      return .record(record)
    }
  }

  private static func webServices(_ claims: [Claim]) -> Value {
    grouped(claims, by: { $0.detail?.web?.service }) { service, group in
      var record: [String: Value] = ["service": .string(service)]
      addSupport(of: webRoles, whole(group) { $0.detail?.web?.resource == nil }, to: &record)
      record["resources"] = grouped(group, by: { $0.detail?.web?.resource }) { resource, claims in
        var part: [String: Value] = ["resource": .string(resource)]
        addSupport(of: webRoles, claims, to: &part)
        return .record(part)
      }
      let supported = group.filter { $0.polarity == .supported }
      record["media-types"] = strings(supported.flatMap { $0.detail?.web?.mediaTypes ?? [] })
      record["parameters"] = strings(supported.flatMap { $0.detail?.web?.parameters ?? [] })
      return .record(record)
    }
  }

  private static let webRoles: [Claim.Role] = [.userAgent, .originServer]

  private static func integration(_ claims: [Claim]) -> Value {
    grouped(claims, by: { $0.detail?.integration?.profile }) { profile, group in
      var record: [String: Value] = ["profile": .string(profile)]
      record["support"] = StatementObservation.support(
        whole(group) { $0.detail?.integration?.actor == nil }
      ).map { .string($0) }
      record["actors"] = grouped(group, by: { $0.detail?.integration?.actor }) { actor, claims in
        var part: [String: Value] = ["actor": .string(actor)]
        part["support"] = StatementObservation.support(
          whole(claims) { $0.detail?.integration?.option == nil }
        ).map { .string($0) }
        part["options"] = strings(
          claims.filter { $0.polarity == .supported }.compactMap { $0.detail?.integration?.option })
        return .record(part)
      }
      return .record(record)
    }
  }

  private static func messages(_ claims: [Claim]) -> Value {
    // Segments and fields of a message profile have a property; the message itself has none.
    grouped(claims.filter { $0.property == nil }, by: { $0.detail?.message?.event }) { event, group in
      var record: [String: Value] = ["event": .string(event)]
      for direction in ClaimDetail.Message.Direction.allCases {
        let own = group.filter { $0.detail?.message?.direction == direction }
        if let word = StatementObservation.support(own) { record[direction.rawValue] = .string(word) }
      }
      let supported = group.filter { $0.polarity == .supported }
      record["structures"] = strings(supported.compactMap { $0.detail?.message?.structure })
      record["versions"] = strings(supported.compactMap { $0.detail?.message?.version })
      return .record(record)
    }
  }

  private static func resources(_ claims: [Claim]) -> Value {
    grouped(claims, by: { $0.detail?.resource?.resource }) { resource, group in
      var record: [String: Value] = ["resource": .string(resource)]
      let supported = group.filter { $0.polarity == .supported }
      for role in [Claim.Role.client, .server] {
        let own = group.filter { $0.role == role }
        guard !own.isEmpty else { continue }
        record[role.rawValue] = .string(own.contains { $0.polarity == .supported } ? "supported" : "not-supported")
      }
      record["interactions"] = strings(supported.compactMap { $0.detail?.resource?.interaction })
      record["search-parameters"] = strings(supported.compactMap { $0.detail?.resource?.searchParameter })
      record["operations"] = strings(supported.compactMap { $0.detail?.resource?.operation })
      return .record(record)
    }
  }

  /// A denial of all extended negotiation denies each feature that nothing else is said about; support of it names none.
  private static func negotiation(_ claims: [Claim]) -> Value {
    var said: [(name: String, claims: [Claim])] = []
    let groups = Dictionary(grouping: claims) { $0.property ?? $0.name ?? "" }
    for (name, group) in groups where !name.isEmpty { said.append((name, group)) }
    let whole = groups[StatementSchema.wholeNegotiation] ?? []
    if StatementObservation.support(whole) == "not-supported" {
      for feature in StatementSchema.negotiatedFeatures where groups[feature] == nil { said.append((feature, whole)) }
    }
    return .list(
      said.sorted { $0.name < $1.name }.compactMap { name, group in
        StatementObservation.support(group).map { .record(["name": .string(name), "support": .string($0)]) }
      })
  }

  private static func named(_ claims: [Claim], by name: (Claim) -> String?) -> Value {
    grouped(claims, by: name) { name, group in
      StatementObservation.support(group).map { .record(["name": .string(name), "support": .string($0)]) }
    }
  }

  private static func byRole(_ claims: [Claim], roles: [Claim.Role]) -> Value {
    grouped(claims, by: \.name) { name, group in
      var record: [String: Value] = ["name": .string(name)]
      addSupport(of: roles, group, to: &record)
      return .record(record)
    }
  }

  private static func grouped(
    _ claims: [Claim], by key: (Claim) -> String?, _ make: (String, [Claim]) -> Value?
  ) -> Value {
    var groups: [String: [Claim]] = [:]
    for claim in claims {
      if let key = key(claim) { groups[key, default: []].append(claim) }
    }
    return .list(groups.sorted { $0.key < $1.key }.compactMap { make($0.key, $0.value) })
  }

  /// The claims that speak for a whole: those about it as such, and where there are none, those about its parts that
  /// are supported, since one part suffices; where none is, all.
  private static func whole(_ claims: [Claim], _ isAboutWhole: (Claim) -> Bool) -> [Claim] {
    let direct = claims.filter(isAboutWhole)
    if !direct.isEmpty { return direct }
    let supported = claims.filter { $0.polarity == .supported }
    return supported.isEmpty ? claims : supported
  }

  private static func addSupport(of roles: [Claim.Role], _ claims: [Claim], to record: inout [String: Value]) {
    for role in roles {
      if let word = StatementObservation.support(claims.filter { $0.role == role }) {
        record[role.rawValue] = .string(word)
      }
    }
  }

  private static func strings(_ texts: [String]) -> Value { .list(Set(texts).sorted().map { .string($0) }) }
}
