import DICOM
import Testing

@testable import Specification

@Suite("Assertions are read and typed")
struct AssertionParsingTests {
  @Test(
    "What the language allows is accepted",
    arguments: [
      "outcome == completed", "outcome != rejected", "outcome in [completed, rejected]", "outcome not == aborted",
      "duration <= 300 ms", "duration < 5 s", "duration > 2 min", "duration >= 1 h", "duration <= 5s",
      "duration between 1 ms and 1.5 s", "duration <= {{first-image}}", "maximum-length >= 16 KiB",
      "maximum-length == 16384 B", "maximum-length between 1 KB and 10 MB", "maximum-length <= {{largest}}",
      "comment exists", "comment is absent", "comment is empty", "comment not exists", "comment not is empty",
      "comment == \"a # b\"", "comment == bare-word", "comment contains \"q\\\"uote\"", "comment starts with A700",
      "comment ends with \"z\"", "comment matches /^a[0-9]+\\/x$/", "comment not matches /x/",
      "comment contains any [a, b]", "comment contains all [\"a b\", c]", "comment == 0000", "comment == {{label}}",
      "comment == {{status}}", "comment == {{study.uid}}", "implementation == 1.2.840.10008.1.1",
      "implementation == CTImageStorage", "implementation == \"1.2.3\"", "implementation starts with 1.2.840",
      "implementation conforms to uid", "comment conforms to nhs-number", "comment conforms to date",
      "comment conforms to time", "comment not conforms to nhs-number", "released == true", "sent == 5",
      "sent > -1.5", "sent in [1, 2, 3]", "sent == {{study.instances}}", "sent between 1 and 10",
      "day >= 2026-04-01", "offending == (0010,0020)", "offending == PatientID", "ae-titles contains ARCHIVE",
      "ae-titles == [A, B]", "ae-titles same set as [A, B]", "ae-titles is empty", "ae-titles.count > 0",
      "ae-titles[0] == A", "every ae-titles[*] starts with A", "rejection.source == user", "rejection exists",
      "contexts[CTImageStorage].result == acceptance", "contexts[1.2.840.10008.1.1].result == acceptance",
      "contexts of CTImageStorage.result == acceptance", "contexts[*].abstract-syntax contains CTImageStorage",
      "contexts[{{study.sop-class}}].transfer-syntax == ImplicitVRLittleEndian",
      "every contexts[*].result == acceptance", "some contexts[*].proposed contains JPEGLSLossless",
      "contexts[*].abstract-syntax same set as {{captured}}", "contexts[*].proposed contains JPEGLSLossless",
      "responses[status == success].count == {{limit}}", "no responses[*].status in [failure, warning]",
      "every responses[status == warning].code starts with B0", "responses.count == 3", "matches.count == 1",
      "matches[0].StudyInstanceUID == {{study.uid}}", "every matches[*].PatientID == {{study.patient.nhs-number}}",
      "matches[0].(0010,0020) exists", "some matches[*].ModalitiesInStudy contains CT",
      "matches[*].ModalitiesInStudy contains CT", "matches[0].NumberOfStudyRelatedInstances == 12",
      "matches[PatientID == \"999\"].count == 1", "some matches[(0010,0020) == 999] exists",
      "matches[0].ReferencedStudySequence[0].ReferencedSOPInstanceUID exists", "matches[0].PixelData is absent",
      "matches[0].(0009,1001) == private", "matches[0].PatientBirthDate is empty",
      "every matches[0].ReferencedStudySequence[*].ReferencedSOPClassUID conforms to uid",
      "transfer-syntaxes of EnhancedCTImageStorage contains any [JPEGLSLossless, JPEG2000Lossless]",
      "transfer-syntaxes of CTImageStorage.count >= 2",
      "transfer-syntaxes of CTImageStorage.uids contains JPEGLSLossless",
      "transfer-syntaxes[CTImageStorage].uids contains JPEGLSLossless  # a comment", "outcome == completed# tight",
    ])
  func accepted(_ text: String) {
    let (assertions, diagnostics) = Sample.parse(text)
    #expect(diagnostics.isEmpty, "\(diagnostics.map(\.rendered))")
    #expect(assertions.count == 1)
  }

