import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

@Suite("What documents show")
struct StatementJudgeTests {
  private static let ct = "1.2.840.10008.5.1.4.1.1.2"
  private static let mr = "1.2.840.10008.5.1.4.1.1.4"
  private static let jpegLS = "1.2.840.10008.1.2.4.80"
  private static let jpeg2000 = "1.2.840.10008.1.2.4.90"

  private static func citation(_ line: Int, _ words: String = "CT Image Storage Yes") -> Citation {
    Citation(document: "acme.txt", sha256: "00", line: line, section: "4.2", words: words)
  }

  private static func claim(
    _ uid: String = ct, role: Claim.Role? = .scp, polarity: Claim.Polarity = .supported, line: Int = 12,
    confidence: Int = 95, disputed: [Citation] = []
  ) -> Claim {
    Claim(
      kind: .sopClass, uid: uid, role: role, polarity: polarity, evidence: [citation(line)], method: "table",
      confidence: confidence, disputedBy: disputed)
  }

  private static func syntax(_ uid: String, of sopClass: String?, confidence: Int = 95) -> Claim {
    Claim(
      kind: .transferSyntax, uid: uid, sopClass: sopClass, evidence: [citation(30, "Syntax \(uid)")], method: "table",
      confidence: confidence)
  }

  /// `sop-class[CT].scp == supported`
  private static let isSCP = Sample.assertion(
    [.field("sop-class"), .key(.value(.uid(ct))), .field("scp")], .compare(.equal, .value(.string("supported"))))

  /// `transfer-syntaxes of CT contains any [JPEG-LS, JPEG 2000]`
  private static let compresses = Sample.assertion(
    [.field("transfer-syntaxes"), .key(.value(.uid(ct)))],
    .containsAny(.list([.value(.uid(jpegLS)), .value(.uid(jpeg2000))])))

  private func verdict(
    _ expect: [Assertion] = [isSCP], shows: String, claims: [Claim], documents: [String] = ["acme.txt"],
    problems: [DocumentProblem] = []
  ) -> EvidenceVerdict {
    StatementJudge(reader: Sample.reader, phrases: Phrases(network: Sample.archives(1))).verdict(
      id: "claim", expect: expect,
      evidence: StatementEvidence(
        documents: documents, observation: .record(["shows": .string(shows)]), claims: claims, problems: problems),
      variables: [:])
  }

  @Test(
    "A sure claim decides, either way; what is not said is silence",
    arguments: [
      ("holds", EvidenceVerdict.Result.holds), ("fails", .fails), ("nothing", .silent),
      ("reservation", .needsHumanEye),
    ])
  func decides(shows: String, result: EvidenceVerdict.Result) {
    #expect(verdict(shows: shows, claims: [Self.claim()]).result == result)
  }

  @Test(
    "A claim below the decisive confidence neither passes nor fails alone",
    arguments: [
      ("holds", 79, EvidenceVerdict.Result.needsHumanEye), ("fails", 79, .needsHumanEye), ("holds", 80, .holds),
      ("fails", 80, .fails), ("nothing", 10, .silent),
    ])
  func confidence(shows: String, confidence: Int, result: EvidenceVerdict.Result) {
    #expect(verdict(shows: shows, claims: [Self.claim(confidence: confidence)]).result == result)
  }

