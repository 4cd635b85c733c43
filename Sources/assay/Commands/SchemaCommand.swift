import ArgumentParser
import Foundation
import Probes
import Reports
import Specification

/// `assay schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Write the JSON Schemas of all kinds of files, for editors.",
    discussion: """
      EXAMPLE
        assay schema --out .assay

      In a file's first line, editors with the YAML language server then take
        # yaml-language-server: $schema=.assay/requirements.schema.json
      """)

  @Option(help: "Folder for the schemas.", completion: .directory)
  var out: String

  func run() throws {
    let folder = URL(fileURLWithPath: out)
    for (name, text) in SchemaGenerator(catalogue: StepRegistry.catalogue).schemas().sorted(by: { $0.key < $1.key }) {
      Terminal.out(try RunReports.put(Data(text.utf8), "\(name).schema.json", folder))
    }
    Terminal.out(try RunReports.put(Data(ReportSchema.text.utf8), ReportSchema.fileName, folder))
  }
}
