import Foundation
import TestPeers

/// A tender for an archive whose every point can be worked out by hand: two groups, four requirements, three bidders.
final class WorkedTender: FolderOfFiles, Sendable {
  /// A bidder with what it hands in.
  struct Bidder: Sendable {
    /// The bid's id.
    var id: String
    /// Its name.
    var name: String
    /// The conformance statement, as a table or as a sentence.
    var statement: (file: String, text: String)
    /// Level of support that is declared, and notes.
    var declared: (level: String, notes: String)
    /// Where its archive answers.
    var port: Int
    /// The archive's AE title.
    var title: String
  }

  /// The folder, removed at the end.
  let folder: URL
  /// The bidders in the order of the tender.
  let bidders: [Bidder]

  /// Writes the specification and the tender without bids.
  init(_ bidders: [Bidder]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("worked-\(UUID().uuidString)")
    self.bidders = bidders
    try write(Self.specification, "spec/specification.yaml")
    for group in ["exchange", "papers"] { try write(Self.requirements[group] ?? "", "spec/groups/\(group).yaml") }
    try write(tender(), "tender.yaml")
    for bidder in bidders { try write(bidder) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The program, run in the folder.
  func assay(_ arguments: String...) async throws -> Assay.Ended {
    try await AssayProcess(arguments, in: folder).ended()
  }

  /// Runs a script of Python in the folder.
  func python(_ script: String, _ arguments: String...) throws -> String {
    let result = try ExternalTool.run("python3", ["script.py"] + arguments.map(path), files: ["script.py": script])
    guard result.status == 0 else { throw PeerProcess.Unavailable(description: result.output) }
    return result.output
  }

  /// The tender.
  ///
  /// - Parameter further: What each bid's entry says besides, by id.
  func tender(_ further: [String: String]? = nil) -> String {
    let bids = bidders.map { bidder in
      "  - {bid: bids/\(bidder.id), network: bids/\(bidder.id)/network.yaml\(further?[bidder.id] ?? "")}\n"
    }
    return """
      edition: 1
      kind: tender
      id: worked-tender
      title: An archive for the region
      buyer: The contracting authority
      specification: spec
      weights: {quality: 60, price: 40}
      price: {formula: lowest-over-price}
      gates: [EXC-1]
      quality-threshold: 50
      bids:\(further == nil ? " []" : "\n" + bids.joined())

      """
  }

  private func write(_ bidder: Bidder) throws {
    let folder = "bids/\(bidder.id)"
    try write(bidder.statement.text, "\(folder)/\(bidder.statement.file)")
    try write(
      """
      edition: 1
      kind: bid
      id: \(bidder.id)
      bidder: \(bidder.name)
      documents:
        - {id: statement, path: \(bidder.statement.file), title: Conformance statement}
      offers:
        - {roles: [archive], vendor: \(bidder.name), product: Archive, documents: [statement]}
      declaration: declaration.yaml

      """, "\(folder)/bid.yaml")
    try write(
      """
      edition: 1
      kind: declaration
      specification: worked-spec
      version: 1.0.0
      answers:
        - {requirement: PAP-2@1, level: \(bidder.declared.level), notes: "\(bidder.declared.notes)"}

      """, "\(folder)/declaration.yaml")
    try write(
      SmallNetwork.text(
        id: "network-\(bidder.id)", title: "Demonstration",
        systems: SmallNetwork.archive(port: bidder.port, aeTitle: bidder.title)), "\(folder)/network.yaml")
  }

  private static let specification = """
    edition: 1
    kind: specification
    id: worked-spec
    version: 1.0.0
    title: What an archive does
    summary: For a tender.
    sources:
      PS3.4: {title: "DICOM PS3.4"}
    roles:
      archive: {title: Archive, meaning: Keeps images., when-absent: not-demonstrated}
    groups:
      - {id: EXC, title: Exchange, summary: What it does., weight: 3}
      - {id: PAP, title: Papers, summary: What is written of it., weight: 2}
    scale: {maximum: 100, decimals: 2}
    requirements:
      - groups/exchange.yaml
      - groups/papers.yaml

    """

  private static func requirement(_ id: String, _ level: String, _ weight: Int, _ evidence: String) -> String {
    """
      - id: \(id)
        revision: 1
        title: Title of \(id)
        statement: |
          The archive **shall** do it.
        rationale: It is needed.
        sources: [{ref: PS3.4, section: Annex A}]
        level: \(level)
        weight: \(weight)
        applies-to: {archive: each}
        remedy: Mend it.
        evidence:
    \(evidence)
    """
  }

  private static func file(_ group: String, _ requirements: [String]) -> String {
    "edition: 1\nkind: requirements\ngroup: \(group)\nrequirements:\n" + requirements.joined(separator: "\n") + "\n"
  }

  private static let claim = """
          - id: claim
            kind: statement
            of: archive
            expect: |
              sop-class[Verification].scp == supported
    """

  private static let requirements = [
    "exchange": file(
      "EXC",
      [
        requirement(
          "EXC-1", "mandatory", 2,
          claim + """

                  - id: live
                    kind: probe
                    steps:
                      - do: dicom.echo
                        at: archive
                        expect: |
                          every responses[*].status == success
            """),
        requirement(
          "EXC-2", "scored", 6,
          """
                - id: board
                  kind: assessment
                  question: How well are priors shown beside the study?
                  descriptors:
                    - {mark: 0, descriptor: Not at all.}
                    - {mark: 2, descriptor: After they are looked for.}
                    - {mark: 4, descriptor: By themselves.}
          """),
      ]),
    "papers": file(
      "PAP",
      [
        requirement("PAP-1", "scored", 3, claim),
        requirement(
          "PAP-2", "scored", 1,
          """
                - id: declared
                  kind: declaration
                  expect: |
                    level in [full, configuration]
          """),
      ]),
  ]
}
