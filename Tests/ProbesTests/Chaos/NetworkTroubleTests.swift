import Foundation
import TestPeers
import Testing

@testable import Probes

/// Names that lead nowhere, and peers that speak IPv6 alone.
@Suite("Trouble of the network", .serialized, .timeLimit(.minutes(4)))
struct NetworkTroubleTests {
  @Test("A peer that takes IPv6 alone is reached by its address", arguments: ChaosExchange.protocols)
  func sixth(protocolName: String) async throws {
    let peer = try await ChaosPeer.start(host: "::1")
    defer { peer.stop() }
    let bench = try await ProbeBench(listens: false)
    let exchange = ChaosExchange(protocolName: protocolName, host: "::1", port: peer.port)
    let result = await exchange.result(within: .seconds(20), on: bench)
    #expect(result.failure == nil, "\(result.failure?.message ?? "")")
    #expect(ChaosExchange.isRight(result, of: protocolName))
    // By the other family's address it is not there, which is nobody's failure.
    let other = await ChaosExchange(protocolName: protocolName, port: peer.port).result(within: .seconds(20), on: bench)
    #expect(other.failure?.blame == .network && other.isUnreachable)
    await bench.close()
  }

  @Test("A name that leads nowhere is said to, and is held against nobody", arguments: ChaosExchange.protocols)
  func name(protocolName: String) async throws {
    let bench = try await ProbeBench(listens: false)
    let exchange = ChaosExchange(protocolName: protocolName, host: "no-such-host.invalid", port: 11_112)
    let result = await exchange.result(within: .seconds(20), on: bench)
    #expect(result.failure?.blame == .network && result.isUnreachable)
    #expect(result.failure?.message.contains("no-such-host.invalid") == true, "\(result.failure?.message ?? "")")
    await bench.close()
  }
}
