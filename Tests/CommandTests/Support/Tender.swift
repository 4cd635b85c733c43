import Foundation
import TestPeers

/// A folder with the files of one evaluation: network, bid, statement.
final class Tender: FolderOfFiles, Sendable {
  /// The bundled specification, relative to the project's root.
  static let specification = "Specs/nhs-imaging-network"

  /// The folder, removed at the end.
  let folder: URL

  /// Writes the files for one archive on loopback.
  ///
  /// - Parameters:
  ///   - listenerPort: Where the harness listens under its calling AE title; nowhere where nil.
  ///   - dicomweb: The endpoint of its web services as YAML; none where nil.
  ///   - statement: The archive's conformance statement; a short one where nil.
  init(
    port: Int, aeTitle: String = "ARCHIVE", permits: String = "read, write", listenerPort: Int? = nil,
    dicomweb: String? = nil, statement: Data? = nil, file: String = "statement.txt"
  ) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tender-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("bid"), withIntermediateDirectories: true)
    try writeNetwork(
      listeners: listenerPort.map { "listeners: [{ae-title: ASSAY, host: 127.0.0.1, port: \($0)}]" } ?? "",
      systems: SmallNetwork.archive(
        port: port, aeTitle: aeTitle, permits: permits + (listenerPort == nil ? "" : ", listen"),
        further: dicomweb.map { "dicomweb: \($0)" } ?? ""))
    try writeBid(roles: "archive", statement: file)
    try
      (statement
      ?? Data("The product is an SCP of Verification SOP Class 1.2.840.10008.1.1 and no other.\n".utf8)).write(
        to: folder.appendingPathComponent("bid/\(file)"))
  }

  /// Writes network and bid for one system instead: of a role, or several with commas, with endpoints as lines of YAML.
  ///
  /// - Parameters:
  ///   - listener: Port of the harness's listener for messages; none where nil.
  ///   - objectListener: Port of its listener for objects; none where nil.
  func offer(
    _ role: String, endpoints: [String], listener: Int? = nil, objectListener: Int? = nil, revisionListener: Int? = nil
  ) throws {
    let listeners =
      (listener.map { "hl7-listeners: [{id: placer, host: 127.0.0.1, port: \($0)}]\n" } ?? "")
      + (objectListener.map { "listeners: [{ae-title: ASSAY, host: 127.0.0.1, port: \($0)}]\n" } ?? "")
      + (revisionListener.map {
        "soap-listeners: [{id: consumer, host: 127.0.0.1, port: \($0), plays: [cross-reference-consumer]}]\n"
      } ?? "")
    try writeNetwork(
      listeners: listeners,
      systems: """
        - id: \(role.prefix { $0 != "," })
          vendor: Vendor
          product: Product
          roles: [\(role)]
          permits: [read, write, load\(listeners.isEmpty ? "" : ", listen")]
          endpoints:
        \(endpoints.map { "    \($0)\n" }.joined())
        """)
    try writeBid(roles: "\(role)")
  }

  /// Writes a network of one site instead, with listeners and systems as lines of YAML.
  func writeNetwork(listeners: String = "", systems: String) throws {
    try write(SmallNetwork.text(listeners: listeners, systems: systems), "network.yaml")
  }

  /// Writes a bid that offers one product for roles, with a conformance statement beside it.
  func writeBid(roles: String, statement: String = "statement.txt", title: String = "Conformance statement") throws {
    try write(
      """
      edition: 1
      kind: bid
      id: test-bid
      bidder: Bidder
      documents:
        - {id: statement, path: \(statement), title: \(title)}
      offers:
        - {roles: [\(roles)], vendor: Vendor, product: Product, documents: [statement]}

      """, "bid/bid.yaml")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The network file.
  var network: String { path("network.yaml") }
  /// The bid.
  var bid: String { path("bid") }
  /// Where runs go.
  var out: String { path("out") }

  /// The bundled specification with only some of its files of requirements, so that a run of it is whole and small.
  func specification(_ files: String...) throws -> String {
    let copy = path("specification")
    try FileManager.default.copyItem(
      atPath: Project.root.appendingPathComponent(Self.specification).path, toPath: copy)
    let text = try String(contentsOfFile: "\(copy)/specification.yaml", encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      !line.hasPrefix("  - groups/") || files.contains { line == "  - groups/\($0).yaml" }
    }
    try write(lines.joined(separator: "\n"), "specification/specification.yaml")
    return copy
  }

  /// Makes the waits of messages' requirements short: nobody waits a minute for what does not come.
  func shortenWaits(in specification: String) throws {
    for folder in ["groups", "procedures"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(specification)/\(folder)") {
        let file = "\(specification)/\(folder)/\(name)"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let long = ["2 s, for: 60 s", #"5 s, for: "{{taking-in-time}}""#, "2 s, for: 30 s"]
        let short = long.reduce(text) { $0.replacing("every: \($1)", with: "every: 100 ms, for: 1 s") }.replacing(
          "timeout: 60 s", with: "timeout: 2 s")
        if short != text { try short.write(toFile: file, atomically: true, encoding: .utf8) }
      }
    }
  }

  /// Keeps three of the scenarios that are repeated with each of many values: a peer does the same with each.
  func shortenRepetitions(in specification: String) throws {
    for name in ["messages", "identity-messages"] {
      let file = "\(specification)/groups/\(name).yaml"
      let lines = try String(contentsOfFile: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
      let kept = lines.filter { $0.firstMatch(of: #/\{id: [a-z]+-([4-9]|1[0-9]|20), use/#) == nil }
      try kept.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
  }

  /// Starts `assay run` on the files.
  func start(_ arguments: [String] = [], specification: String = Tender.specification) throws -> AssayProcess {
    try AssayProcess(
      ["run", specification, "--network", network, "--bid", bid, "--out", out, "--seed", "1"] + arguments)
  }

  /// Runs `assay run` on the files.
  func run(_ arguments: String...) async throws -> Assay.Ended { try await start(arguments).ended() }

  /// The verdicts of the run.
  func verdicts(in folder: String? = nil) throws -> Verdicts {
    try Verdicts(URL(fileURLWithPath: folder ?? out).appendingPathComponent("verdicts.json"))
  }
}
