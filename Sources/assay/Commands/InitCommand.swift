import ArgumentParser
import Foundation
import Specification

/// `assay init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented starting point for a tender of your own.",
    discussion: """
      EXAMPLE
        assay init my-tender
        assay check my-tender
      """)

  @ArgumentParser.Argument(help: "Folder to make; it must be new or empty.", completion: .directory)
  var folder: String

  func run() throws {
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
