import ArgumentParser
import Foundation
import Reports
import Specification

/// `assay init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract:
      "Write a commented starting point: a tender of your own, or files for a CI service or a cluster.",
    discussion: """
      EXAMPLE
        assay init my-tender
        assay check my-tender
        assay init --ci github > .github/workflows/imaging-network.yml
        assay init --ci container > Containerfile
        assay init --cluster slurm cluster
        assay init --cluster kubernetes cluster
      """)

  @ArgumentParser.Argument(help: "Folder to make; it must be new or empty.", completion: .directory)
  var folder: String?

  @Option(
    name: .customLong("ci"), help: "Print a file for a CI service instead: github, gitlab, jenkins or container.")
  var service: WorkflowTemplate?

  @Option(help: "Write files for a cluster into the folder instead: slurm or kubernetes.")
  var cluster: ClusterTemplate?

  mutating func validate() throws {
    if (folder == nil) == (service == nil) { throw ValidationError("Give a folder to make, or --ci with a service.") }
    if cluster != nil, folder == nil { throw ValidationError("Give the folder for the files of --cluster.") }
  }

  func run() throws {
    if let service { Terminal.out(service.text, newline: false) }
    guard let folder else { return }
    if let cluster {
      try write(
        cluster.files.map { ($0.path, $0.text) },
        then: cluster.next.map { $0.replacing("{folder}", with: folder) }, in: folder)
    } else {
      try write(
        SpecificationStarter.files.map { ($0.path, $0.text) }, then: ["assay check \(folder)"], in: folder)
    }
  }

  private func write(_ files: [(path: String, text: String)], then next: [String], in folder: String) throws {
    if let content = try? FileManager.default.contentsOfDirectory(atPath: folder), !content.isEmpty {
      Terminal.error("\(folder): is not empty. Name a new folder.")
      throw ExitStatus.usage
    }
    for file in files {
      Terminal.out(try RunReports.put(Data(file.text.utf8), file.path, URL(fileURLWithPath: folder)))
    }
    Terminal.out("\nNext: \(next.joined(separator: "\n      "))")
  }
}

extension WorkflowTemplate: ExpressibleByArgument {}
extension ClusterTemplate: ExpressibleByArgument {}
