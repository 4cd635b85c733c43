/// A patient index over HL7 V3 by Python's HTTP server and lxml, good or with a defect.
public enum IdentityManagerV3 {
  /// What it does wrong; the script `Python/identity_v3.py` describes each.
  public enum Defect: String, CaseIterable, Sendable {
    case none
    case ignoresFeed = "ignores-feed"
    case ignoresRevisions = "ignores-revisions"
    case ignoresMerge = "ignores-merge"
    case keepsSubsumed = "keeps-subsumed"
    case unknownDomainEmpty = "unknown-domain-empty"
    case unknownPatientEmpty = "unknown-patient-empty"
    case noDetail = "no-detail"
    case ignoresWanted = "ignores-wanted"
    case returnsAsked = "returns-asked"
    case missesDomain = "misses-domain"
    case mergesTwins = "merges-twins"
    case linksInvalidNumbers = "links-invalid-numbers"
    case firstCandidate = "first-candidate"
    case wrongCandidates = "wrong-candidates"
    case caseSensitiveSex = "case-sensitive-sex"
    case noPaging = "no-paging"
    case stuckPaging = "stuck-paging"
    case wrongCounts = "wrong-counts"
    case forgetsCancel = "forgets-cancel"
    case wrongOrder = "wrong-order"
    case noQueryCopy = "no-query-copy"
    case textAuthorities = "text-authorities"
    case applicationAcknowledgement = "application-acknowledgement"
    case otherMessage = "other-message"
    case wrongAction = "wrong-action"
    case noUpdates = "no-updates"
    case partialUpdates = "partial-updates"
    case missesMerges = "misses-merges"
    case fault
    case page
  }

  /// Starts it; its address is `http://127.0.0.1:PORT/`.
  ///
  /// - Parameter consumer: Port at which whoever is told of changes listens; nobody is told where nil.
  public static func start(_ defect: Defect = .none, consumer: Int? = nil) async throws -> PeerProcess {
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/identity_v3.py").path
    return try await PeerProcess(try PeerPython.interpreter().path) { _, port in
      [script, String(port), defect.rawValue] + (consumer.map { [String($0)] } ?? [])
    }
  }
}
