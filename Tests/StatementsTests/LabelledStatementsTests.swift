import Evidence
import Foundation
import Statements
import Testing

/// Real statements with labels made by reading. They stand beside the repository; without them the suite is skipped.
@Suite(
  "Labelled statements",
  .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."))
struct LabelledStatementsTests {
  /// Documents with labels beside them, and other formats of the same documents.
  static let labelled = [
    ("conquest", "conquest.pdf"), ("conquest", "conquest.odt"), ("conquest", "conquest-derived.docx"),
    ("dcmtk-dcmqrscp-man", "dcmtk-dcmqrscp-man.txt"), ("dcmtk-storescp-man", "dcmtk-storescp-man.txt"),
    ("dvtk-dvt", "dvtk-dvt.pdf"), ("kcenon-pacs-system", "kcenon-pacs-system.md"),
    ("kcenon-pacs-system", "kcenon-derived.docx"),
    ("monai-informatics-gateway-dicom", "monai-informatics-gateway-dicom.md"),
    ("nexia-minipacs", "nexia-minipacs.md"), ("orthanc", "orthanc.txt"), ("slim", "slim.md"),
  ]

  @Test("SOP class roles and transfer syntaxes are those that a person labelled", arguments: labelled)
  func labels(name: String, document: String) throws {
    let folder = try #require(SharedStatements.folder)
    try hold(document, against: StatementLabels(gold: folder.appendingPathComponent("gold/\(name).json")))
  }

  /// Documents labelled for these tests, by reading.
  static let own = [
    "dcm4chee-arc-cs", "dcm4chee-arc-cs-network-services", "dcmtk-dcmqrscp", "dcmtk-storescp",
    "microsoft-dicom-server-v2", "ps32-2018-annex-A", "ps32-2018-annex-B", "ps32-2018-annex-F", "ps32-2018-annex-L",
    "pynetdicom-qrscp", "pynetdicom-storescp",
  ]

  @Test("Further documents, which did not shape the labels of others, hold the same figures", arguments: own)
  func ownLabels(name: String) throws {
    let labels = try StatementLabels(own: name)
    try hold(labels.document, against: labels)
  }

  private func hold(_ document: String, against labels: StatementLabels) throws {
    let file = try #require(SharedStatements.document(document))
    let supported = StatementReader.read(file: file).claims.filter { $0.polarity == .supported }
    let found = Set(
      supported.compactMap { claim -> String? in
        guard claim.kind == .sopClass, let role = claim.role, let uid = claim.uid else { return nil }
        return "\(uid) \(role.rawValue)"
      }
    ).subtracting(labels.unsure)
    #expect(
      f1(labels.roles, found) >= 0.98,
      "missed \(labels.roles.subtracting(found).sorted()), wrong \(found.subtracting(labels.roles).sorted())")
    let syntaxes = Set(
      supported.compactMap { claim -> String? in
        guard claim.kind == .transferSyntax, let uid = claim.uid else { return nil }
        return claim.availability != .standard && labels.conditional.contains(uid) ? nil : uid
      })
    let wanted = labels.transferSyntaxes
    #expect(
      f1(wanted, syntaxes) >= 0.97,
      "missed \(wanted.subtracting(syntaxes).sorted()), wrong \(syntaxes.subtracting(wanted).sorted())")
  }

  private func f1(_ wanted: Set<String>, _ found: Set<String>) -> Double {
    let hit = Double(wanted.intersection(found).count)
    return wanted.isEmpty && found.isEmpty ? 1 : 2 * hit / Double(wanted.count + found.count)
  }

  @Test("A configuration guide is no statement and makes no claim")
  func negative() throws {
    let file = try #require(SharedStatements.document("NEG-dcmtk-dcmqrcnf.txt"))
    #expect(StatementReader.read(file: file).claims.isEmpty)
  }

  @Test(
    "Documents about other interfaces claim no SOP class and no transfer syntax",
    arguments: [
      "microsoft-dicom-server-v2.md", "sedia-hl7.md", "kcenon-ihe-integration-statement.md",
      "orthanc-dicomweb-status.txt",
      "dcm4chee-arc-hl7cs.html",
    ])
  func otherInterfaces(name: String) throws {
    let file = try #require(SharedStatements.document(name))
    let reading = StatementReader.read(file: file)
    let claims = reading.claims.filter { $0.kind == .sopClass || $0.kind == .transferSyntax }
    #expect(claims.isEmpty, "\(claims.prefix(3).map { $0.evidence.first?.words ?? "" })")
  }

  @Test("Mismatches of name and identifier are reported, and the identifier stays as printed")
  func mismatches() throws {
    let file = try #require(SharedStatements.document("kcenon-pacs-system.md"))
    let reading = StatementReader.read(file: file)
    let reported = reading.problems.filter { $0.code == "name-uid-mismatch" }.compactMap(\.citation?.words)
    for name in [
      "CT For Processing Image Storage", "Waveform Presentation State Storage", "US Multi-frame Image Storage |",
    ] {
      #expect(reported.contains { $0.contains(name) }, "\(name)")
    }
    #expect(reading.problems.contains { $0.code == "unregistered-uid" && $0.message.contains("1.2.840.10008.1.2.11") })
    #expect(!reported.contains { $0.hasPrefix("CT Image Storage") || $0.hasPrefix("MR Image Storage") })
  }
}
