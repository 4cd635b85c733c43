import DICOM
import DICOMNetwork
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("The default transfer syntax beside what is proposed", .serialized, .timeLimit(.minutes(1)))
struct DefaultContextsTests {
  private static let implicit = TransferSyntax.implicitVRLittleEndian.uid.value
  private static let explicit = TransferSyntax.explicitVRLittleEndian.uid.value
  private static let lossless = "1.2.840.10008.1.2.4.70"
  private static let lossy = "1.2.840.10008.1.2.4.50"

  private struct Proposal: Sendable {
    /// Abstract syntaxes with their transfer syntaxes, a context each.
    var contexts: [(String, [String])]
    /// Abstract syntaxes that the default is offered for.
    var lacking: [String]
  }

  private static let proposals = [
    Proposal(contexts: [("1.2", [lossless])], lacking: ["1.2"]),
    Proposal(contexts: [("1.2", [explicit])], lacking: ["1.2"]),
    Proposal(contexts: [("1.2", [explicit, implicit])], lacking: []),
    Proposal(contexts: [("1.2", [lossless]), ("1.2", [implicit])], lacking: []),
    Proposal(contexts: [("1.2", [lossless]), ("1.2", [explicit])], lacking: ["1.2"]),
    Proposal(contexts: [("1.2", [lossy])], lacking: []),
    Proposal(contexts: [("1.2", [lossy, lossless])], lacking: ["1.2"]),
    Proposal(contexts: [("1.2", [lossless]), ("1.3", [implicit]), ("1.4", [explicit])], lacking: ["1.2", "1.4"]),
  ]

  @Test(
    "It is offered once for each abstract syntax that lacks it, unless information is lost anyway",
    arguments: proposals.indices)
  func offered(_ row: Int) {
    let contexts = AssociationRequest.contexts(
      Self.proposals[row].contexts.map { (abstractSyntax: $0.0, transferSyntaxes: $0.1) })
    let expected = Self.proposals[row].lacking
    let defaults = contexts.defaults
    #expect(defaults.map(\.abstractSyntax) == expected)
    #expect(defaults.allSatisfy { $0.transferSyntaxes == [Self.implicit] && $0.id & 1 == 1 })
    #expect(Set(defaults.map(\.id)).isDisjoint(with: contexts.map(\.id)))
  }

  @Test("Where all IDs are in use none is added")
  func full() {
    let contexts = AssociationRequest.contexts(
      Array(repeating: (abstractSyntax: "1.2", transferSyntaxes: [Self.lossless]), count: 128))
    #expect(contexts.defaults.isEmpty)
  }

  @Test("Who takes the default alone is not sent to in it where the step asks for another")
  func refused() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await STORESCP.start()
    let stored = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("chest"), "transfer": .list([.uid(Self.lossless)])], port: peer.port,
      aeTitle: "STORESCP")
    #expect(stored.word("outcome") == "refused" && stored.failure?.blame == .system, "\(stored)")
    #expect(stored.failure?.message.contains("transfer-syntaxes-not-supported") == true)
    #expect(stored.number("sent") == nil || stored.number("sent") == 0)
    let offered = await bench.perform(
      DICOMAssociateProbe.self,
      [
        "propose": .list([
          .record(["abstract": .uid("1.2.840.10008.5.1.4.1.1.2"), "transfer": .list([.uid(Self.lossless)])])
        ])
      ],
      port: peer.port, aeTitle: "STORESCP")
    #expect(offered.records("contexts").map { $0["result"] } == [.string("transfer-syntaxes-not-supported")])
    let plain = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("chest"), "transfer": .list([.uid(Self.explicit)])], port: peer.port,
      aeTitle: "STORESCP")
    #expect(plain.failure == nil && plain.records("responses").count == 4)
    await bench.close()
  }
}
