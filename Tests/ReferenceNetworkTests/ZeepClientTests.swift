import Foundation
import ReferenceNetwork
import TestPeers
import Testing

/// The reference network asked by zeep, a SOAP client that shares nothing with this project, by a WSDL and the published
/// schemas. These and the submission that is asked for lie beside the project; without them there is nothing to ask.
@Suite("A client that zeep makes of the schemas", .timeLimit(.minutes(2)))
struct ZeepClientTests {
  private static let patient = "XT2dd703ef^^^&1.3.6.1.4.1.21367.13.20.1000&ISO"
  private static let repository = "1.3.6.1.4.1.21367.13.40.74"

  /// What it finds in a network that holds the recorded submission.
  private static func run(adjust: (inout AffinityDomain.Settings) -> Void = { _ in }) async throws -> [String] {
    let shared = try #require(Project.shared).appendingPathComponent("xds")
    var settings = AffinityDomain.Settings()
    settings.repositoryUniqueID = repository
    adjust(&settings)
    let domain = try await AffinityDomain.start(settings)
    let registryAddress = try #require(domain.address(of: .registry))
    let repositoryAddress = try #require(domain.address(of: .repository))
    for (name, address) in [("01-iti44-add", registryAddress), ("02-iti41", repositoryAddress)] {
      try await send(shared.appendingPathComponent("exchanges/\(name).req"), to: address)
    }
    let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/zeep_client.py")
    let ended = try await PeerClient.python(
      try String(contentsOf: script, encoding: .utf8),
      [
        shared.appendingPathComponent("schemas/xds-v3").path, registryAddress, repositoryAddress, patient, repository,
      ])
    await domain.stop()
    try #require(ended.status == 0, "\(ended.output)")
    return ended.output.split(separator: "\n").map(String.init)
  }

  /// Sends a recorded request: a line with its address, header fields, an empty line, the content.
  private static func send(_ file: URL, to address: String) async throws {
    let data = try Data(contentsOf: file)
    let end = try #require(data.range(of: Data("\n\n".utf8)) ?? data.range(of: Data("\r\n\r\n".utf8)))
    let head = String(decoding: data[..<end.lowerBound], as: UTF8.self)
    let type = try #require(head.split(whereSeparator: \.isNewline).first { $0.hasPrefix("Content-Type: ") })
    let content = FileManager.default.temporaryDirectory.appendingPathComponent("request-\(UUID().uuidString)")
    try data[end.upperBound...].write(to: content)
    defer { try? FileManager.default.removeItem(at: content) }
    let ended = try await PeerClient.run(
      "curl", ["-s", "--fail", "--max-time", "20", "-H", String(type), "--data-binary", "@\(content.path)", address])
    try #require(ended.status == 0, "\(ended.output)")
  }

  private static let good = [
    "query ObjectRef Success - ObjectRef valid related", "query LeafClass Success - ExtrinsicObject valid related",
    "query LeafClass Failure XDSStoredQueryMissingParam - valid related",
    "retrieve Success - text/plain f0f910ba63dd3c47a527425590da645d1733d031 valid related",
    "retrieve Failure XDSDocumentUniqueIdError - valid related", "retrieve fault soap:Sender",
  ]

  @Test(
    "It finds and gets what is there, in answers that the schemas allow", .enabled(if: RecordedRequestTests.areThere))
  func conformant() async throws { #expect(try await Self.run() == Self.good) }

  /// What is wrong, and the lines that it changes.
  enum Wrong: String, CaseIterable, Sendable {
    case otherRequest, alteredDocument, noStatus, noDocument

    var changed: [Int] {
      switch self {
      case .otherRequest: [0, 1, 2, 3, 4]
      case .alteredDocument: [3]
      case .noStatus: [2]
      case .noDocument: [4]
      }
    }

    func apply(to settings: inout AffinityDomain.Settings) {
      switch self {
      case .otherRequest: settings.carriageDefects = [.namesOtherRequest]
      case .alteredDocument: settings.repositoryDefects = [.alters]
      case .noStatus: settings.registryDefects = [.answersWithoutStatus]
      case .noDocument: settings.repositoryDefects = [.succeedsWithoutDocument]
      }
    }
  }

  @Test("It sees what is wrong", .enabled(if: RecordedRequestTests.areThere), arguments: Wrong.allCases)
  func broken(wrong: Wrong) async throws {
    let lines = try await Self.run { wrong.apply(to: &$0) }
    let changed = zip(lines, Self.good).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset)
    #expect(changed == wrong.changed)
  }
}
