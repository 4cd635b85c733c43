import DICOM
import Testing

@testable import Evidence
@testable import Specification

@Suite("Captures and templates")
struct ResolverTests {
  private func capture(_ path: String, schema: ValueType? = Sample.schema) -> Value? {
    let captures = CaptureBlock.parse("x = \(path)", at: Sample.place, observation: Sample.schema, names: Sample.names)
      .captures
    return captures.first.flatMap {
      PathResolver.capture($0.path, on: .record(Sample.observation), schema: schema, variables: Sample.variables)
    }
  }

  @Test("A path that selects one value captures it, one that selects several captures a list")
  func captures() {
    #expect(capture("matches[0].StudyInstanceUID") == .uid("2.25.1"))
    #expect(capture("matches[*].PatientID") == .list([.string("9990000018"), .string("9990000026")]))
    #expect(capture("matches[*].ModalitiesInStudy") == .list([.string("CT"), .string("PT"), .string("MR")]))
    #expect(capture("responses[status == success].count") == .number(2))
    #expect(capture("contexts[{{study.sop-class}}].result") == .string("acceptance"))
    #expect(capture("contexts[MRImageStorage].result", schema: nil) == .string("no-reason"))
    #expect(capture("matches[0].PatientBirthDate") == .string(""))
  }

  @Test(
    "Nothing is captured where nothing was recorded",
    arguments: [
      "matches[9].PatientID", "matches[0].AccessionNumber", "contexts[ComputedRadiographyImageStorage].result",
    ])
  func nothing(_ path: String) {
    #expect(capture(path) == nil)
  }

  private func resolve(_ text: String, _ type: ValueType) -> Value? {
    let template = TextTemplate.parse(text, at: Sample.place).0
    return try? TemplateResolver.resolve(.template(template, type, Sample.place), variables: Sample.variables).get()
  }

  @Test("Templates become values of the type wanted")
  func templates() {
    #expect(resolve("{{study.uid}}", .uid) == .uid("2.25.1"))
    #expect(resolve("{{study.uid}}", .string) == .string("2.25.1"))
    #expect(resolve("{{study.instances}}", .string) == .string("3"))
    #expect(resolve("{{study.instances}}0", .number) == .number(30))
    #expect(resolve("A-{{label}}-{{patient.nhs-number}}", .string) == .string("A-coerced-9990000018"))
    #expect(resolve("{{titles}}", .list(of: .string, key: nil)) == .list([.string("STORE"), .string("ARCHIVE")]))
    #expect(resolve("{{label}}", .word(["coerced"])) == .string("coerced"))
  }

  @Test(
    "A name without a value or with one that does not fit is a problem that says so",
    arguments: [
      ("{{missing}}", ValueType.string), ("{{study}}", .string), ("a {{titles}}", .string), ("{{label}}", .number),
      ("{{label}}1", .number), ("{{label}}", .word(["x"])),
    ])
  func problems(_ text: String, _ type: ValueType) {
    let template = TextTemplate.parse(text, at: Sample.place).0
    guard
      case .failure(let problem) = TemplateResolver.resolve(
        .template(template, type, Sample.place), variables: Sample.variables)
    else {
      Issue.record("resolved")
      return
    }
    #expect(!"\(problem)".isEmpty)
    #expect(problem.span == Sample.place)
  }

  @Test("Lists and records are resolved through and through")
  func nested() {
    let name = Argument.template(TextTemplate(pieces: [.name("label")]), .string, Sample.place)
    let argument = Argument.record(["a": .list([name, .value(.number(1), Sample.place)], Sample.place)], Sample.place)
    #expect(
      (try? TemplateResolver.resolve(argument, variables: Sample.variables).get())
        == .record(["a": .list([.string("coerced"), .number(1)])]))
  }
}
