import Evidence

/// Actors of IHE profiles that have a transaction with each other.
///
/// The table holds the pairs of the profiles that imaging networks are built from; the pairs of other profiles are not
/// judged.
enum IntegrationPairs {
  /// The pairs of actors of each profile, the one that begins first.
  private static let partners: [String: [(String, String)]] = [
    "XDS.b": [
      ("Document Source", "Document Repository"), ("Document Repository", "Document Registry"),
      ("Document Consumer", "Document Registry"), ("Document Consumer", "Document Repository"),
      ("Patient Identity Source", "Document Registry"),
    ],
    "XDS-I.b": [
      ("Imaging Document Source", "Document Repository"), ("Imaging Document Consumer", "Imaging Document Source"),
      ("Document Consumer", "Document Registry"), ("Document Consumer", "Document Repository"),
    ],
    "XCA": [("Initiating Gateway", "Responding Gateway")],
    "XCA-I": [("Initiating Imaging Gateway", "Responding Imaging Gateway")],
    "XCPD": [("Initiating Gateway", "Responding Gateway")],
    "PIX": [
      ("Patient Identity Source", "Patient Identifier Cross-reference Manager"),
      ("Patient Identifier Cross-reference Consumer", "Patient Identifier Cross-reference Manager"),
    ],
    "PDQ": [("Patient Demographics Consumer", "Patient Demographics Supplier")],
    "ATNA": [("Secure Node", "Audit Record Repository"), ("Secure Application", "Audit Record Repository")],
    "CT": [("Time Client", "Time Server")],
    "MHD": [("Document Source", "Document Recipient"), ("Document Consumer", "Document Responder")],
    "XUA": [("X-Service User", "X-Service Provider")],
    "IID": [("Image Display Invoker", "Image Display")],
    "PDI": [("Portable Media Creator", "Portable Media Importer")],
    "SWF": [
      ("Order Placer", "Department System Scheduler/Order Filler"),
      ("Acquisition Modality", "Department System Scheduler/Order Filler"),
      ("Acquisition Modality", "Image Manager/Image Archive"), ("Evidence Creator", "Image Manager/Image Archive"),
      ("Image Display", "Image Manager/Image Archive"),
    ],
  ]

  /// The pairs under a profile's name: variants of PIX, PDQ and SWF have the same actors.
  private static func pairs(_ profile: String) -> [(String, String)]? {
    let name = profile.uppercased()
    for (known, pairs) in partners where known.uppercased() == name { return pairs }
    for (prefix, family) in [("PIXV3", "PIX"), ("PIXM", "PIX"), ("PDQV3", "PDQ"), ("PDQM", "PDQ"), ("SWF.B", "SWF")]
    where name == prefix { return partners[family] }
    return nil
  }

  static func verdicts(_ first: DocumentReading, _ second: DocumentReading) -> [PairVerdict] {
    let (own, theirs) = (actors(first), actors(second))
    let ownByProfile = Dictionary(grouping: own, by: \.profile)
    let theirsByProfile = Dictionary(grouping: theirs, by: \.profile)
    let names = StatementPair.names(first, second)
    return (own.map(\.profile) + theirs.map(\.profile)).uniqued.flatMap { profile -> [PairVerdict] in
      let (one, other) = (ownByProfile[profile] ?? [], theirsByProfile[profile] ?? [])
      guard let pairs = pairs(profile) else {
        guard !one.isEmpty, !other.isEmpty else { return [] }
        return [
          PairVerdict(
            kind: .ihe, service: profile, uid: nil, direction: .firstUsesSecond, verdict: .notJudged, common: [],
            commonByCondition: [],
            missing: ["which actors of \(profile) have transactions with each other is not known here"], notes: [],
            userEvidence: one.flatMap(\.standing.evidence).prefix(3).map { $0 },
            providerEvidence: other.flatMap(\.standing.evidence).prefix(3).map { $0 })
        ]
      }
      return pairs.flatMap { begins, answers in
        [
          verdict(profile, begins, answers, one, other, .firstUsesSecond, names.first, names.second),
          verdict(profile, begins, answers, other, one, .secondUsesFirst, names.second, names.first),
        ].compactMap { $0 }
      }
    }
  }

  private static func verdict(
    _ profile: String, _ begins: String, _ answers: String, _ users: [Actor], _ providers: [Actor],
    _ direction: PairVerdict.Direction, _ userName: String, _ providerName: String
  ) -> PairVerdict? {
    func standing(_ actors: [Actor], _ name: String) -> SideStanding {
      SideStanding(actors.filter { $0.words == Words(name).joined }.flatMap(\.standing.claims))
    }
    let (using, providing) = (standing(users, begins), standing(providers, answers))
    guard using.isClaimed || providing.isClaimed else { return nil }
    var result = PairVerdict(
      kind: .ihe, service: "\(profile): \(begins) to \(answers)", uid: nil, direction: direction, verdict: .canTalk,
      common: [], commonByCondition: [], missing: [], notes: [], userEvidence: using.evidence,
      providerEvidence: providing.evidence)
    let doubts = [using.doubt(userName), providing.doubt(providerName)].compactMap { $0 }
    if using.isSilent || providing.isSilent {
      result.verdict = .oneSideOnly
      result.missing = [
        using.isSilent ? "\(userName) says nothing of \(begins)" : "\(providerName) says nothing of \(answers)"
      ]
    } else if using.isDenied || providing.isDenied {
      result.verdict = .denied
      result.missing = [
        using.isDenied ? "\(userName) does not support \(begins)" : "\(providerName) does not support \(answers)"
      ]
    } else if !doubts.isEmpty {
      result.verdict = .unsure
      result.missing = doubts
    }
    return result
  }

  private struct Actor {
    var profile: String
    var words: String
    var standing: SideStanding
  }

  /// The actors that a document claims; options are left to the reader.
  private static func actors(_ reading: DocumentReading) -> [Actor] {
    reading.claims.compactMap { claim in
      guard case .integration(let row) = claim.detail, row.option == nil, let actor = row.actor else { return nil }
      return Actor(profile: row.profile, words: Words(actor).joined, standing: SideStanding([claim]))
    }
  }
}
