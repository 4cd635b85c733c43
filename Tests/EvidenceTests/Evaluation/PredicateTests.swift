import DICOM
import Testing

@testable import Evidence
@testable import Specification

@Suite("Each predicate on a completed exchange")
struct PredicateTests {
  @Test(
    "Two sides of every predicate",
    arguments: [
      ("outcome == completed", "outcome == rejected"), ("outcome != rejected", "outcome != completed"),
      ("outcome not == rejected", "outcome not == completed"),
      ("outcome in [completed, aborted]", "outcome in [aborted]"),
      ("outcome not in [aborted]", "outcome not in [completed]"), ("duration <= 12.4 ms", "duration < 12.4 ms"),
      ("duration > 12 ms", "duration >= 13 ms"), ("duration between 12 ms and 13 ms", "duration between 13 ms and 1 s"),
      ("duration not between 13 ms and 1 s", "duration not between 12 ms and 13 ms"),
      ("duration <= {{limit}}", "duration > {{limit}}"), ("maximum-length == 16 KiB", "maximum-length == 16 KB"),
      ("released == true", "released == false"), ("sent == 3", "sent == 3.5"),
      ("sent == {{study.instances}}", "sent != {{study.instances}}"),
      ("day >= 2026-04-01", "day > 2026-04-01"), ("comment contains \"out of\"", "comment contains \"OUT OF\""),
      ("comment not contains xyz", "comment not contains Refused"),
      ("comment contains any [x, Refused]", "comment contains any [x, y]"),
      ("comment contains all [out, Refused]", "comment contains all [out, x]"),
      ("comment starts with Ref", "comment starts with ref"),
      ("comment ends with resources", "comment ends with resource"),
      ("comment matches /^Ref.*s$/", "comment matches /^ref/"),
      ("comment exists", "comment not exists"), ("comment not is absent", "comment is absent"),
      ("comment not is empty", "comment is empty"),
      ("implementation == 1.2.276.0.7230010.3.0.3.6.7", "implementation == Verification"),
      ("implementation starts with \"1.2.276\"", "implementation starts with \"2.25\""),
      ("implementation conforms to uid", "implementation not conforms to uid"),
      ("comment not conforms to nhs-number", "comment conforms to nhs-number"),
      ("titles contains ARCHIVE", "titles contains ARCH"),
      ("titles contains any [X, STORE]", "titles contains any [X]"),
      ("titles contains all [STORE, ARCHIVE]", "titles contains all [STORE, X]"),
      ("titles == [ARCHIVE, STORE]", "titles == [STORE, ARCHIVE]"),
      ("titles != [STORE]", "titles != [ARCHIVE, STORE]"),
      ("titles same set as [STORE, ARCHIVE]", "titles same set as [STORE]"),
      ("titles same set as {{titles}}", "titles not same set as {{titles}}"),
      ("titles not is empty", "titles is empty"),
      ("titles.count == 2", "titles.count == 1"), ("titles[0] == ARCHIVE", "titles[1] == ARCHIVE"),
      ("titles[2] is absent", "titles[2] exists"),
      ("every titles[*] matches /^[A-Z]+$/", "every titles[*] starts with A"),
      ("contexts[CTImageStorage].result == acceptance", "contexts[MRImageStorage].result == acceptance"),
      (
        "contexts[{{study.sop-class}}].transfer-syntax == ImplicitVRLittleEndian",
        "contexts[{{study.sop-class}}].transfer-syntax == JPEGBaseline8Bit"
      ),
      ("contexts of ComputedRadiographyImageStorage is absent", "contexts[CTImageStorage] is absent"),
      (
        "contexts[*].abstract-syntax same set as [MRImageStorage, CTImageStorage]",
        "contexts[*].abstract-syntax same set as [CTImageStorage]"
      ),
      ("some contexts[*].result == acceptance", "some responses[*].status == failure"),
      ("no responses[*].status == failure", "no responses[*].status == warning"),
      ("every responses[*].status in [success, warning]", "every responses[*].status == success"),
      ("responses[status == success].count == 2", "responses[status == failure].count == 1"),
      ("responses[status == failure].count == 0", "responses[status == success].count == 0"),
      ("every responses[status == warning].comment == {{label}}", "every responses[status == warning].comment == x"),
      (
        "no contexts[*].transfer-syntax == JPEGBaseline8Bit", "no contexts[*].transfer-syntax == ImplicitVRLittleEndian"
      ),
      ("matches.count == 2", "matches.count > 2"),
      ("matches[0].StudyInstanceUID == {{study.uid}}", "matches[0].StudyInstanceUID != {{study.uid}}"),
      ("matches[0].PatientName == \"Müller^Zoë\"", "matches[0].PatientName == \"Muller^Zoe\""),
      ("matches[0].(0010,0020) == {{patient.nhs-number}}", "matches[1].(0010,0020) == {{patient.nhs-number}}"),
      ("matches[0].NumberOfStudyRelatedInstances == 12", "matches[0].NumberOfStudyRelatedInstances > 12"),
      ("matches[0].ModalitiesInStudy == [CT, PT]", "matches[0].ModalitiesInStudy == [CT]"),
      ("matches[*].ModalitiesInStudy contains MR", "matches[*].ModalitiesInStudy contains US"),
      ("some matches[*].ModalitiesInStudy contains CT", "every matches[*].ModalitiesInStudy contains CT"),
      ("matches[0].PatientBirthDate is empty", "matches[0].PatientBirthDate not is empty"),
      ("matches[0].PatientBirthDate exists", "matches[0].PatientBirthDate is absent"),
      ("matches[0].AccessionNumber is absent", "matches[0].AccessionNumber exists"),
      (
        "matches[0].ReferencedStudySequence[0].ReferencedSOPInstanceUID == \"2.25.7\"",
        "matches[0].ReferencedStudySequence[1] exists"
      ),
      (
        "matches[0].ReferencedStudySequence[0].StudyDescription == \"Schädel\"",
        "matches[0].ReferencedStudySequence[0].StudyDescription == x"
      ),
      (
        "every matches[*].ReferencedStudySequence[*].ReferencedSOPInstanceUID conforms to uid",
        "every matches[*].ReferencedStudySequence[*].ReferencedSOPInstanceUID starts with 9"
      ),
      ("matches[PatientID == 9990000018].count == 1", "matches[PatientID == 1].count == 1"),
      ("some matches[PatientID == {{patient.nhs-number}}] exists", "some matches[PatientID == 1] exists"),
      ("every matches[*].PatientID conforms to nhs-number", "every matches[*].PatientID not conforms to nhs-number"),
      ("matches[0].ReferencedStudySequence.count == 1", "matches[0].ReferencedStudySequence.count == 0"),
    ])
  func sides(_ holds: String, _ fails: String) {
    #expect(Sample.verdict(holds) == "holds")
    #expect(Sample.verdict(fails) == "fails")
  }

