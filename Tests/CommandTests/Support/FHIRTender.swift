import Foundation
import TestPeers

/// The files of one evaluation of a FHIR server by the groups of the bundled specification that look at it.
struct FHIRTender {
  /// The roles that the requirements on FHIR bind.
  static let roles = "fhir-server, fhir-patient-index, document-responder, directory, terminology-server"

  private let tender: Tender
  private let specification: String

  /// Writes the files.
  ///
  /// - Parameters:
  ///   - url: Base address of the server.
  ///   - statement: What the bid hands in: the answer to GET [base]/metadata.
  ///   - others: Further endpoints of the system, one a line.
  ///   - permits: What the harness may do to it.
  ///   - trust: PEM file of the authority of an `https` address.
  init(
    url: String, statement: String, others: String = "", permits: String = "read, write", trust: String? = nil
  ) throws {
    tender = try Tender(port: 1)
    specification = try tender.specification("fhir", "fhir-records", "fhir-sharing", "patient-match")
    // Nobody waits long for what does not come.
    for name in ["fhir-records", "fhir-sharing", "patient-match"] {
      let file = "\(specification)/groups/\(name).yaml"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try text.replacing("every: 2 s, for: 60 s", with: "every: 200 ms, for: 2 s")
        .write(toFile: file, atomically: true, encoding: .utf8)
    }
    if let trust {
      try FileManager.default.copyItem(atPath: trust, toPath: tender.folder.appendingPathComponent("ca.pem").path)
    }
    let lines = others.split(separator: "\n").map { "          \($0)\n" }.joined()
    try tender.write(
      """
      edition: 1
      kind: network
      id: test
      title: Test network
      sites:
        - id: a
          name: Site A
          systems:
            - id: records
              vendor: Vendor
              product: Product
              roles: [\(Self.roles)]
              permits: [\(permits)]
              endpoints:
                fhir: {url: '\(url)'\(trust.map { _ in ", tls: {trust: ca.pem}" } ?? "")}
      \(lines)
      """, "network.yaml")
    try tender.writeBid(roles: Self.roles, statement: "capabilities.json", title: "Capability statement")
    try tender.write(statement, "bid/capabilities.json")
  }

  /// The answer of a server to GET [base]/metadata, by curl.
  static func capabilities(at url: String) async throws -> String {
    let answer = try await PeerClient.run("curl", ["--silent", "--show-error", "--max-time", "20", "\(url)/metadata"])
    guard answer.status == 0 else { throw PeerProcess.Unavailable(description: answer.output) }
    return answer.output
  }

  /// The verdicts of a run.
  func verdicts(_ arguments: [String] = []) async throws -> (verdicts: Verdicts, ended: Assay.Ended) {
    let ended = try await tender.start(arguments, specification: specification).ended(within: .seconds(240))
    return (try tender.verdicts(), ended)
  }
}
