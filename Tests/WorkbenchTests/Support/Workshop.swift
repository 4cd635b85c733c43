import Foundation
import TestPeers

/// A folder to serve: a small specification, a network whose one system is not there, a bid with a statement that leaves a
/// doubt, and runs of them that the program itself made.
final class Workshop: FolderOfFiles, Sendable {
  let folder: URL

  private init(_ folder: URL) { self.folder = folder }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private static let made = Task { try await make() }

  /// A copy with one run at `runs/first`, made by the program once for all tests.
  static func copy() async throws -> Workshop {
    let original = try await made.value
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("workshop-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: original.folder, to: copy)
    return Workshop(copy.resolvingSymlinksInPath())
  }

  /// The program, which the build puts beside the tests.
  static var program: URL {
    let beside = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("assay")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : Project.root.appendingPathComponent(".build/debug/assay")
  }

  private static func make() async throws -> Workshop {
    let shop = Workshop(
      FileManager.default.temporaryDirectory.appendingPathComponent("workshop-\(UUID().uuidString)"))
    try shop.write(specification, "rules/specification.yaml")
    try shop.write(requirements, "rules/rows.yaml")
    try shop.write(network, "network.yaml")
    try shop.write(bid, "bid/bid.yaml")
    try shop.write("The product supports the Verification SOP Class as an SCP.\n", "bid/statement.txt")
    let ended = try await PeerClient.run(
      program.path,
      [
        "run", "\(shop.folder.path)/rules", "--network", "\(shop.folder.path)/network.yaml", "--bid",
        "\(shop.folder.path)/bid", "--out", "\(shop.folder.path)/runs/first", "--now", "2026-06-01", "--quiet",
      ], within: 120)
    guard FileManager.default.fileExists(atPath: "\(shop.folder.path)/runs/first/SHA256SUMS") else {
      throw PeerProcess.Unavailable(description: "the run ended with \(ended.status): \(ended.output)")
    }
    return shop
  }

  /// Copies the first run under another name, as a later run of the same bid.
  func copyRun(to path: String) throws {
    try FileManager.default.copyItem(
      at: folder.appendingPathComponent("runs/first"), to: folder.appendingPathComponent(path))
  }

  /// The assessments that evaluators wrote, by name.
  var assessments: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/assessments")) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted()
  }

  private static let specification = """
    edition: 1
    kind: specification
    id: workshop
    title: Workshop <b>rules</b>
    version: "1.0"
    roles:
      archive: {title: Image archive, meaning: It keeps images.}
    groups:
      - {id: W, title: Work, weight: 1, summary: All of it.}
    requirements: [rows.yaml]

    """

  private static let requirements = """
    edition: 1
    kind: requirements
    group: W
    requirements:
      - id: W-ECHO
        revision: 1
        title: The archive answers
        statement: The archive **shall** answer a C-ECHO.
        rationale: Nothing works otherwise.
        level: mandatory
        applies-to: {archive: each}
        evidence:
          - id: live
            kind: probe
            steps:
              - do: dicom.echo
                at: archive
                expect: |
                  outcome == completed
      - id: W-CLAIM
        revision: 2
        title: The statement says so
        statement: The archive **shall** state Verification as SCP.
        rationale: It can be read before anything is installed.
        level: scored
        applies-to: {archive: each}
        evidence:
          - id: claim
            kind: statement
            of: archive
            expect: |
              sop-class[Verification].scp == supported
      - id: W-MARK
        revision: 1
        title: It is easy to work with
        statement: The archive **should** be easy to work with.
        rationale: People use it all day.
        level: scored
        evidence:
          - id: board
            kind: assessment
            question: How easy is it?
            descriptors:
              - {mark: 0, descriptor: Not at all.}
              - {mark: 1, descriptor: After training.}
              - {mark: 2, descriptor: At once.}

    """

  private static let network = SmallNetwork.text(
    id: "workshop-network", title: "Network of the workshop", systems: SmallNetwork.archive(port: 9))

  private static let bid = """
    edition: 1
    kind: bid
    id: workshop-bid
    bidder: Bidder & <i>Sons</i>
    documents:
      - {id: statement, path: statement.txt, title: Conformance statement}
    offers:
      - {roles: [archive], vendor: Vendor, product: Product, documents: [statement]}

    """
}
