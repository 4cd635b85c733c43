import FHIR
import Foundation
import JSONTree
import TestPeers
import Testing

/// Profiles and resources that tests write as JSON.
enum ProfileSample {
  /// Where the definitions of the tests are.
  static let home = "https://profiles.example/"

  static func node(_ text: String) throws -> JSONNode { try JSONNode(parsing: Array(text.utf8)) }

  /// A profile of a type with the elements of its differential.
  static func definition(
    _ type: String, name: String = "tested", base: String? = nil, members: String = "", elements: String
  ) -> String {
    let base = base ?? "http://hl7.org/fhir/StructureDefinition/\(type)"
    return """
      {"resourceType": "StructureDefinition", "url": "\(home)\(name)", "name": "\(name)", "type": "\(type)",
       "baseDefinition": "\(base)", "derivation": "constraint", \(members)"differential": {"element": [
      \(elements)
      ]}}
      """
  }

  static func valueSet(_ name: String, compose: String) -> String {
    #"{"resourceType": "ValueSet", "url": "\#(home)\#(name)", "compose": {\#(compose)}}"#
  }

  static func folder(_ texts: String...) -> ProfileFolder { folder(texts) }

  /// A folder whose first file is `tested.json`.
  static func folder(_ texts: [String]) -> ProfileFolder {
    ProfileFolder(
      texts.enumerated().map { index, text in
        ProfileFile(path: index == 0 ? "tested.json" : "other-\(index).json", bytes: Array(text.utf8))
      })
  }

  /// The rules of the first file.
  static func rules(_ texts: String...) throws -> ProfileRules {
    let folder = folder(texts)
    #expect(folder.unreadable == [])
    let (rules, faults) = folder.profile("tested")
    return try #require(rules, "\(faults)")
  }

  /// Rule and path of each finding, `min Patient.name`.
  static func findings(_ report: ConformityReport) -> [String] {
    report.findings.map { "\($0.rule.rawValue) \($0.path)" }
  }

  /// What is found in a resource without a profile.
  static func base(_ text: String) throws -> [String] { findings(ConformityCheck.report(on: try node(text))) }
}