  @Test(
    "What is absent from a completed exchange satisfies neither a comparison nor its negation",
    arguments: [
      ("comment == x", "fails"), ("comment != x", "fails"), ("comment not == x", "fails"),
      ("comment not contains x", "fails"),
      ("comment not matches /x/", "fails"), ("comment is empty", "fails"), ("comment not is empty", "fails"),
      ("comment not in [x]", "fails"),
      ("comment exists", "fails"), ("comment is absent", "holds"), ("comment not exists", "holds"),
      ("comment not is absent", "fails"),
    ])
  func absent(_ text: String, _ verdict: String) {
    #expect(Sample.verdict(text, changing: ["comment": Value?.none]) == verdict)
  }

  @Test(
    "A data element without a value is there, and satisfies neither a comparison nor its negation",
    arguments: [
      ("matches[0].PatientBirthDate == \"\"", "holds"), ("matches[0].PatientBirthDate != 20260101", "fails"),
      ("matches[0].PatientBirthDate == 20260101", "fails"),
      ("matches[0].PatientBirthDate not contains x", "fails"),
      ("matches[0].PatientBirthDate conforms to date", "fails"),
    ])
  func emptyElement(_ text: String, _ verdict: String) {
    #expect(Sample.verdict(text) == verdict)
  }

  @Test(
    "`every` of nothing is undecided, `some` fails, `no` holds only where the list was recorded",
    arguments: [
      ("every responses[*].status == success", "selection", "selection"),
      ("some responses[*].status == success", "fails", "fails"),
      ("no responses[*].status == failure", "holds", "selection"),
      ("every responses[status == failure].comment exists", "selection", "selection"),
      ("responses.count == 0", "holds", "fails"), ("responses is empty", "holds", "fails"),
      ("every responses[*].status not == failure", "selection", "selection"),
    ])
  func nothing(_ text: String, _ empty: String, _ absent: String) {
    #expect(Sample.verdict(text, changing: ["responses": .list([])]) == empty)
    #expect(Sample.verdict(text, changing: ["responses": Value?.none]) == absent)
  }

