import Foundation
import Probes
import Specification
import Testing

/// Names of earlier steps under `with`. What is told of wrong ones stands in `Failing`.
@Suite("Names of earlier steps")
struct EarlierStepTests {
  private static let procedures = """
    edition: 1
    kind: procedures
    procedures:
      - id: store
        title: Compare searches before, while and after an export
        inputs:
          archive: {type: system}
          study: {type: string, title: Name of the study}
        steps:
          - {id: before, do: dicom.echo, at: archive, load: {for: 5 s, rate: 10}}
          - {id: cohort, do: dicom.store, at: archive, with: {study: "{{study}}"}}
          - {id: during, do: dicom.echo, at: archive, load: {for: 5 s, rate: 10}}
          - {id: export, do: dicom.await, at: archive, with: {service: storage, study: "{{study}}"}}
          - {id: afterwards, do: dicom.echo, at: archive, load: {for: 5 s, rate: 10}}
          - id: compared
            do: load.compare
            at: archive
            with: {base: [before, afterwards], meanwhile: during, arrivals: export}
            expect: |
              excess == 0 s
    """

  @Test("In a call of a procedure they are the names that its steps have there")
  func call() throws {
    let original = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Failing/Base")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("earlier-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: original, to: folder)
    try Data(Self.procedures.utf8).write(to: folder.appendingPathComponent("procedures.yaml"))
    let result = SpecificationLoader(catalogue: StepRegistry.catalogue).load(path: folder.path)
    #expect(result.diagnostics.map(\.rendered) == [])
    let item = try #require(result.rules?.requirements.first?.evidence.last)
    guard case .probe(let steps) = item.body, let compared = steps.last else {
      Issue.record("no steps")
      return
    }
    let own = ["before", "cohort", "during", "export", "afterwards", "compared"]
    #expect(steps.map(\.id) == ["step1"] + own.map { "step2.\($0)" })
    guard case .list(let names, _)? = compared.inputs["base"] else {
      Issue.record("no list")
      return
    }
    let base = names.compactMap { if case .value(.string(let name), _) = $0 { name } else { nil } }
    #expect(base == ["step2.before", "step2.afterwards"])
    guard case .value(.string(let meanwhile), _)? = compared.inputs["meanwhile"],
      case .value(.string(let arrivals), _)? = compared.inputs["arrivals"]
    else {
      Issue.record("no names")
      return
    }
    #expect(meanwhile == "step2.during" && arrivals == "step2.export")
  }
}
