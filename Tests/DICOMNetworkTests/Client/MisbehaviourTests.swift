import DICOMNetwork
import Foundation
import NIOCore
import TestPeers
import Testing

/// What must come of a misbehaviour.
private enum Outcome: Equatable {
  /// The exchange of the control: answered and released.
  case success
  /// Echo answered with this status.
  case status(String)
  /// Echo answered, release not.
  case notReleased
  case rejected(String)
  case aborted
  case closed(AssociationFailure.Closure)
  case malformed(rule: String)
  case timedOut
  case wrongService(String)
  case limitExceeded

  init(_ failure: AssociationFailure) {
    switch failure {
    case .rejected(let reject): self = .rejected(reject.reasonWord)
    case .aborted: self = .aborted
    case .closed(let how, _, _): self = .closed(how)
    case .malformed(let violation): self = .malformed(rule: violation.rule)
    case .timedOut: self = .timedOut
    case .wrongService(let name, _): self = .wrongService(name)
    case .limitExceeded: self = .limitExceeded
    case .unreachable, .tls, .cancelled, .misuse: self = .malformed(rule: "\(failure)")
    }
  }

  /// What the client must make of it.
  static func expected(_ misbehaviour: Misbehaviour) -> Outcome {
    switch misbehaviour {
    // What goes wrong in retrievals only.
    case .none, .acceptsWithoutImplementationClassUID, .countsWrongly, .sendsForeignObject, .storesAfterFinal,
      .pendingRetrieveForever,
      .storesWithoutInstance, .neverFinal:
      .success
    // C-ECHO has no pending status: the caller sees the status, which is no success.
    case .pendingWithoutIdentifier: .status("FF00")
    case .acceptsNoConnection, .neverAnswersRequest, .dripsAcceptance: .timedOut
    case .closesAtOnce, .resetsAtOnce, .closesAfterRequest, .answersHalfAHeader: .closed(.closed)
    case .resetsAfterRequest: .closed(.reset)
    case .announcesFourGigabyteAcceptance: .malformed(rule: "PS3.8 §9.3.3")
    case .answersHTTP: .wrongService("HTTP")
    case .greetsAsSSH: .wrongService("SSH")
    case .answersTLSAlert: .wrongService("TLS (an alert)")
    case .answersUnknownPDUType: .malformed(rule: "PS3.8 §9.3.1")
    case .acceptsUnknownContext, .acceptsUnproposedTransferSyntax, .acceptsWithoutTransferSyntax,
      .acceptsWithEvenContext:
      .malformed(rule: "PS3.8 §9.3.3.2")
    case .acceptsContextTwice, .acceptsWithoutUserInformation: .malformed(rule: "PS3.8 §9.3.3")
    case .acceptsWithLyingItemLength: .malformed(rule: "PS3.8 §9.3.3")
    case .acceptsWithMaximumLengthOne: .malformed(rule: "PS3.8 §D.1")
    case .rejectsWithUndefinedResult, .rejectsWithWrongLength: .malformed(rule: "PS3.8 §9.3.4")
    case .rejectsWithReservedReason: .rejected("reserved (9)")
    case .rejectsTransiently: .rejected("temporary-congestion")
    case .abortsAtRequest, .abortsAtCommand, .abortsAsProviderAtCommand: .aborted
    case .answersReleaseToRequest, .floodsAcceptances: .malformed(rule: "PS3.8 Table 9-10")
    case .neverAnswersCommand, .dripsResponse, .announcesDataSetAndSendsNone: .timedOut
    case .closesAtCommand: .closed(.closed)
    case .resetsAtCommand: .closed(.reset)
    case .releasesAtCommand: .closed(.released)
    case .announcesFourGigabyteData, .sendsLongerThanMaximum: .malformed(rule: "PS3.8 §D.1")
    case .floodsResponses, .answersTwice: .malformed(rule: "PS3.7 §9.1")
    case .floodsDataSet, .floodsCommand: .limitExceeded
    case .sendsEmptyData: .malformed(rule: "PS3.8 §9.3.5")
    case .truncatesValue, .usesUnknownContext: .malformed(rule: "PS3.8 §9.3.5.1")
    case .answersWithWrongMessageID, .answersWithWrongCommandField, .answersWithRequest, .omitsStatus,
      .omitsMessageID, .omitsCommandField, .sendsDataSetOfEcho, .pendingForever:
      .malformed(rule: "PS3.7 §9.3.5.2")
    case .sendsDataSetWithoutCommand: .malformed(rule: "PS3.8 Annex E")
    case .liesAboutGroupLength: .malformed(rule: "PS3.7 §E.1")
    case .sendsCommandOfOddLength, .sendsGarbageCommand: .malformed(rule: "PS3.7 §6.3.1")
    case .neverAnswersRelease, .closesAtRelease, .abortsAtRelease: .notReleased
    }
  }
}

