import Probes
import ReferenceNetwork
import Specification

/// A word that `assay explain` knows nothing by: what was probably meant, and what speaks of it.
struct UnknownTopic {
  /// What the user typed.
  let name: String
  /// Specifications whose requirements are looked through.
  let specifications: [RuleSet]
  /// Columns of a line.
  let width: Int

  /// What to say.
  var message: String {
    var lines = ["assay explain: there is nothing named “\(name)”."]
    let topics = Self.topics
    let requirements = specifications.flatMap(\.requirements)
    let names = topics.map(\.0) + requirements.map(\.id) + DefectCatalogue.entries.map(\.name)
    let parts = requirements.filter { $0.id.hasPrefix(name) && !name.isEmpty }.map { ($0.id, $0.title) }
    let isCommand = AssayCommand.configuration.subcommands.contains { $0.configuration.commandName == name }
    if isCommand {
      lines.append("  `assay help \(name)` tells of the command.")
    } else if parts.isEmpty, let hint = NameSuggestion.nearest(to: name, among: names) {
      lines.append("  did you mean `\(hint)`?")
    }
    lines += shown("Requirements that begin so", parts)
    let spoken =
      topics.filter { holds($0.0) || holds($0.1) } + requirements.filter { holds($0.title) }.map { ($0.id, $0.title) }
    lines += shown("These speak of it", spoken)
    lines += [
      "", "`assay explain` lists what there is to explain; requirements are looked up in --spec, or below Specs.",
    ]
    return lines.joined(separator: "\n")
  }

  /// Everything but requirements and defects.
  static var topics: [(String, String)] {
    StepRegistry.catalogue.descriptions.values.sorted { $0.name < $1.name }.map { ($0.name, $0.summary) }
      + EvidenceReference.all.map { ($0.kind.rawValue, $0.summary) } + Concept.all.map { ($0.name, $0.summary) }
      + FileKind.allCases.map { ($0.rawValue, $0.form.summary) }
  }

  private func holds(_ text: String) -> Bool {
    name.count > 2 && text.lowercased().contains(name.lowercased())
  }

  private func shown(_ title: String, _ rows: [(String, String)]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let limit = 10
    let rest = rows.count > limit ? ["  and \(rows.count - limit) more"] : []
    return ["", title] + TopicTable.lines(Array(rows.prefix(limit)), width: width) + rest
  }
}
