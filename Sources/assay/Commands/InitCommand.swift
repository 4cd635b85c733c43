import ArgumentParser
import Foundation
import Reports
import Specification

/// `assay init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract:
      "Write a commented starting point: a tender of your own, or a file that lets a CI service gate a network.",
    discussion: """
      EXAMPLE
        assay init my-tender
        assay check my-tender
        assay init --ci github > .github/workflows/imaging-network.yml
        assay init --ci container > Containerfile
      """)

  @ArgumentParser.Argument(help: "Folder to make; it must be new or empty.", completion: .directory)
  var folder: String?

  @Option(
    name: .customLong("ci"), help: "Print a file for a CI service instead: github, gitlab, jenkins or container.")
  var service: WorkflowTemplate?

  mutating func validate() throws {
    if (folder == nil) == (service == nil) { throw ValidationError("Give a folder to make, or --ci with a service.") }
  }

  func run() throws {
    if let service { Terminal.out(service.text, newline: false) }
    if let folder { try start(in: folder) }
  }

  private func start(in folder: String) throws {
    if let content = try? FileManager.default.contentsOfDirectory(atPath: folder), !content.isEmpty {
      Terminal.error("\(folder): is not empty. Name a new folder.")
      throw ExitStatus.usage
    }
    for file in SpecificationStarter.files {
      Terminal.out(try RunReports.put(Data(file.text.utf8), file.path, URL(fileURLWithPath: folder)))
    }
    Terminal.out("\nNext: assay check \(folder)")
  }
}

extension WorkflowTemplate: ExpressibleByArgument {}