@Suite("Misbehaving peers", .timeLimit(.minutes(1)))
struct MisbehaviourTests {
  static let deadlines = Deadlines(
    connect: .seconds(2), association: .milliseconds(1_500), message: .milliseconds(1_500), release: .seconds(1),
    exchange: .seconds(6))
  static let limits = MessageLimits(command: 64 << 10, dataSet: 256 << 10)

  private func exchange(_ port: Int, recorder: ExchangeRecorder) async -> Outcome {
    do throws(AssociationFailure) {
      let association = try await DICOMAssociation.open(
        to: DICOMAddress(host: "127.0.0.1", port: port), request: EchoTests.request("CROOKED"),
        deadlines: Self.deadlines, messageLimits: Self.limits, recorder: recorder)
      let response = try await association.echo()
      guard response.status == .success else { return .status(response.status.code) }
      return try await association.release() ? .success : .notReleased
    } catch {
      return Outcome(error)
    }
  }

  @Test("Each misbehaviour ends in its deadline, with its failure and no success", arguments: Misbehaviour.allCases)
  func ends(_ misbehaviour: Misbehaviour) async throws {
    let peer = try await MisbehavingPeer(misbehaviour)
    defer { peer.stop() }
    let recorder = ExchangeRecorder()
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = await exchange(peer.port, recorder: recorder)
    let spent = clock.now - start
    // Which of the two the client sees of a peer that goes before it has read anything is up to the kernel.
    let isRace = misbehaviour == .closesAtOnce || misbehaviour == .resetsAtOnce
    let seen = isRace && outcome == .closed(.reset) ? .closed(.closed) : outcome
    #expect(seen == Outcome.expected(misbehaviour))
    // The sum of the deadlines that can pass one after another, and the machine's own time.
    #expect(spent < .seconds(40), "\(spent)")
    #expect(!recorder.entries.isEmpty)
    // The peer that accepts nobody never sees anything; all others see the connection close.
    if misbehaviour != .acceptsNoConnection { await peer.connectionClosed() }
  }

