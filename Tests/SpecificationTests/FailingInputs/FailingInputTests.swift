import Foundation
import Probes
import Specification
import Testing

@Suite("Failing inputs give exactly the text that stands beside them")
struct FailingInputTests {
  /// With this environment variable set, the expected texts are written instead of compared. Read every change of theirs.
  private static let writes = ProcessInfo.processInfo.environment["ASSAY_WRITE_EXPECTED"] != nil

  @Test("What is wrong is told at its place, with what to do", arguments: FailingInput.all)
  func rendered(_ input: FailingInput) throws {
    let rendered = try input.rendered()
    if Self.writes {
      let file = FailingInput.folder.appendingPathComponent("\(input.name).expected")
      try Data(rendered.utf8).write(to: file)
    } else {
      #expect(rendered == input.expected)
      #expect(!rendered.isEmpty)
    }
  }

  @Test("What the inputs are changed from has no fault itself")
  func base() throws {
    #expect(try FailingInput(name: "Base", expected: "").rendered() == "")
  }

  @Test("Every error and every warning that the reader knows is shown by an input")
  func complete() {
    let texts = FailingInput.all.map(\.expected)
    let codes =
      ReadingRule.allCases.map(\.rawValue) + AssertionDiagnosticCode.allCases.map(\.rawValue)
      + LintRule.allCases.map(\.rawValue)
    let missing = Set(codes).filter { code in !texts.contains { $0.contains("[\(code)] ") } }
    #expect(missing.sorted() == [])
    #expect(texts.count >= 60)
  }

  @Test("The starting point loads without an error or a warning, with its profile and without")
  func starter() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("starter-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in SpecificationStarter.files {
      let url = folder.appendingPathComponent(file.path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: url)
    }
    let loader = SpecificationLoader(catalogue: StepRegistry.catalogue)
    for profile in [nil, "example"] {
      let result = loader.load(path: folder.path, options: LoadOptions(profile: profile))
      #expect(result.diagnostics.map(\.rendered) == [])
      #expect(result.rules?.requirements.count == 4)
    }
  }

  @Test("The bundled specification loads without an error or a warning")
  func bundled() {
    let path = FailingInput.folder.appendingPathComponent("../../../Specs/nhs-imaging-network").standardized.path
    let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(path: path)
    #expect(result.diagnostics.map(\.rendered) == [])
  }
}
