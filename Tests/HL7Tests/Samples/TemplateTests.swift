import Foundation
import TestPeers
import Testing

/// The templates of the bundled specification, by another implementation's opinion.
@Suite("Templates of messages", .timeLimit(.minutes(2)))
struct TemplateTests {
  private static let folder = Project.root.appendingPathComponent("Specs/nhs-imaging-network/messages")

  static let names: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { $0.hasSuffix(".hl7") }.sorted()
  }()

  /// Where hl7apy knows less than the standard: it takes a segment's name once in a structure, and the parameters of a query as
  /// one that does not repeat (HL7 v2.5 §5.4.3 repeats them by `~`).
  private static let successive =
    "Cannot add <Field QPD_3 (USER_PARAMETERS_IN_SUCCESSIVE_FIELDS) of type varies>: max limit (1) reached"

  private static let limits: [(start: String, objection: String)] = [
    ("adt-a37", "Cannot add <Segment PID>: max limit (1) reached for <Message ADT_A37>"),
    ("qbp-q22", successive), ("qbp-zv1", successive),
  ]

  @Test("hl7apy has no objection to a template, or one that is its own limit", arguments: names)
  func opinion(_ name: String) throws {
    let program = """
      import runpy, sys
      sys.argv = ["templates.py", "\(Self.folder.appendingPathComponent(name).path)"]
      runpy.run_path("\(Project.root.path)/Tests/TestPeers/Python/templates.py", run_name="__main__")
      """
    let said = try Python.run(program).trimmingCharacters(in: .whitespacesAndNewlines)
    let limit = Self.limits.first { name.hasPrefix($0.start) }
    #expect(said.isEmpty || limit.map { said.contains($0.objection) } ?? false, "\(name): \(said)")
  }
}