  @Test("The tree says what the line says")
  func tree() throws {
    let (assertions, _) = Sample.parse("every responses[*].duration not <= 300 ms  # slow")
    let assertion = try #require(assertions.first)
    #expect(assertion.quantifier == .every)
    #expect(assertion.negated)
    #expect(assertion.path.segments == [.field("responses"), .all, .field("duration")])
    #expect(assertion.predicate == .compare(.lessOrEqual, .value(.duration(nanoseconds: 300_000_000))))
    #expect(assertion.text == "every responses[*].duration not <= 300 ms")
    #expect(assertion.span == SourceSpan(file: "requirements.yaml", line: 20, column: 13, length: 41))
    #expect(assertion.path.text == "responses[*].duration")
    #expect(assertion.path.span.column == 19)
  }

  @Test("`of` stands for the list of the element that it chooses")
  func of() throws {
    let (assertions, _) = Sample.parse("transfer-syntaxes of CTImageStorage contains ImplicitVRLittleEndian")
    #expect(
      assertions.first?.path.segments == [
        .field("transfer-syntaxes"), .key(.value(.uid("1.2.840.10008.5.1.4.1.1.2"))), .field("uids"),
      ])
    #expect(assertions.first?.predicate == .contains(.value(.uid("1.2.840.10008.1.2"))))
  }

  @Test("Keywords below a data set become tags")
  func keywords() throws {
    let (assertions, _) = Sample.parse("matches[2].ReferencedStudySequence[0].ReferencedSOPInstanceUID exists")
    #expect(
      assertions.first?.path.segments == [
        .field("matches"), .index(2), .tag(Tag(0x0008, 0x1110)), .index(0), .tag(Tag(0x0008, 0x1155)),
      ])
  }

  @Test("The assertions of the steps' own examples and of the language's design are accepted")
  func design() {
    let statement = """
      sop-class[EnhancedCTImageStorage].scp == supported
      transfer-syntaxes of EnhancedCTImageStorage contains any [JPEGLSLossless, JPEG2000Lossless]
      character-set["ISO_IR 192"].support in [supported, configurable]
      association.maximum-length >= 16 KiB
      """
    let (assertions, diagnostics) = Sample.parse(statement, StatementSchema.type)
    #expect(diagnostics.isEmpty, "\(diagnostics.map(\.rendered))")
    #expect(assertions.count == 4)
  }

  @Test("Comments and empty lines say nothing, and every other line keeps its place")
  func lines() {
    let (assertions, diagnostics) = Sample.parse("# first\n\noutcome == completed\n  \n   sent == x\n")
    #expect(assertions.map(\.span.line) == [22])
    #expect(diagnostics.map(\.span.line) == [24])
    #expect(diagnostics.first?.span.column == 24)
  }

  @Test("Columns count Unicode scalars, as YAML does")
  func columns() {
    let (_, diagnostics) = Sample.parse("comment == \"Zoë 🩻\" extra")
    #expect(diagnostics.first?.span.column == 13 + 19)
    #expect(diagnostics.first?.span.length == 5)
  }

  @Test("All the errors of a block come at once, in order")
  func all() {
    let (assertions, diagnostics) = Sample.parse("outcme == completed\nsent == 1\nduration == 1 KB")
    #expect(assertions.count == 1)
    #expect(diagnostics.map(\.code) == ["unknown-field", "value-of-another-type"])
  }

  @Test("The same assertion twice is a warning, and both stand")
  func duplicates() {
    let (assertions, diagnostics) = Sample.parse("sent == 1\nsent == 1 # again\nsent == 2")
    #expect(assertions.count == 3)
    #expect(diagnostics.map(\.severity) == [.warning])
    #expect(diagnostics.first?.message == "this assertion stands in line 20 already")
  }

  @Test("A block without an assertion is an error", arguments: ["", "\n", "# nothing\n", "   "])
  func empty(_ text: String) {
    #expect(Sample.parse(text).1.map(\.code) == ["empty-assertion-block"])
  }
}
