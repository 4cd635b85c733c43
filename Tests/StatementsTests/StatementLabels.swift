import Foundation

/// What a person found in a document.
struct StatementLabels {
  /// The document's file name.
  var document: String
  /// SOP classes with the role that is claimed: `1.2.840.10008.1.1 scp`.
  var roles: Set<String>
  /// Those of which a careful reader could not tell.
  var unsure: Set<String>
  /// Transfer syntaxes claimed.
  var transferSyntaxes: Set<String>
  /// Transfer syntaxes claimed under a condition.
  var conditional: Set<String>

  /// Reads the labels that stand beside the shared documents.
  init(gold file: URL) throws {
    struct Gold: Decodable {
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
    let gold = try JSONDecoder().decode(Gold.self, from: Data(contentsOf: file))
    document = gold.document
    roles = []
    unsure = []
    for row in gold.sopClasses {
      guard let uid = row.uid else { continue }
      for (role, value) in [("scu", row.scu), ("scp", row.scp)] {
        if value == true { roles.insert("\(uid) \(role)") } else if value == nil { unsure.insert("\(uid) \(role)") }
      }
    }
    unsure.subtract(roles)
    transferSyntaxes = Set((gold.transferSyntaxes ?? []).filter { $0.first?.isNumber == true })
    conditional = Set(gold.transferSyntaxesConditional?.uids ?? [])
  }

  /// Reads labels of this suite.
  init(own name: String) throws {
    struct Own: Decodable {
      var document: String
      var scu: [String]
      var scp: [String]
      var unsure: [String]
      var transferSyntaxes: [String]
      var conditional: [String]
    }
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Labels/\(name).json")
    let own = try JSONDecoder().decode(Own.self, from: Data(contentsOf: file))
    document = own.document
    roles = Set(own.scu.map { "\($0) scu" } + own.scp.map { "\($0) scp" })
    unsure = Set(own.unsure)
    transferSyntaxes = Set(own.transferSyntaxes)
    conditional = Set(own.conditional)
  }
}
