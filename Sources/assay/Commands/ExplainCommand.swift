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
      "Explain a requirement, a step kind, what a statement can be asked, a kind of file, a defect, or a concept.",
    discussion: """
      EXAMPLE
        assay explain DST-001
        assay explain dicom.find
        assay explain statement
        assay explain state contradicted
        assay explain tender
        assay explain defect registry.query.ignores-patient

      Without a topic it lists what there is to explain.
      """)

  @ArgumentParser.Argument(
    help: "Requirement id, step kind, kind of evidence or file, concept, or `defect` and its name.")
  var topic: [String] = []

  @Option(help: "Specification that requirements are looked up in.", completion: .directory)
  var spec: String?

  func run() throws {
    let name = topic.joined(separator: " ")
    if name.isEmpty {
      Terminal.out(overview)
      return
    }
    let width = min(max(Terminal.width, 60), 100)
    if let step = StepRegistry.catalogue.descriptions[name] {
      Terminal.out(StepReference.text(step, width: width))
      return
    }
    if let evidence = EvidenceReference.named(name) {
      Terminal.out(evidence.text(width: width))
      return
    }
    if topic.first == "defect" {
      try explainDefect(topic.dropFirst().joined(separator: " "), width: width)
      return
    }
    let kind = FileReference.named(name)
    let concept = Concept.named(name)
    if let concept {
      Terminal.out("\(concept.name): \(concept.summary)\n")
      for paragraph in concept.text.components(separatedBy: "\n\n") {
        // What is indented is an example, and stays as it is.
        let lines =
          paragraph.hasPrefix(" ")
          ? [paragraph] : StepReference.wrap(paragraph.replacingOccurrences(of: "\n", with: " "), width: width)
        Terminal.out(lines.joined(separator: "\n") + "\n")
      }
    }
    if let kind { Terminal.out(FileReference.text(kind, isIntroduced: concept != nil, width: width)) }
    if concept != nil || kind != nil { return }
    if try explainRequirement(name, width: width) { return }
    Terminal.error(
      "assay explain: there is no requirement, step kind, kind of file or concept named “\(name)”.\n\n\(overview)")
    throw ExitStatus.usage
  }

  /// Prints a defect of the reference network.
  private func explainDefect(_ name: String, width: Int) throws {
    guard let entry = DefectCatalogue.entries.first(where: { $0.name == name }) else {
      Terminal.error(
        "assay explain: there is no defect named “\(name)”; `assay simulate --list-defects` lists them all.")
      throw ExitStatus.usage
    }
    Terminal.out(DefectText.text(entry, width: width))
  }

  private var overview: String {
    let steps = StepRegistry.catalogue.descriptions.values.sorted { $0.name < $1.name }
    let papers = EvidenceReference.all
    let names =
      steps.map(\.name) + papers.map(\.kind.rawValue) + Concept.all.map(\.name) + FileKind.allCases.map(\.rawValue)
    let width = (names.map(\.count).max() ?? 0) + 2
    func line(_ name: String, _ summary: String) -> String {
      "  \(name)\(String(repeating: " ", count: width - name.count))\(summary)"
    }
    return
      (["Step kinds"] + steps.map { line($0.name, $0.summary) } + ["", "Evidence on paper"]
      + papers.map { line($0.kind.rawValue, $0.summary) } + ["", "Concepts"]
      + Concept.all.map { line($0.name, $0.summary) } + ["", "Kinds of file"]
      + FileKind.allCases.map { line($0.rawValue, $0.form.summary) }
      + ["", "Requirements: by their id, looked up in --spec or in the specifications below Specs."])
      .joined(separator: "\n")
  }

  /// Prints a requirement, where one of the specifications has it.
  private func explainRequirement(_ id: String, width: Int) throws -> Bool {
    for path in spec.map({ [$0] }) ?? SpecificationFolders.all() {
      let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
        path: path, options: LoadOptions(checksEveryProfile: false, lints: false))
      guard let rules = result.rules else {
        if spec != nil {
          Diagnostics.show(result.diagnostics, warnings: false)
          throw ExitStatus.invalidFile
        }
        continue
      }
      guard let requirement = rules.requirements.first(where: { $0.id == id || $0.reference == id }) else { continue }
      Terminal.out(RequirementReference.text(requirement, rules: rules, width: width))
      return true
    }
    return false
  }
}

/// Where specifications lie when the user names none.
enum SpecificationFolders {
  /// Folders below `Specs` here, and below the place where the program is installed.
  static func all() -> [String] {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let installed = program.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("share/assay/Specs").path
    return ["Specs", installed].flatMap { root in
      ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted().map { "\(root)/\($0)" }
        .filter { FileManager.default.fileExists(atPath: "\($0)/specification.yaml") }
    }
  }
}
