import Foundation
import TestPeers
import Testing

/// `assay render`, `lint`, `diff` and `coverage`.
@Suite("Commands on specifications")
struct SpecificationCommandTests {
  private static let bundled = "Specs/nhs-imaging-network"

  @Test("The bundled specification is printed in every format, the same twice")
  func render() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["a", "b"] {
      let ended = try await Assay.run(
        "render", Self.bundled, "--now", "2026-04-01", "--out", folder.appendingPathComponent(name).path)
      #expect(ended.status == 0, "\(ended.error)")
    }
    for suffix in ["html", "docx", "xlsx", "reqif", "md"] {
      let files = try ["a", "b"].map {
        try Data(contentsOf: folder.appendingPathComponent("\($0)/nhs-imaging-network.\(suffix)"))
      }
      #expect(files[0] == files[1] && files[0].count > 50_000, "\(suffix)")
    }
    let tender = try Tender(port: 9)
    let unnamed = try await Assay.run(
      "render", tender.specification("association"), "--format", "markdown", in: tender.folder)
    #expect(unnamed.status == 0 && unnamed.output.hasPrefix("published/"), "\(unnamed.output)\(unnamed.error)")
    let wrong = try await Assay.run("render", Self.bundled, "--format", "pdf", "--out", folder.path)
    #expect(wrong.status == 1 && wrong.error.contains("markdown"))
  }

  @Test("The bundled specification has no finding that nobody settled; one that is spoilt has, and fails when strict")
  func lint() async throws {
    let sound = try await Assay.run("lint", Self.bundled, "--strict")
    #expect(sound.status == 0, "\(sound.error)")
    let tender = try Tender(port: 9)
    let spec = try tender.specification("association", "documents")
    let file = "\(spec)/groups/association.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("**shall** answer", with: "**shall** quickly answer", maxReplacements: 1)
      .write(toFile: file, atomically: true, encoding: .utf8)
    let found = try await Assay.run("lint", spec, "--format", "json", in: tender.folder)
    #expect(
      found.status == 0 && found.output.contains("\"rule\" : \"ambiguous-word\""), "\(found.output)\(found.error)")
    #expect(try await Assay.run("lint", spec, "--strict", in: tender.folder).status == 2)
  }

  @Test("Changes are told with what they do to the verdicts of a recorded run")
  func diff() async throws {
    let tender = try await RecordedSample.copy()
    let old = try tender.specification("association", "documents")
    let new = "\(tender.folder.path)/changed"
    try FileManager.default.copyItem(atPath: old, toPath: new)
    let same = try await Assay.run("diff", old, new, in: tender.folder)
    #expect(same.status == 0 && same.output.contains("The two are the same."), "\(same.output)\(same.error)")
    let file = "\(new)/groups/association.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("level: mandatory", with: "level: scored").replacing(
      "**shall**", with: "**must**", maxReplacements: 1
    )
    .write(toFile: file, atomically: true, encoding: .utf8)
    let changed = try await Assay.run("diff", old, new, "--run", tender.out, in: tender.folder)
    #expect(changed.status == 0, "\(changed.error)")
    for phrase in ["CHANGED WITHOUT A NEW REVISION", "[-mandatory-] {+scored+}", "VERDICTS", "gate"] {
      #expect(changed.output.contains(phrase), "\(phrase): \(changed.output)")
    }
    let runs = try await Assay.run("diff", tender.out, tender.out, "--format", "markdown", in: tender.folder)
    #expect(
      runs.status == 0 && runs.output.contains("No requirement has another verdict"), "\(runs.output)\(runs.error)")
    #expect(try await Assay.run("diff", old, tender.out, in: tender.folder).status == 1)
    // The later of two runs judged by the changed specification: less is mandatory, and the reason of both is told.
    let later = "\(tender.folder.path)/later"
    try FileManager.default.copyItem(atPath: tender.out, toPath: later)
    _ = try await Assay.run("judge", later, "--spec", new, "--quiet", in: tender.folder)
    let told = try await Assay.run("diff", tender.out, later, in: tender.folder)
    #expect(told.status == 0 && told.output.contains("What changed for"), "\(told.output)\(told.error)")
  }

  @Test("Coverage holds a catalogue against the specification; what is no catalogue is refused with its line")
  func coverage() async throws {
    let tender = try Tender(port: 9)
    let catalogue = try tender.write("id\ttitle\nDST-001\tVerification\nZZZ-999\tNothing\n", "catalogue.tsv")
    let ended = try await Assay.run("coverage", Self.bundled, "--catalogue", catalogue)
    #expect(ended.status == 0 && ended.output.contains("1 of 2 rows touched"), "\(ended.error)")
    let values = try await Assay.run("coverage", Self.bundled, "--format", "csv")
    #expect(values.output.hasPrefix("requirement,title,level") && values.output.contains("claims only"))
    let wrong = try tender.write("DST-001\tVerification\n", "wrong.tsv")
    let refused = try await Assay.run("coverage", Self.bundled, "--catalogue", wrong)
    #expect(refused.status == 2 && refused.error.contains(":1:"))
  }
}
