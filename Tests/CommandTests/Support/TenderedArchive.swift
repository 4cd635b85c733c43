import Foundation
import TestPeers

/// A small tender of one lot or two for an archive: a specification of three requirements, which a bid meets by its
/// papers, by its answers and on the wire.
final class TenderedArchive: FolderOfFiles, Sendable {
  /// The folder, removed at the end.
  let folder: URL

  /// Writes tender, specification and networks.
  ///
  /// - Parameters:
  ///   - good: Port of an archive that does as it should.
  ///   - bad: Port of one that does not.
  init(good: Int, bad: Int) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tendered-\(UUID().uuidString)")
    try write(Self.specification, "spec/specification.yaml")
    try write(Self.requirements, "spec/groups/archive.yaml")
    try write(
      """
      edition: 1
      kind: profile
      id: tender-hub
      version: 1.0.0
      title: Hub
      extends: ../specification.yaml
      set:
        - {id: TND-3, weight: 4}
      """, "spec/profiles/tender-hub.yaml")
    for (name, port) in [("good", good), ("bad", bad)] { try write(Self.network(port), "\(name).yaml") }
    try write(Self.tender(), "tender.yaml")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Changes a file.
  func change(_ name: String, _ before: String, _ after: String) throws {
    let old = try text(name)
    let new = old.replacing(before, with: after)
    guard new != old else { throw PeerProcess.Unavailable(description: "\(name) has no \(before)") }
    try write(new, name)
  }

  /// The tender, with bids where some were handed in.
  static func tender(bids: String = "[]") -> String {
    """
    edition: 1
    kind: tender
    id: tender-archive
    title: Archives for the region
    buyer: The contracting authority
    specification: spec
    weights: {quality: 60, price: 40}
    gates: [TND-1]
    quality-threshold: 50
    lots:
      - {id: hub, title: The hub, profile: tender-hub, weights: {quality: 70, price: 30}}
      - {id: site, title: The sites}
    bids: \(bids)

    """
  }

  /// Writes a bid with its conformance statement.
  ///
  /// - Parameter sha256: What the bid states of it; nothing where nil.
  func bid(_ id: String, declaration: String?, statement: String = claim, sha256: String? = nil) throws {
    try write(statement, "bids/\(id)/statement.csv")
    try write(
      """
      edition: 1
      kind: bid
      id: \(id)
      bidder: Bidder \(id)
      documents:
        - {id: statement, path: statement.csv, title: Conformance statement\(sha256.map { ", sha256: \($0)" } ?? "")}
      offers:
        - {roles: [archive], vendor: Vendor, product: "Product \(id)", documents: [statement]}
      \(declaration.map { "declaration: \($0)" } ?? "")

      """, "bids/\(id)/bid.yaml")
  }

  /// A table that is understood for certain.
  static let claim = "SOP Class,SOP Class UID,SCU,SCP\nVerification SOP Class,1.2.840.10008.1.1,No,Yes\n"

  private static let specification = """
    edition: 1
    kind: specification
    id: tender-spec
    version: 1.0.0
    title: What an archive does
    summary: For a tender.
    sources:
      PS3.4: {title: "DICOM PS3.4"}
    roles:
      archive: {title: Archive, meaning: Keeps images., when-absent: not-demonstrated}
    groups:
      - {id: TND, title: Archive, summary: All of it., weight: 1}
    scale: {maximum: 100, decimals: 2}
    requirements:
      - groups/archive.yaml

    """

  private static let requirements = """
    edition: 1
    kind: requirements
    group: TND
    requirements:
      - id: TND-1
        revision: 1
        title: It answers a verification request
        statement: |
          The archive **shall** answer C-ECHO.
        rationale: It shows that it is there.
        sources: [{ref: PS3.4, section: Annex A}]
        level: mandatory
        weight: 2
        applies-to: {archive: each}
        evidence:
          - id: live
            kind: probe
            steps:
              - do: dicom.echo
                at: archive
                expect: |
                  every responses[*].status == success
        remedy: Enable it.
      - id: TND-2
        revision: 3
        title: Its statement names verification
        statement: |
          The conformance statement **shall** name the class.
        rationale: What is not written may be gone.
        sources: [{ref: PS3.4, section: Annex A}]
        level: scored
        weight: 3
        applies-to: {archive: each}
        evidence:
          - id: claim
            kind: statement
            of: archive
            expect: |
              sop-class[Verification].scp == supported
        remedy: Name it.
      - id: TND-3
        revision: 1
        title: Faults are mended within a day
        statement: |
          The supplier **shall** begin within one day, holidays, Sundays; and all.
        rationale: Images are needed.
        sources: [{ref: PS3.4, note: The network's own.}]
        level: scored
        weight: 5
        applies-to: {archive: each}
        evidence:
          - id: declared
            kind: declaration
            expect: |
              level in [full, configuration]
        remedy: Answer it.

    """

  private static func network(_ port: Int) -> String {
    SmallNetwork.text(id: "tender-network", title: "Demonstration", systems: SmallNetwork.archive(port: port))
  }
}