  @Test(
    "Data beyond what is held is no breach of a peer that was told no limit, or one far beyond",
    arguments: [UInt32(0), .max, 16_384])
  func longData(announced: UInt32) async throws {
    let peer = try await MisbehavingPeer(.announcesFourGigabyteData)
    defer { peer.stop() }
    var request = EchoTests.request("CROOKED")
    request.maximumLength = announced
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: request, deadlines: Self.deadlines)
    do {
      _ = try await association.echo()
      Issue.record("an echo of four gigabytes")
    } catch {
      #expect(Outcome(error) == (announced == 16_384 ? .malformed(rule: "PS3.8 §D.1") : .limitExceeded))
    }
    await peer.connectionClosed()
  }

  @Test(
    "Messages pass through any maximum length that lets two bytes pass, and the peer is told of one that does not",
    arguments: [UInt32(0), 1, 6, 7, 8, 9, 127, 16_384, .max])
  func lengths(stated: UInt32) async throws {
    let peer = try await MisbehavingPeer(.none, maximumLength: stated)
    defer { peer.stop() }
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: EchoTests.request("CROOKED"),
      deadlines: Self.deadlines)
    do {
      let response = try await association.echo()
      #expect(response.status == .success)
      #expect(stated == 0 || stated > 7)
    } catch {
      #expect(Outcome(error) == .malformed(rule: "PS3.8 §D.1"))
      #expect((1...7).contains(stated))
    }
  }

  @Test(
    "A query that never ends is given up at its limit, by abort or by cancel and deadline", arguments: [false, true])
  func endless(cancels: Bool) async throws {
    let peer = try await MisbehavingPeer(.pendingForever)
    defer { peer.stop() }
    let context = ProposedContext(
      id: 1, abstractSyntax: "1.2.840.10008.5.1.4.1.2.2.1", transferSyntaxes: ["1.2.840.10008.1.2"])
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port),
      request: AssociationRequest(calledAETitle: "A", callingAETitle: "B", contexts: [context]),
      deadlines: Deadlines(
        connect: .seconds(2), association: .seconds(2), message: .seconds(2), release: .milliseconds(500),
        exchange: cancels ? .milliseconds(1_500) : .seconds(10)))
    let accepted = try #require(association.acceptance.contexts.first)
    let query = FindRequest(
      sopClassUID: context.abstractSyntax, identifier: ByteBuffer(), limit: 50, cancelsAtLimit: cancels)
    if cancels {
      do {
        _ = try await association.find(query, in: accepted)
        Issue.record("an end of what never ends")
      } catch {
        #expect(Outcome(error) == .timedOut)
      }
    } else {
      let result = try await association.find(query, in: accepted)
      #expect(result.matches.count == 50)
      #expect(result.isLimitReached)
      #expect(result.completion == nil)
    }
    await peer.connectionClosed()
  }

  @Test("A pending response without identifier is malformed")
  func noIdentifier() async throws {
    let peer = try await MisbehavingPeer(.pendingWithoutIdentifier)
    defer { peer.stop() }
    let context = ProposedContext(
      id: 1, abstractSyntax: "1.2.840.10008.5.1.4.1.2.2.1", transferSyntaxes: ["1.2.840.10008.1.2"])
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port),
      request: AssociationRequest(calledAETitle: "A", callingAETitle: "B", contexts: [context]),
      deadlines: Self.deadlines)
    let accepted = try #require(association.acceptance.contexts.first)
    do {
      _ = try await association.find(
        FindRequest(sopClassUID: context.abstractSyntax, identifier: ByteBuffer()), in: accepted)
      Issue.record("a match without identifier")
    } catch {
      #expect(Outcome(error) == .malformed(rule: "PS3.7 §9.3.2.2"))
    }
  }

  @Test("Cancelling in the middle of an exchange aborts")
  func cancelledInExchange() async throws {
    let peer = try await MisbehavingPeer(.neverAnswersCommand)
    defer { peer.stop() }
    let port = peer.port
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: port), request: EchoTests.request("A"), deadlines: EchoTests.patient)
    let task = Task { () -> AssociationFailure? in
      do throws(AssociationFailure) { _ = try await association.echo() } catch { return error }
      return nil
    }
    while !peer.sightings.contains(.data) { await Task.yield() }
    task.cancel()
    #expect(await task.value == .cancelled)
    await peer.connectionClosed()
    #expect(peer.sightings == [.connected, .associate, .data, .abort, .closed])
  }

  @Test("A cancelled task releases an idle association")
  func cancelledWhenIdle() async throws {
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: EchoTests.request("A"),
      deadlines: EchoTests.patient)
    let task = Task { () -> AssociationFailure? in
      withUnsafeCurrentTask { $0?.cancel() }
      do throws(AssociationFailure) { _ = try await association.echo() } catch { return error }
      return nil
    }
    #expect(await task.value == .cancelled)
    await peer.connectionClosed()
    #expect(peer.sightings == [.connected, .associate, .release, .closed])
  }

  @Test("An association that nobody holds any more is aborted")
  func forgotten() async throws {
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    _ = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: EchoTests.request("A"),
      deadlines: EchoTests.patient)
    await peer.connectionClosed()
    #expect(peer.sightings == [.connected, .associate, .abort, .closed])
  }

  @Test("Two operations at once on one association are the caller's mistake")
  func twoAtOnce() async throws {
    let peer = try await MisbehavingPeer(.neverAnswersCommand)
    defer { peer.stop() }
    let association = try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: EchoTests.request("A"),
      deadlines: Self.deadlines)
    let first = Task { try await association.echo() }
    while !peer.sightings.contains(.data) { await Task.yield() }
    await #expect(throws: AssociationFailure.misuse("two operations at once on one association")) {
      _ = try await association.echo()
    }
    await #expect(throws: AssociationFailure.self) { _ = try await first.value }
  }
}
