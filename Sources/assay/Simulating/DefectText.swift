import Foundation
import ReferenceNetwork
import Specification

/// The catalogue of defects for people and for programs.
enum DefectText {
  /// Every defect: name, what goes wrong, the clause that is broken and the harm.
  static func list(width: Int) -> String {
    var lines: [String] = []
    var actor = ""
    for entry in DefectCatalogue.entries {
      if entry.actor != actor {
        if !lines.isEmpty { lines.append("") }
        actor = entry.actor
      }
      lines.append(entry.name)
      lines += body(entry, width: width)
    }
    lines += ["", "\(DefectCatalogue.entries.count) defects"]
    return lines.joined(separator: "\n")
  }

  /// One defect.
  static func text(_ entry: DefectCatalogue.Entry, width: Int) -> String {
    ([entry.name, ""] + body(entry, width: width)
      + ["", "  assay simulate network.yaml --defect \(entry.name)"]).joined(separator: "\n")
  }

  /// The whole catalogue as JSON.
  static func json() throws -> String {
    struct Row: Encodable {
      var name: String
      var actor: String
      var sentence: String
      var clause: String
      var harm: String
    }
    let rows = DefectCatalogue.entries.map {
      Row(name: $0.name, actor: $0.actor, sentence: $0.sentence, clause: $0.clause, harm: $0.harm)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(rows), as: UTF8.self)
  }

  private static func body(_ entry: DefectCatalogue.Entry, width: Int) -> [String] {
    [entry.sentence, "Breaks \(entry.clause).", "Harm: \(entry.harm)"].flatMap {
      StepReference.wrap($0, width: width - 2).map { "  \($0)" }
    }
  }
}
