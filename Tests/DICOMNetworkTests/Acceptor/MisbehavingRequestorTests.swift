import DICOMNetwork
import TestPeers
import Testing

/// What must come of a misbehaving requestor.
private enum Outcome: Equatable {
  case released
  case malformed(rule: String)
  case timedOut
  case closed
  case aborted
  case limitExceeded
  case wrongService
  case other(String)

  init(_ failure: AssociationFailure?) {
    switch failure {
    case nil: self = .released
    case .malformed(let violation): self = .malformed(rule: violation.rule)
    case .timedOut: self = .timedOut
    case .closed: self = .closed
    case .aborted: self = .aborted
    case .limitExceeded: self = .limitExceeded
    case .wrongService: self = .wrongService
    case .rejected, .unreachable, .tls, .cancelled, .misuse: self = .other("\(failure.debugDescription)")
    }
  }

  static func expected(_ misbehaviour: RequestorMisbehaviour) -> Outcome {
    switch misbehaviour {
    case .none, .neverClosesAfterRelease: .released
    case .saysNothing, .sendsHalfARequest, .neverSendsDataSet: .timedOut
    case .closesAtOnce, .closesInDataSet: .closed
    case .speaksHTTP, .sendsUnknownPDUType: .malformed(rule: "PS3.8 §9.3.1")
    case .speaksTLS: .wrongService
    case .announcesFourGigabyteRequest, .proposesNoContext, .proposesContextTwice, .omitsUserInformation,
      .asksForVersionTwo:
      .malformed(rule: "PS3.8 §9.3.2")
    case .proposesEvenContext: .malformed(rule: "PS3.8 §9.3.2.2")
    case .sendsDataFirst, .sendsReleaseFirst, .requestsTwice, .releasesAndGoesOn: .malformed(rule: "PS3.8 Table 9-10")
    case .sendsAcceptance: .malformed(rule: "PS3.8 §9.3.3")
    case .sendsDataInUnknownContext: .malformed(rule: "PS3.8 §9.3.5.1")
    case .sendsLongerThanMaximum: .malformed(rule: "PS3.8 §D.1")
    case .sendsEmptyData: .malformed(rule: "PS3.8 §9.3.5")
    case .sendsGarbageCommand: .malformed(rule: "PS3.7 §6.3.1")
    case .sendsResponse, .omitsMessageID, .omitsSOPClassOfQuery: .malformed(rule: "PS3.7 §9.3")
    case .sendsDataSetWithoutCommand: .malformed(rule: "PS3.8 Annex E")
    case .floodsDataSet, .floodsCommand: .limitExceeded
    case .abortsInDataSet: .aborted
    }
  }
}

@Suite("Misbehaving requestors", .timeLimit(.minutes(1)))
struct MisbehavingRequestorTests {
  private static let deadlines = Deadlines(
    connect: .seconds(2), association: .milliseconds(700), message: .milliseconds(700), release: .milliseconds(500),
    exchange: .seconds(5))

  @Test("Each ends in time, with its failure, and the acceptor goes on", arguments: RequestorMisbehaviour.allCases)
  func ends(_ misbehaviour: RequestorMisbehaviour) async throws {
    let archive = try SmallArchive()
    let acceptor = try await archive.start(deadlines: Self.deadlines, limit: 1 << 20)
    let seen = try await MisbehavingRequestor.call(port: acceptor.port, misbehaviour)
    #expect(seen.isClosed)
    let good = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: acceptor.port), request: EchoTests.request("ARCHIVE"))
    #expect(try await good.echo().status == .success)
    #expect(try await good.release())
    await acceptor.stop()
    #expect(archive.ended.count == 2)
    let ended = try #require(archive.ended.first { $0.request?.callingAETitle != "ASSAY" })
    #expect(Outcome(ended.failure) == Outcome.expected(misbehaviour), "\(String(describing: ended.failure))")
    // What was stored was stored before the fault.
    let isStored: Set<RequestorMisbehaviour> = [.none, .neverClosesAfterRelease]
    #expect(archive.objects.count == (isStored.contains(misbehaviour) ? 1 : 0))
    #expect(archive.files.isEmpty, "what never became complete leaves no file")
  }

  @Test("More associations than allowed are rejected for now, and served when one has ended")
  func limit() async throws {
    let archive = try SmallArchive()
    let acceptor = try await archive.start(maximumAssociations: 1)
    let address = DICOMAddress(host: "127.0.0.1", port: acceptor.port)
    let first = try await DICOMAssociation.open(to: address, request: EchoTests.request("ARCHIVE"))
    do {
      _ = try await DICOMAssociation.open(to: address, request: EchoTests.request("ARCHIVE"))
      Issue.record("a second association")
    } catch {
      #expect(
        error
          == .rejected(AssociateReject(result: .rejectedTransient, source: .serviceProviderPresentation, reason: 2)))
    }
    #expect(try await first.release())
    await first.closed()
    while archive.ended.count < 2 { await Task.yield() }
    let second = try await DICOMAssociation.open(to: address, request: EchoTests.request("ARCHIVE"))
    #expect(try await second.release())
    await acceptor.stop()
  }

  @Test("Stopping aborts what is under way")
  func stop() async throws {
    let archive = try SmallArchive()
    let acceptor = try await archive.start()
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: acceptor.port), request: EchoTests.request("ARCHIVE"))
    await acceptor.stop()
    await association.closed()
    await #expect(throws: AssociationFailure.self) { _ = try await association.echo() }
    #expect(archive.ended.first?.failure == .cancelled)
  }
}
