import Evidence

/// Matches the services that one document uses with those that the other provides.
struct PairMatching {
  let direction: PairVerdict.Direction
  let user: DocumentReading
  let provider: DocumentReading
  let userName: String
  let providerName: String

  /// The verdict of every service that either document speaks of in this direction.
  func verdicts() -> [PairVerdict] {
    let users = Services(user.claims, isUser: true)
    let providers = Services(provider.claims, isUser: false)
    let offers = (user: TransferSyntaxOffer.Index(user.claims), provider: TransferSyntaxOffer.Index(provider.claims))
    return (users.order + providers.order).uniqued.compactMap { service in
      verdict(service, SideStanding(users[service]), SideStanding(providers[service]), offers)
    }
  }

  private func verdict(
    _ service: Service, _ using: SideStanding, _ providing: SideStanding,
    _ offers: (user: TransferSyntaxOffer.Index, provider: TransferSyntaxOffer.Index)
  ) -> PairVerdict? {
    // Nobody claims it: there is nothing to join.
    guard using.isClaimed || providing.isClaimed || using.support == "unclear" || providing.support == "unclear" else {
      return nil
    }
    guard let shown = using.claims.first ?? providing.claims.first else { return nil }
    var result = PairVerdict(
      kind: service.kind, service: service.title ?? shown.headline, uid: shown.uid, direction: direction,
      verdict: .canTalk, common: [], commonByCondition: [], missing: [], notes: [], userEvidence: using.evidence,
      providerEvidence: providing.evidence)
    result.notes += [using.condition(userName), providing.condition(providerName)].compactMap { $0 }
    let doubts = [using.doubt(userName), providing.doubt(providerName)].compactMap { $0 }
    if using.isSilent || providing.isSilent {
      result.verdict = .oneSideOnly
      let (name, role) = using.isSilent ? (userName, service.userRole) : (providerName, service.providerRole)
      result.missing.append("\(name) says nothing of the role \(role)")
      result.notes += doubts
    } else if using.isDenied || providing.isDenied {
      result.verdict = .denied
      let (name, role) = using.isDenied ? (userName, service.userRole) : (providerName, service.providerRole)
      result.missing.append("\(name) says that it does not support the role \(role)")
      result.notes += doubts
    } else {
      terms(of: service, using, providing, offers, &result)
      // What is unsure stays unsure, whatever the lists have in common.
      if !doubts.isEmpty {
        result.verdict = .unsure
        result.missing += doubts
      }
    }
    return result
  }

  /// What both sides must have in common beyond the service itself.
  private func terms(
    of service: Service, _ using: SideStanding, _ providing: SideStanding,
    _ offers: (user: TransferSyntaxOffer.Index, provider: TransferSyntaxOffer.Index), _ result: inout PairVerdict
  ) {
    switch service.kind {
    case .sopClass:
      guard let uid = result.uid else { return }
      transferSyntaxes(
        offers.user.offer(uid, .scu, entities: Set(using.claims.map(\.applicationEntity))),
        offers.provider.offer(uid, .scp, entities: Set(providing.claims.map(\.applicationEntity))), &result)
    case .dicomweb:
      stated(\.mediaTypes, "media types", using, providing, ifNone: .noCommonMediaType, &result)
    case .hl7Message: stated(\.versions, "a version of HL7", using, providing, ifNone: .unsure, &result)
    case .fhir: stated(\.versions, "a version of FHIR", using, providing, ifNone: .unsure, &result)
    case .transferSyntax, .association, .extendedNegotiation, .securityProfile, .characterSet, .queryKey, .mediaProfile,
      .ihe, .operation:
      break
    }
  }

  private func transferSyntaxes(
    _ using: TransferSyntaxOffer, _ providing: TransferSyntaxOffer, _ result: inout PairVerdict
  ) {
    let silent = [using.uids.isEmpty ? userName : nil, providing.uids.isEmpty ? providerName : nil].compactMap { $0 }
    guard silent.isEmpty else {
      result.verdict = .notStated
      result.missing += silent.map { "\($0) states no transfer syntaxes" }
      result.notes.append(
        "Implicit VR Little Endian is DICOM's default transfer syntax, which every application entity must support "
          + "(PS3.5 §10.1); it is not assumed here.")
      return
    }
    let common = using.uids.intersection(providing.uids)
    let conditional = using.conditional.union(providing.conditional)
    func names(_ uids: Set<String>) -> [String] { uids.sorted().map { Registered.entry($0)?.name ?? $0 } }
    result.common = names(common.subtracting(conditional))
    result.commonByCondition = names(common.intersection(conditional))
    if common.isEmpty {
      let isSure = using.uids.isSubset(of: using.sure) && providing.uids.isSubset(of: providing.sure)
      result.verdict = isSure ? .noCommonTransferSyntax : .unsure
      result.missing += [(userName, using), (providerName, providing)].map { name, offer in
        "\(name) has \(names(offer.uids).joined(separator: ", "))"
      }
    } else if common.intersection(using.sure).isDisjoint(with: providing.sure) {
      result.verdict = .unsure
      result.missing.append("no common transfer syntax is read surely from both")
    }
  }

  private func stated(
    _ values: (Claim) -> [String], _ what: String, _ using: SideStanding, _ providing: SideStanding,
    ifNone: PairVerdict.Verdict, _ result: inout PairVerdict
  ) {
    let (own, theirs) = (using.claims.flatMap(values).uniqued, providing.claims.flatMap(values).uniqued)
    let silent = [own.isEmpty ? userName : nil, theirs.isEmpty ? providerName : nil].compactMap { $0 }
    guard silent.isEmpty else {
      result.verdict = .notStated
      result.missing += silent.map { "\($0) does not state \(what)" }
      return
    }
    result.common = own.filter(theirs.contains)
    if result.common.isEmpty {
      result.verdict = ifNone
      result.missing += [
        "\(userName) has \(own.joined(separator: ", "))", "\(providerName) has \(theirs.joined(separator: ", "))",
      ]
    }
  }
}

extension Claim {
  /// Media types of a web service.
  fileprivate var mediaTypes: [String] {
    guard case .web(let service) = detail else { return [] }
    // Parameters such as a transfer syntax tell variants of one type.
    return service.mediaTypes.map { $0.prefix { $0 != ";" }.lowercased().collapsed }.filter { !$0.isEmpty }
  }

  /// Versions of the standard that a message or resource is of.
  fileprivate var versions: [String] {
    switch detail {
    case .message(let message): message.version.map { [$0] } ?? []
    case .resource(let entry): entry.version.map { [$0] } ?? []
    default: []
    }
  }
}
