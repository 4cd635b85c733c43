import Office
import Specification

/// A specification as a workbook: an overview, a row for each requirement, thresholds, sources.
public enum SpecificationWorkbook {
  /// The workbook.
  public static func workbook(_ document: SpecificationDocument) -> Workbook {
    Workbook(
      title: document.title, author: document.rules.publisher ?? "",
      sheets: [overview(document), requirements(document), inputs(document), sources(document)])
  }

  private static func table(_ name: String, _ columns: [(String, Double)], _ rows: [[Cell]]) -> Sheet {
    var sheet = Sheet(name, columns: columns.map { Sheet.Column(width: $0.1) })
    sheet.rows = [columns.map { .text($0.0, .heading) }] + rows
    sheet.frozenRows = 1
    sheet.hasFilter = true
    return sheet
  }

  private static func overview(_ document: SpecificationDocument) -> Sheet {
    var sheet = Sheet("Overview", columns: [.init(width: 22), .init(width: 60), .init(width: 12), .init(width: 14)])
    sheet.isLandscape = false
    sheet.rows = [[.text(document.title, .title)], [.text(document.version, .plain)], []]
    sheet.rows += document.text.facts.map { [.text($0.name, .heading), .text($0.value)] }
    sheet.rows.append([])
    sheet.rows.append(["Group", "Title", "Weight", "Requirements"].map { .text($0, .heading) })
    sheet.rows += document.groups.map { group, requirements in
      [.text(group.id), .text(group.title), .number(group.weight), .number(requirements.count)]
    }
    return sheet
  }

  private static func requirements(_ document: SpecificationDocument) -> Sheet {
    let columns: [(String, Double)] = [
      ("Requirement", 12), ("Revision", 9), ("Group", 9), ("Title", 34), ("Statement", 60), ("Level", 11),
      ("Weight", 8), ("Applies to", 24), ("Rationale", 46), ("Accepted instead", 30), ("Evidence", 16),
      ("What decides", 60), ("Why no running system is asked", 40), ("Remedy", 46), ("Sources", 34), ("Binds from", 14),
      ("Check", 10), ("Checked against", 40),
    ]
    let order = Dictionary(
      document.groups.enumerated().map { ($1.group.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sorted = document.rules.requirements.enumerated().sorted {
      (order[$0.element.group] ?? .max, $0.offset) < (order[$1.element.group] ?? .max, $1.offset)
    }
    var sheet = table("Requirements", columns, sorted.map { row($0.element, document) })
    sheet.frozenColumns = 1
    return sheet
  }

  private static func row(_ requirement: Requirement, _ document: SpecificationDocument) -> [Cell] {
    func words(_ text: String?) -> Cell { .text(text.map(document.prose.words) ?? "") }
    var kinds: [String] = []
    for item in requirement.evidence where !kinds.contains(item.kind.rawValue) { kinds.append(item.kind.rawValue) }
    let deciding = document.evidence.sentences(requirement).map { sentence in
      ([sentence.lead] + sentence.expectations.map { "• \($0)" }).joined(separator: "\n")
    }
    let sources = requirement.sources.map { source in
      "\(source.ref)\(source.section.map { ", \($0)" } ?? "")\(source.note.map { " (\($0))" } ?? "")"
    }
    let days = [
      requirement.valid?.procurement.map { "procurement \($0)" },
      requirement.valid?.production.map { "production \($0)" },
    ]
    return [
      .text(requirement.id), .number(requirement.revision), .text(requirement.group), .text(requirement.title),
      words(requirement.statement), .text(requirement.level.rawValue), .number(requirement.weight),
      .text(requirement.appliesTo.map(SpecificationDocument.words).joined(separator: "\n")),
      words(requirement.rationale), words(requirement.equivalent), .text(kinds.joined(separator: ", ")),
      .text(deciding.joined(separator: "\n")), words(requirement.notTested), words(requirement.remedy),
      .text(sources.joined(separator: "\n")),
      .text(days.compactMap { $0 }.joined(separator: "\n")), .text(requirement.provenance?.state.rawValue ?? ""),
      words(requirement.provenance?.note),
    ]
  }

  private static func inputs(_ document: SpecificationDocument) -> Sheet {
    let rows = document.rules.inputs.sorted { $0.key < $1.key }.map { name, input -> [Cell] in
      [
        .text(name), .text(SpecificationDocument.oneLine(input.title)),
        .text(input.isSecret ? "secret" : input.value?.written ?? ""), .text(SpecificationDocument.words(input.origin)),
      ]
    }
    return table("Thresholds", [("Name", 28), ("What it is", 70), ("Value", 24), ("Set by", 20)], rows)
  }

  private static func sources(_ document: SpecificationDocument) -> Sheet {
    let rows = document.rules.sources.sorted { $0.key < $1.key }.map { key, source -> [Cell] in
      [
        .text(key), .text(source.title), .text(source.edition ?? ""), .text(source.publisher ?? ""),
        .text(source.url ?? ""),
      ]
    }
    return table("Sources", [("Key", 16), ("Title", 60), ("Edition", 24), ("Publisher", 22), ("Address", 60)], rows)
  }
}
