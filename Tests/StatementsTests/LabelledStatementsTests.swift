import Evidence
import Foundation
import Statements
import Testing

/// Real statements with labels made by reading. They stand beside the repository; without them the suite is skipped.
@Suite(
  "Labelled statements",
  .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."))
struct LabelledStatementsTests {
  private struct Gold: Decodable {
    struct Row: Decodable {
      var uid: String?
      var scu: Bool?
      var scp: Bool?
    }
    struct Conditional: Decodable { var uids: [String]? }
    var document: String
    var sopClasses: [Row]
    var transferSyntaxes: [String]?
    var transferSyntaxesConditional: Conditional?
  }

  static let names = [
    "dcmtk-dcmqrscp-man", "dcmtk-storescp-man", "orthanc", "kcenon-pacs-system", "monai-informatics-gateway-dicom",
    "nexia-minipacs", "slim",
  ]

  @Test("SOP class roles and transfer syntaxes are those that a person labelled", arguments: names)
  func labels(name: String) throws {
    let folder = try #require(SharedStatements.folder)
    let gold = try JSONDecoder().decode(
      Gold.self, from: Data(contentsOf: folder.appendingPathComponent("gold/\(name).json")))
    let reading = StatementReader.read(file: folder.appendingPathComponent("documents/\(gold.document)"))
    let supported = reading.claims.filter { $0.polarity == .supported }

    var wanted: Set<String> = []
    var unsure: Set<String> = []
    for row in gold.sopClasses {
      for (role, value) in [("scu", row.scu), ("scp", row.scp)] {
        let fact = "\(row.uid ?? "none") \(role)"
        if value == true { wanted.insert(fact) } else if value == nil { unsure.insert(fact) }
      }
    }
    let found = Set(
      supported.compactMap { claim -> String? in
        guard claim.kind == .sopClass, let role = claim.role else { return nil }
        return "\(claim.uid ?? "none") \(role.rawValue)"
      }
    ).subtracting(unsure)
    #expect(
      f1(wanted, found) >= 0.98,
      "missed \(wanted.subtracting(found).sorted()), wrong \(found.subtracting(wanted).sorted())")

    let syntaxes = Set((gold.transferSyntaxes ?? []).filter { $0.first?.isNumber == true })
    let conditional = Set(gold.transferSyntaxesConditional?.uids ?? [])
    let foundSyntaxes = Set(
      supported.compactMap { claim -> String? in
        guard claim.kind == .transferSyntax, let uid = claim.uid else { return nil }
        return claim.availability != .standard && conditional.contains(uid) ? nil : uid
      })
    #expect(
      f1(syntaxes, foundSyntaxes) >= 0.97,
      "missed \(syntaxes.subtracting(foundSyntaxes).sorted()), wrong \(foundSyntaxes.subtracting(syntaxes).sorted())")
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
