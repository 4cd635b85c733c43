import DICOMNetwork
import NIOCore
import NIOPosix
import TestPeers
import Testing

@Suite("Associations on one thread", .timeLimit(.minutes(1)))
struct ThreadTests {
  @Test("What is isolated to a connection's thread comes back to it from every wait, and others do where they were")
  func staysOnThread() async throws {
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    let address = DICOMAddress(host: "127.0.0.1", port: peer.port)
    let request = EchoTests.request("CROOKED")
    let group = MultiThreadedEventLoopGroup.singleton
    let places = try await DICOMAssociation.onOneThread(of: group) { thread in
      let loop = thread.loop
      var places = [loop.inEventLoop]
      let association = try await DICOMAssociation.open(to: address, request: request, group: loop)
      places.append(loop.inEventLoop)
      #expect(try await association.echo().status == .success)
      places.append(loop.inEventLoop)
      #expect(try await association.release())
      return places + [loop.inEventLoop]
    }
    #expect(places == [true, true, true, true])

    let loop = group.next()
    let association = try await DICOMAssociation.open(to: address, request: request, group: loop)
    #expect(!loop.inEventLoop)
    #expect(try await association.echo().status == .success)
    #expect(!loop.inEventLoop)
    #expect(try await association.release())
    #expect(!loop.inEventLoop)
  }

  @Test("Work that is cancelled on its thread aborts what it has open")
  func cancelled() async throws {
    let peer = try await MisbehavingPeer(.neverAnswersCommand)
    defer { peer.stop() }
    let address = DICOMAddress(host: "127.0.0.1", port: peer.port)
    let work = Task {
      try await DICOMAssociation.onOneThread { thread in
        let association = try await DICOMAssociation.open(
          to: address, request: EchoTests.request("CROOKED"), group: thread.loop)
        _ = try await association.echo()
      }
    }
    try await Task.sleep(for: .milliseconds(300))
    work.cancel()
    await #expect(throws: AssociationFailure.cancelled) { try await work.value }
    await peer.connectionClosed()
  }
}
