import Testing

@testable import Specification

@Suite("Names, captures, templates and evidence expressions")
struct NamesAndExpressionsTests {
  @Test("A dotted name walks into records")
  func scope() {
    #expect(Sample.names.type(of: "study.patient.nhs-number") == .success(.string))
    #expect(Sample.names.type(of: "study.instances") == .success(.number))
    #expect(Sample.names.type(of: "first-image") == .success(.duration))
  }

  @Test(
    "An unknown name is answered with the one that was meant",
    arguments: [
      ("studdy.uid", "did you mean `{{study}}`?"),
      ("study.patient.nhsnumber", "did you mean `{{study.patient.nhs-number}}`?"),
      ("qqqqqq", "names here are `captured`, `first-image`"), ("label.x", "write `{{label}}`"),
    ])
  func unknownNames(_ name: String, _ hint: String) {
    guard case .failure(let unknown) = Sample.names.type(of: name) else {
      Issue.record("found")
      return
    }
    #expect(unknown.hint?.hasPrefix(hint) == true, "\(unknown)")
  }

  @Test("Captures give names and types to later steps")
  func captures() throws {
    let (captures, types, diagnostics) = CaptureBlock.parse(
      "first = matches[0].StudyInstanceUID\nall = matches[*].StudyInstanceUID\nmodalities = matches[*].ModalitiesInStudy # x\n",
      at: Sample.place, observation: Sample.observation, names: Sample.names)
    #expect(diagnostics.isEmpty)
    #expect(captures.map(\.name) == ["first", "all", "modalities"])
    #expect(types["first"] == .uid)
    #expect(types["all"] == .list(of: .uid, key: nil))
    #expect(types["modalities"] == .list(of: .string, key: nil))
    #expect(captures[1].span == SourceSpan(file: "requirements.yaml", line: 21, column: 13, length: 33))
  }

  @Test(
    "A capture that can't be is an error",
    arguments: [
      ("label = outcome", "capture-name"), ("a = outcome\na = sent", "capture-name"), ("a outcome", "assertion-syntax"),
      ("a == outcome", "assertion-syntax"), ("a = outcme", "unknown-field"),
      ("a = matches[0].PixelData", "predicate-not-for-type"),
      ("a = outcome exists", "trailing-text"), ("= outcome", "assertion-syntax"),
      ("# nothing", "empty-assertion-block"),
    ])
  func captureErrors(_ text: String, _ code: String) {
    let diagnostics = CaptureBlock.parse(
      text, at: Sample.place, observation: Sample.observation, names: Sample.names
    ).diagnostics
    #expect(diagnostics.map(\.code) == [code])
  }

  @Test("A template is cut at its names")
  func templates() {
    let (template, diagnostics) = TextTemplate.parse("a {x} {{ study.uid }}-{{label}}}", at: Sample.place)
    #expect(diagnostics.isEmpty)
    #expect(template.pieces == [.literal("a {x} "), .name("study.uid"), .literal("-"), .name("label"), .literal("}")])
    #expect(template.names == ["study.uid", "label"])
    #expect(TextTemplate.parse("plain", at: Sample.place).0.pieces == [.literal("plain")])
    #expect(TextTemplate.parse("", at: Sample.place).0.pieces == [])
    #expect(
      TextTemplate.parse("a\n{{label}}\nb", at: Sample.place).0.pieces == [
        .literal("a\n"), .name("label"), .literal("\nb"),
      ])
  }

  @Test("A broken template is an error", arguments: [("a {{label", 15, 7), ("{{}}", 13, 4), ("x {{a b}}", 15, 7)])
  func templateErrors(_ text: String, _ column: Int, _ length: Int) {
    let diagnostics = TextTemplate.parse(text, at: Sample.place).1
    #expect(diagnostics.map(\.span.column) == [column])
    #expect(diagnostics.map(\.span.length) == [length])
  }

  @Test(
    "A template's names must exist and fit",
    arguments: [
      ("{{study.uid}}", ValueType.uid, nil), ("{{study.uid}}", .string, nil), ("{{study.instances}}", .string, nil),
      ("n-{{study.instances}}", .string, nil),
      ("{{captured}}", .list(of: .uid, key: nil), nil), ("{{label}}", .uid, "name-of-another-type"),
      ("{{nothing}}", .string, "unknown-name"),
      ("x {{captured}}", .string, "name-of-another-type"), ("{{study}}", .string, "name-of-another-type"),
      ("{{first-image}}", .size, "name-of-another-type"),
    ] as [(String, ValueType, String?)])
  func templateTypes(_ text: String, _ type: ValueType, _ code: String?) {
    let template = TextTemplate.parse(text, at: Sample.place).0
    #expect(template.check(as: type, names: Sample.names, at: Sample.place).first?.code == code)
  }

  @Test("Evidence expressions: not binds closest, then and, then or")
  func expressions() {
    let evidence = ["a", "b", "c-1"]
    func parse(_ text: String) -> EvidenceExpression? {
      EvidenceExpressionParser.parse(text, at: Sample.place, evidence: evidence, allowsNot: true).0
    }
    #expect(parse("a") == .evidence("a"))
    #expect(parse("a and b and c-1") == .and([.evidence("a"), .evidence("b"), .evidence("c-1")]))
    #expect(parse("a or b and not c-1") == .or([.evidence("a"), .and([.evidence("b"), .not(.evidence("c-1"))])]))
    #expect(parse("(a or b) and c-1") == .and([.or([.evidence("a"), .evidence("b")]), .evidence("c-1")]))
    #expect(parse("not (a and b)") == .not(.and([.evidence("a"), .evidence("b")])))
  }

  @Test(
    "Errors of evidence expressions point at their place",
    arguments: [
      ("", "evidence-expression", 13), ("a b", "evidence-expression", 15), ("a and", "evidence-expression", 17),
      ("and a", "evidence-expression", 13),
      ("(a", "evidence-expression", 13), ("a)", "evidence-expression", 14), ("clain", "unknown-evidence", 13),
      ("a and not b", "not-in-require", 19),
      ("a == b", "evidence-expression", 15), ("a && b", "unexpected-character", 15),
      (String(repeating: "(", count: 100) + "a", "evidence-expression", 45),
    ])
  func expressionErrors(_ text: String, _ code: String, _ column: Int) {
    let (expression, diagnostics) = EvidenceExpressionParser.parse(
      text, at: Sample.place, evidence: ["a", "b", "claim"], allowsNot: false)
    #expect(expression == nil)
    #expect(diagnostics.map(\.code) == [code])
    #expect(diagnostics.first?.span.column == column)
  }

  @Test("Why `require` has no `not` is said, and a near evidence id suggested")
  func expressionHints() {
    let evidence = ["claim", "live"]
    let (_, not) = EvidenceExpressionParser.parse("not live", at: Sample.place, evidence: evidence, allowsNot: false)
    #expect(not.first?.message.contains("silence would then raise a score") == true)
    let (_, near) = EvidenceExpressionParser.parse(
      "clain and liev", at: Sample.place, evidence: evidence, allowsNot: false)
    #expect(near.map(\.hint) == ["did you mean `claim`?", "did you mean `live`?"])
  }
}