  @Test("A negation over no values at all is undecided")
  func negationOfNothing() {
    #expect(
      Sample.verdict("matches[*].ModalitiesInStudy not contains CT", changing: ["matches": .list([])]) == "selection")
    #expect(Sample.verdict("matches[*].ModalitiesInStudy not contains US") == "holds")
  }

  @Test("Values missing in some of the places joined into one list: found elsewhere holds, a negation does not")
  func gaps() {
    let matches: Value = .list([.dataSet(Sample.match("1", ["CT"])), .dataSet(DataSet())])
    #expect(Sample.verdict("matches[*].ModalitiesInStudy contains CT", changing: ["matches": matches]) == "holds")
    #expect(Sample.verdict("matches[*].ModalitiesInStudy contains US", changing: ["matches": matches]) == "fails")
    #expect(Sample.verdict("matches[*].ModalitiesInStudy not contains US", changing: ["matches": matches]) == "fails")
    #expect(
      Sample.verdict("matches[*].StudyInstanceUID same set as [2.25.1]", changing: ["matches": matches]) == "fails")
  }

  @Test("A repeated value is no smaller a difference than a missing one")
  func repeated() {
    let titles: Value = .list([.string("ARCHIVE"), .string("STORE"), .string("STORE")])
    #expect(Sample.verdict("titles same set as [ARCHIVE, STORE]", changing: ["titles": titles]) == "fails")
    #expect(
      Sample.report("titles same set as [ARCHIVE, STORE]", changing: ["titles": titles])?.found.contains(
        "repeated [\"STORE\"]") == true)
  }

  @Test("Text compares by code points, and the report says why what looks equal is not")
  func codePoints() {
    let changes: [String: Value?] = ["comment": .string("e\u{301}")]
    #expect(Sample.verdict("comment == \"\u{E9}\"", changing: changes) == "fails")
    #expect(Sample.verdict("comment contains \"\u{E9}\"", changing: changes) == "fails")
    #expect(Sample.report("comment == \"\u{E9}\"", changing: changes)?.found.contains("other code points") == true)
  }

  @Test("Two elements with one key are not chosen between")
  func ambiguous() {
    let context: Value = .record(["abstract-syntax": .uid(Sample.ct), "result": .string("acceptance")])
    #expect(
      Sample.verdict(
        "contexts[CTImageStorage].result == acceptance", changing: ["contexts": .list([context, context])])
        == "selection")
  }

  @Test("A promised field that is missing from a completed exchange is the harness's fault")
  func promised() {
    #expect(Sample.verdict("outcome == completed", changing: ["outcome": Value?.none]) == "harness")
    #expect(Sample.verdict("outcome is absent", changing: ["outcome": Value?.none]) == "harness")
  }

  @Test("A number that is none satisfies neither a comparison nor its negation")
  func notANumber() {
    var dataSet = DataSet()
    try? dataSet.set(Tag(0x0020, 0x1208), strings: ["A", "B"], vr: .SH)
    let changes: [String: Value?] = ["matches": .list([.dataSet(dataSet)])]
    for text in ["== 1", "!= 1", "> 1", "not > 1", "not in [1]"] {
      #expect(Sample.verdict("matches[0].NumberOfStudyRelatedInstances \(text)", changing: changes) == "fails")
    }
  }

  @Test("A name without a value, or with one of another type, decides nothing")
  func names() {
    #expect(Sample.verdict("comment == {{missing}}") == "name")
    #expect(Sample.verdict("comment == {{wrong}}") == "name")
    #expect(Sample.verdict("comment not == {{missing}}") == "name")
    #expect(Sample.verdict("no responses[comment == {{missing}}].status == failure") == "name")
  }

  @Test("Expected and found are in words")
  func words() {
    #expect(Sample.report("sent == {{study.instances}}")?.expected == "sent == 3")
    #expect(
      Sample.report("outcome == rejected") == AssertionReport(expected: "outcome == rejected", found: "completed"))
    #expect(Sample.report("duration <= 1 ms")?.found == "12.4 ms")
    #expect(Sample.report("comment conforms to nhs-number")?.found == "\"Refused: out of resources\" (not ten digits)")
    #expect(
      Sample.report("contexts[CTImageStorage].transfer-syntax exists")?.found
        == "ImplicitVRLittleEndian (1.2.840.10008.1.2)")
    let every = Sample.report("every responses[*].status == success")
    #expect(every?.found == "success at 2 places, warning at responses[1].status")
    #expect(every?.failing == ["responses[1].status is warning"])
    #expect(
      Sample.report("no responses[*].status == success")?.failing == [
        "responses[0].status is success", "responses[2].status is success",
      ])
    let many: Value = .list((0..<20).map { .string("T\($0)") })
    #expect(
      Sample.report("titles is empty", changing: ["titles": many])?.found.hasSuffix("\"T7\" and 12 more]") == true)
    #expect(Sample.report("every titles[*] == X", changing: ["titles": many])?.failing.last == "and 12 more")
    #expect(
      Sample.report("titles same set as [STORE, X]")?.found
        == "[\"ARCHIVE\", \"STORE\"]; missing [\"X\"]; unexpected [\"ARCHIVE\"]")
  }
}
