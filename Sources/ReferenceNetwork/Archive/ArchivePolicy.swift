import DICOM
import DICOMNetwork

/// What an archive agrees to when an association is opened.
enum ArchivePolicy {
  static let verification = "1.2.840.10008.1.1"
  private static let uncompressed = [
    TransferSyntax.explicitVRLittleEndian.uid.value, TransferSyntax.implicitVRLittleEndian.uid.value,
  ]

  /// The policy of settings.
  ///
  /// - Parameter outage: While it lasts, nobody is let in.
  static func policy(_ settings: ImageArchive.Settings, _ outage: Outage) -> AcceptancePolicy {
    var policy = properPolicy(settings)
    let bent = BentAcceptance(defects: settings.defects, policy: policy)
    policy.amends = { request, answer in outage.isOn ? .reject(Outage.rejection) : bent.answer(to: request, answer) }
    return policy
  }

  private static func properPolicy(_ settings: ImageArchive.Settings) -> AcceptancePolicy {
    let models = QueryModel.allCases.flatMap {
      [$0.find, $0.move] + (settings.has(.getIsNotOffered) ? [] : [$0.get])
    }
    let queries = (models + [verification, CommitmentService.sopClass]).map {
      AcceptancePolicy.Service($0, transferSyntaxes: uncompressed)
    }
    let syntaxes = StorageClasses.syntaxes(with: settings.defects)
    let storage = StorageClasses.taken(with: settings.defects).map {
      AcceptancePolicy.Service(
        $0, transferSyntaxes: syntaxes, requestorMayBeSCP: !settings.has(.getRefusesRoles))
    }
    let scheduled = (settings.scheduler?.classes.sorted() ?? []).map {
      AcceptancePolicy.Service($0, transferSyntaxes: uncompressed)
    }
    let users = settings.users
    let lets = settings.has(.associateTakesAnyIdentity)
    return AcceptancePolicy(
      calledAETitles: settings.has(.associateTakesAnyTitle) ? nil : [settings.aeTitle],
      services: queries + storage + scheduled,
      preference: .requestor, maximumLength: 131_072,
      identity: { lets ? .accepted(response: []) : identity($0, among: users) },
      extendedNegotiation: { negotiation in
        guard QueryModel(sopClass: negotiation.sopClassUID) != nil, !settings.has(.associateDeniesExtensions) else {
          return nil
        }
        return ExtendedBehaviour.answer(to: negotiation.information)
      })
  }

  /// A username has to be known, with its passcode, where users are named at all. Tickets, assertions and tokens can't be
  /// checked here, so that nobody gets in by one.
  private static func identity(
    _ asked: UserIdentityRequest, among users: [String: String]
  ) -> AcceptancePolicy.IdentityAnswer {
    switch asked.type {
    case 1, 2:
      guard !users.isEmpty else { return .ignored }
      let known = users[String(decoding: asked.primary, as: UTF8.self)]
      guard let known, asked.type == 1 || Array(known.utf8) == asked.secondary else { return .rejected }
      return .accepted(response: [])
    default: return .rejected
    }
  }
}
