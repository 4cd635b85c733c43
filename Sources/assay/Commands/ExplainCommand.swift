import ArgumentParser
import Foundation
import Probes
import ReferenceNetwork
import Specification

/// `assay explain`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Explain a requirement, a step kind, a transaction, what a statement can be asked, a file, a defect, or a concept.",
    discussion: """
      EXAMPLE
        assay explain DST-001
        assay explain dicom.find
        assay explain statement
        assay explain state contradicted
        assay explain tender
        assay explain my-tender/network.yaml
        assay explain ITI-18
        assay explain MADO
        assay explain defect registry.query.ignores-patient

      Without a topic it lists what there is to explain.
      """)

  @ArgumentParser.Argument(
    help:
      "Requirement id, step kind, transaction or profile of IHE, kind of evidence or file, a file, concept, or `defect` NAME."
  )
  var topic: [String] = []

  @Option(help: "Specification that requirements are looked up in.", completion: .directory)
  var spec: String?

  func run() throws {
    let name = topic.joined(separator: " ")
    let width = min(max(Terminal.width, 60), 100)
    if name.isEmpty {
      Terminal.out(overview(width: width))
      return
    }
    if let page = try page(of: name, width: width) {
      Terminal.out(page)
      return
    }
    Terminal.error(UnknownTopic(name: name, specifications: try specifications(), width: width).message)
    throw ExitStatus.usage
  }

  /// What there is to say of a topic; nil where nothing has that name.
  private func page(of name: String, width: Int) throws -> String? {
    if let step = StepRegistry.catalogue.descriptions[name] { return StepReference.text(step, width: width) }
    if let evidence = EvidenceReference.named(name) { return evidence.text(width: width) }
    if topic.first == "defect" { return try defect(topic.dropFirst().joined(separator: " "), width: width) }
    if let entry = DefectCatalogue.entries.first(where: { $0.name == name }) {
      return DefectText.text(entry, width: width)
    }
    if let kind = FileReference.named(name) { return text(of: kind, width: width) }
    if let concept = Concept.named(name) { return text(of: concept, width: width) }
    if let page = try requirement(name, width: width) { return page }
    if let topic = FrameworkTopic(name) {
      let text = FrameworkText(topic: topic, width: width)
      if let page = text.page(of: try specifications()) { return page }
    }
    guard FileManager.default.fileExists(atPath: name) else { return nil }
    return FileKind.of(path: name).map { "\(name) is a file of kind \($0.rawValue).\n\n" + text(of: $0, width: width) }
  }

  private func text(of kind: FileKind, width: Int) -> String {
    let concept = Concept.named(kind.rawValue)
    let introduction = concept.map { text(of: $0, width: width) + "\n" } ?? ""
    return introduction + FileReference.text(kind, isIntroduced: concept != nil, width: width)
  }

  private func text(of concept: Concept, width: Int) -> String {
    let paragraphs = concept.text.components(separatedBy: "\n\n").map { paragraph in
      // What is indented is an example, and stays as it is.
      paragraph.hasPrefix(" ")
        ? paragraph
        : StepReference.wrap(paragraph.replacingOccurrences(of: "\n", with: " "), width: width)
          .joined(separator: "\n")
    }
    return (StepReference.wrap("\(concept.name): \(concept.summary)", width: width) + [""]).joined(separator: "\n")
      + "\n" + paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// A defect of the reference network, or those whose names begin so.
  ///
  /// - Throws: `ExitStatus.usage` where there is none.
  private func defect(_ name: String, width: Int) throws -> String {
    if let entry = DefectCatalogue.entries.first(where: { $0.name == name }) {
      return DefectText.text(entry, width: width)
    }
    let begun = DefectCatalogue.entries.filter { !name.isEmpty && $0.name.hasPrefix(name) }
    if !begun.isEmpty {
      return TopicTable.lines(begun.map { ($0.name, $0.sentence) }, width: width).joined(separator: "\n")
    }
    let near = NameSuggestion.nearest(to: name, among: DefectCatalogue.entries.map(\.name))
    let hint = near.map { "; did you mean `\($0)`?" } ?? "."
    Terminal.error(
      name.isEmpty
        ? "assay explain: name the defect; `assay simulate --list-defects` lists them all."
        : "assay explain: there is no defect named “\(name)”\(hint)\n`assay simulate --list-defects` lists them all.")
    throw ExitStatus.usage
  }

  /// Everything that there is to explain but requirements, transactions and defects.
  private func overview(width: Int) -> String {
    let steps = StepRegistry.catalogue.descriptions.values.sorted { $0.name < $1.name }
    let parts: [(String, [(String, String)])] = [
      ("Step kinds", steps.map { ($0.name, $0.summary) }),
      ("Evidence on paper", EvidenceReference.all.map { ($0.kind.rawValue, $0.summary) }),
      ("Concepts", Concept.all.map { ($0.name, $0.summary) }),
      ("Kinds of file", FileKind.allCases.map { ($0.rawValue, $0.form.summary) }),
    ]
    let further = [
      "Requirements: by their id, looked up in --spec or in the specifications below Specs.",
      "Transactions: by their name, ITI-18 or RAD-68: what exercises, demands and breaks them.",
      "Defects of simulated systems: defect and the name; `assay simulate --list-defects` lists them.",
      "Files: by their path; what may stand in a file of that kind.",
    ]
    return
      (parts.flatMap { [$0.0] + TopicTable.lines($0.1, width: width) + [""] }
      + further.flatMap { StepReference.wrap($0, width: width) }).joined(separator: "\n")
  }

  /// A requirement, where one of the specifications has it.
  private func requirement(_ id: String, width: Int) throws -> String? {
    for rules in try specifications() {
      guard let requirement = rules.requirements.first(where: { $0.id == id || $0.reference == id }) else { continue }
      return RequirementReference.text(requirement, rules: rules, width: width)
    }
    return nil
  }

  /// The specifications that requirements are looked up in; those below Specs that do not hold are left out.
  ///
  /// - Throws: `ExitStatus.invalidFile` where the one that is named does not hold.
  private func specifications() throws -> [RuleSet] {
    try (spec.map { [$0] } ?? SpecificationFolders.all()).compactMap { path in
      let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
        path: path, options: LoadOptions(checksEveryProfile: false, lints: false))
      if result.rules == nil, spec != nil {
        Diagnostics.show(result.diagnostics, warnings: false)
        throw ExitStatus.invalidFile
      }
      return result.rules
    }
  }
}