  @Test("For `some`, a sure support makes doubtful ones harmless; a sure denial of another class does not")
  func someOfSeveral() {
    let assertion = Assertion(
      quantifier: .some,
      path: Path(segments: [.field("sop-class"), .all, .field("scp")], text: "sop-class[*].scp", span: Sample.span),
      negated: false, predicate: .compare(.equal, .value(.string("supported"))), text: "some", span: Sample.span)
    let doubtful = Self.claim(Self.mr, confidence: 60)
    #expect(verdict([assertion], shows: "holds", claims: [Self.claim(), doubtful]).result == .holds)
    #expect(
      verdict([assertion], shows: "holds", claims: [Self.claim(polarity: .notSupported), doubtful]).result
        == .needsHumanEye)
  }

  @Test("A claim that its own document disputes needs a person, and both places are cited")
  func disputed() {
    let found = verdict(
      shows: "holds", claims: [Self.claim(disputed: [Self.citation(40, "CT is not supported")])])
    #expect(found.result == .needsHumanEye)
    #expect(found.citations.map(\.line) == [12, 40])
    #expect(
      found.why == """
        The document contradicts itself: “CT Image Storage Yes” (acme.txt, line 12, section “4.2”), but also “CT is not \
        supported” (acme.txt, line 40, section “4.2”). A person has to read it before it can count.
        """)
  }

  @Test("An unsure claim does no harm beside a sure one that says the same, and does beside one that does not")
  func repetition() {
    let sure = Self.claim()
    #expect(verdict(shows: "holds", claims: [sure, Self.claim(line: 50, confidence: 40)]).result == .holds)
    let denial = Self.claim(polarity: .notSupported, line: 50, confidence: 40)
    #expect(verdict(shows: "holds", claims: [sure, denial]).result == .needsHumanEye)
  }

  @Test("Claims on other SOP classes and roles have no say")
  func others() {
    let strangers = [Self.claim(Self.mr, confidence: 10), Self.claim(role: .scu, confidence: 10)]
    let found = verdict(shows: "holds", claims: strangers + [Self.claim()])
    #expect(found.result == .holds)
    #expect(found.citations.count == 1)
  }

  @Test("Of several transfer syntaxes that would do, one that is surely claimed is enough")
  func oneIsEnough() {
    let claims = [Self.syntax(Self.jpegLS, of: Self.ct, confidence: 30), Self.syntax(Self.jpeg2000, of: nil)]
    #expect(verdict([Self.compresses], shows: "holds", claims: claims).result == .holds)
    let unsure = [Self.syntax(Self.jpegLS, of: Self.ct, confidence: 30)]
    #expect(verdict([Self.compresses], shows: "holds", claims: unsure).result == .needsHumanEye)
    let elsewhere = [Self.syntax(Self.jpegLS, of: Self.mr, confidence: 30), Self.syntax(Self.jpegLS, of: Self.ct)]
    #expect(verdict([Self.compresses], shows: "holds", claims: elsewhere).result == .holds)
  }

  @Test("Whether any SOP class has a transfer syntax is sure as soon as it is sure for one")
  func anySOPClass() {
    let isSupported = Sample.assertion(
      [.field("transfer-syntax"), .key(.value(.uid(Self.jpegLS))), .field("support")],
      .isIn(.list([.value(.string("supported")), .value(.string("configurable"))])))
    var disputed = Self.syntax(Self.jpegLS, of: Self.mr, confidence: 30)
    #expect(verdict([isSupported], shows: "holds", claims: [disputed]).result == .needsHumanEye)
    #expect(
      verdict([isSupported], shows: "holds", claims: [disputed, Self.syntax(Self.jpegLS, of: Self.ct)]).result == .holds
    )
    disputed.disputedBy = [Self.citation(70)]
    #expect(
      verdict([isSupported], shows: "holds", claims: [disputed, Self.syntax(Self.jpegLS, of: Self.ct)]).result == .holds
    )
    #expect(
      verdict([isSupported], shows: "holds", claims: [disputed, Self.syntax(Self.jpeg2000, of: Self.ct)]).result
        == .needsHumanEye)
  }

  @Test("Passing evidence cites the words behind it, each once and at most six")
  func citations() {
    let found = verdict(shows: "holds", claims: (0..<9).map { Self.claim(line: $0) } + [Self.claim(line: 0)])
    #expect(found.citations.map(\.line) == [0, 1, 2, 3, 4, 5])
    #expect(found.why == "The statement claims it: “CT Image Storage Yes” (acme.txt, line 0, section “4.2”).")
  }

  @Test("Silence says where was looked; an unreadable document is named and is no denial")
  func silence() {
    #expect(
      verdict(shows: "nothing", claims: []).why == "acme.txt says nothing about it (expected: “status is success”).")
    #expect(
      verdict(shows: "nothing", claims: [], documents: []).why
        == "No document was submitted that speaks of this system.")
    let broken = DocumentProblem(severity: .unreadable, code: "unreadable", message: "acme.pdf is empty.")
    let found = verdict(shows: "nothing", claims: [], problems: [broken])
    #expect(found.result == .silent)
    #expect(found.why == "A document could not be read: acme.pdf is empty.")
  }

  @Test("A statement item without assertions shows nothing")
  func expectsNothing() {
    #expect(verdict([], shows: "holds", claims: [Self.claim()]).result == .silent)
  }
}
