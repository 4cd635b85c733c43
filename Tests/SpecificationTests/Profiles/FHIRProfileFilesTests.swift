import Testing

@testable import Specification

@Suite("Profiles of FHIR in a specification's folder")
struct FHIRProfileFilesTests {
  private static func definition(_ name: String, base: String, elements: String = "") -> String {
    """
    {"resourceType": "StructureDefinition", "url": "urn:\(name)", "name": "\(name)", "type": "Patient",
     "baseDefinition": "\(base)", "derivation": "constraint",
     "differential": {"element": [
      \(elements)
     ]}}
    """
  }

  private static let patient = "http://hl7.org/fhir/StructureDefinition/Patient"

  /// What asking for a profile gives and tells; files by path.
  private func ask(_ name: String, times: Int = 1, _ files: [String: String]) -> (problem: String?, told: [String]) {
    let source = ProfileFiles(
      load: { path, span in
        do throws(UnreadableText) {
          return .success(try SourceText(path: path, bytes: Array((files[path] ?? "").utf8)))
        } catch { return .failure(error) }
      },
      exists: { files[$0] != nil },
      list: { folder in files.keys.filter { $0.hasPrefix("\(folder)/") }.sorted() })
    var problem: String?
    for _ in 0..<times {
      if case .failure(let found) = source.profile(name, for: .fhir, at: SourceSpan(file: "r.yaml", line: 9, column: 5))
      {
        problem = found.message + (found.hint.map { " — \($0)" } ?? "")
      }
    }
    return (
      problem,
      source.diagnostics.map { "\($0.severity.rawValue) \($0.code) \($0.span.file):\($0.span.line):\($0.span.column)" }
    )
  }

  @Test("a good profile is given without a word, with the bases that it leads to")
  func good() {
    let (problem, told) = ask(
      "a",
      [
        "fhir-profiles/a.json": Self.definition("a", base: "urn:b"),
        "fhir-profiles/b.json": Self.definition("b", base: Self.patient),
      ])
    #expect(problem == nil && told == [])
  }

  @Test("a name that no file has is refused, with the nearest that there is")
  func unknown() {
    let (problem, told) = ask("patiant", ["fhir-profiles/patient.json": Self.definition("p", base: Self.patient)])
    #expect(problem == "there is no profile `patiant` in `fhir-profiles` — did you mean `fhir:patient`?")
    #expect(told == [])
    #expect(ask("a", [:]).problem?.contains("put its StructureDefinition into `fhir-profiles/a.json`") == true)
  }

  @Test("what is wrong is told once, with line and column of the profile's file")
  func wrong() {
    let files = [
      "fhir-profiles/a.json": Self.definition("a", base: Self.patient, elements: #"{"path": "Patient.nmae"}"#),
      "fhir-profiles/b.json": "{",
    ]
    let (problem, told) = ask("a", times: 2, files)
    #expect(problem == "the profile `a` can't be used; what is wrong with it stands with its lines")
    #expect(
      told == ["error profile-content fhir-profiles/a.json:4:3", "error profile-content fhir-profiles/b.json:1:2"])
  }

  @Test("a base that is nowhere is an error, a value set that is nowhere a warning")
  func missing() {
    let base = ask("a", ["fhir-profiles/a.json": Self.definition("a", base: "urn:nowhere")])
    #expect(base.problem != nil && base.told == ["error profile-content fhir-profiles/a.json:2:20"])
    let binding = #"{"path": "Patient.maritalStatus", "binding": {"strength": "required", "valueSet": "urn:v"}}"#
    let set = ask("a", ["fhir-profiles/a.json": Self.definition("a", base: Self.patient, elements: binding)])
    #expect(set.problem == nil && set.told == ["warning profile-content fhir-profiles/a.json:4:3"])
  }
}
