import ArgumentParser
import Foundation
import Inventory
import Probes
import Specification

/// `assay check`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check files of the language: every error of every file, with its place.",
    discussion: """
      EXAMPLE
        assay check Specs/nhs-imaging-network
        assay check my-network.yaml bids/acme/bid.yaml \\
          --spec Specs/nhs-imaging-network
        assay check tender.yaml

      A tender is checked with all that it names: the specification, and of each bid
      its documents and their SHA-256, its declaration or schedule, its network and
      its assessment.

      Exit code 2 when there is an error. What check accepts, run accepts.
      """)

  @ArgumentParser.Argument(help: "Specification folders, or files of any kind.", completion: .file())
  var paths: [String]

  @Option(help: "Specification that networks, bids, declarations and waivers are held against.", completion: .directory)
  var spec: String?

  @Flag(help: "Warnings count as errors.")
  var strict = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func run() throws {
    MemoryAreas.widen()
    var diagnostics: [Diagnostic] = []
    var rules: RuleSet?
    if let spec {
      let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
        path: spec, options: LoadOptions(environment: Terminal.environment, lints: false))
      diagnostics += result.diagnostics.filter { $0.severity == .error }
      rules = result.rules
    }
    for path in paths { diagnostics += FileCheck.check(path, rules: rules) }
    Diagnostics.show(diagnostics, warnings: !quiet)
    if diagnostics.contains(where: { $0.severity == .error || strict }) { throw ExitStatus.invalidFile }
    if !quiet { Terminal.out("\(paths.joined(separator: ", ")): sound") }
  }
}
