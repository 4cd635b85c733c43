import DICOMNetwork
import TestPeers
import Testing

@Suite("Deadlines of an association", .timeLimit(.minutes(1)))
struct DeadlineTests {
  private func open(_ peer: MisbehavingPeer, _ deadlines: Deadlines) async throws -> DICOMAssociation {
    try await DICOMAssociation.open(
      to: DICOMAddress(host: "127.0.0.1", port: peer.port), request: EchoTests.request("CROOKED"), deadlines: deadlines)
  }

  @Test(
    "A wait ends at its own deadline, whichever of the others is shorter",
    arguments: [(300, 20_000), (1_500, 200)] as [(message: Int, release: Int)])
  func ownDeadline(message: Int, release: Int) async throws {
    let peer = try await MisbehavingPeer(.neverAnswersCommand)
    defer { peer.stop() }
    let association = try await open(
      peer,
      Deadlines(
        association: .seconds(20), message: .milliseconds(message), release: .milliseconds(release),
        exchange: .seconds(50)))
    let start = ContinuousClock.now
    await #expect {
      _ = try await association.echo()
    } throws: { error in
      guard case .timedOut(_, after: let duration, _) = error as? AssociationFailure else { return false }
      return duration == .milliseconds(message)
    }
    let spent = ContinuousClock.now - start
    #expect(spent >= .milliseconds(message) && spent < .seconds(15), "\(spent)")
    await peer.connectionClosed()
  }

  @Test("The whole exchange ends at its deadline while nobody waits, and not before")
  func exchange() async throws {
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    let start = ContinuousClock.now
    let held = try await open(peer, Deadlines(release: .milliseconds(200), exchange: .milliseconds(800)))
    #expect(try await held.echo().status == .success)
    await held.closed()
    #expect(ContinuousClock.now - start >= .milliseconds(800))
    await #expect {
      _ = try await held.echo()
    } throws: { error in
      guard case .timedOut(_, after: .milliseconds(800), _) = error as? AssociationFailure else { return false }
      return true
    }
  }

  @Test("An association goes on after the alarm has rung for what was over long before")
  func goesOn() async throws {
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    let held = try await open(
      peer,
      Deadlines(
        association: .milliseconds(400), message: .milliseconds(400), release: .milliseconds(400),
        exchange: .seconds(50)
      ))
    for _ in 0..<3 {
      #expect(try await held.echo().status == .success)
      try await Task.sleep(for: .milliseconds(450))
    }
    #expect(try await held.release())
  }
}
