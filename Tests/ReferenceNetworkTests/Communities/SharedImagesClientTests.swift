import Foundation
import ReferenceNetwork
import TestPeers
import Testing

/// Shared images asked for by a client that shares nothing with this project: pydicom, pynetdicom, requests, and lxml with the
/// published schemas. These lie beside the project; without them there is nothing to judge by.
@Suite("A client elsewhere that asks for shared images", .timeLimit(.minutes(3)))
struct SharedImagesClientTests {
  /// What it finds in a network with some defects.
  private static func run(with defects: Set<String> = []) async throws -> [String] {
    let shared = try #require(Project.shared).appendingPathComponent("xds")
    let network = try await SharedImagesNetwork.start(with: defects)
    func address(_ system: String, _ kind: SimulatedEndpoint.Kind) throws -> String {
      try #require(network.address(system, kind))
    }
    func port(_ system: String) throws -> String { String(try #require(URL(string: address(system, .dicom))?.port)) }
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/shared_images_client.py")
    let ended = try await PeerClient.python(
      try String(contentsOf: script, encoding: .utf8),
      [
        shared.appendingPathComponent("schemas/xds-v3").path, try port("a/source"), try address("a/source", .xdsi),
        "2.25.11", try address("a/source", .dicomweb), try address("a/registry", .xds), "2.25.12",
        try port("b/images"), try address("b/images", .xcai), "2.25.23", "urn:oid:2.25.22",
        try address("a/gateway", .xdsi),
      ])
    await network.simulation.stop()
    try #require(ended.status == 0, "\(ended.output)")
    return ended.output.split(separator: "\n").map(String.init)
  }

  private static let good = [
    "query Success 1 valid related", "manifest True KO 9990000018 True True True", "web unchanged",
    "wado unchanged 404 404 404 400 400", "source Success - unchanged none valid related",
    "implicit Success - unchanged none valid related",
    "part PartialSuccess XDSDocumentUniqueIdError unchanged none valid related",
    "elsewhere Failure XDSUnknownRepositoryId nothing - valid related",
    "syntax Failure XDSRepositoryError nothing - valid related",
    "gateway Success - unchanged urn:oid:2.25.22 valid related",
    "unknown Failure XDSUnknownCommunity XDSUnknownCommunity XDSUnknownCommunity XDSUnknownCommunity nothing - valid related",
    "initiating Success - unchanged urn:oid:2.25.22 valid related",
    "strange Failure XDSUnknownCommunity nothing - valid related",
  ]

  @Test(
    "It finds, reads and fetches what is there, in answers that the schemas allow",
    .enabled(if: RecordedRequestTests.areThere))
  func conformant() async throws { #expect(try await Self.run() == Self.good) }

  @Test(
    "It sees what is wrong, and nothing else", .enabled(if: RecordedRequestTests.areThere),
    arguments: [
      ("source.manifest.names-other-patient", ["manifest"]), ("source.manifest.misplaces-instances", ["manifest"]),
      ("source.manifest.names-dead-addresses", ["web"]), ("source.wado.ignores-hierarchy", ["wado"]),
      ("source.rad-69.spoils-pixels", ["source", "implicit", "part"]), ("source.rad-69.fails-in-part", ["part"]),
      ("source.rad-69.answers-for-other-sources", ["elsewhere"]), ("source.rad-69.takes-any-syntax", ["syntax"]),
      ("imaging-gateway.names-no-community", ["gateway", "initiating"]),
      ("imaging-gateway.answers-for-others", ["unknown"]),
      ("initiating-imaging-gateway.forgets-images", ["initiating"]),
      ("initiating-imaging-gateway.takes-strangers", ["strange"]),
    ])
  func wrong(_ defect: String, changed: [String]) async throws {
    let found = try await Self.run(with: [defect])
    try #require(found.count == Self.good.count, "\(found)")
    let other = zip(found, Self.good).filter { $0 != $1 }.map { String($0.0.prefix { $0 != " " }) }
    #expect(other == changed, "\(found)")
  }
}
