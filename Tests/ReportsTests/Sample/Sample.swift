import Evidence
import Foundation
import Judgement
import Specification
import Testing

@testable import Reports

/// Two bids, judged by the same invented specification, in every state.
enum Sample {
  /// The first bid: fails the gate, an interval, a contradiction, a partial network.
  static let first = make(1)
  /// The second bid.
  static let second = make(2)
  /// A bid without a fault.
  static let perfect = make(3)

  /// A scorecard with the transcripts that it refers to.
  struct Result: CustomTestStringConvertible {
    var scorecard: Scorecard
    var transcripts: [String: Transcript]
    var testDescription: String { scorecard.bid.id }
  }

  static func make(_ bid: Int) -> Result {
    var builder = Builder(bid: bid)
    return builder.result()
  }

  /// An exact fraction, for the sample's arithmetic.
  struct Exact {
    var n: Int
    var d: Int
    init(_ n: Int, _ d: Int = 1) {
      func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
      let g = max(gcd(n, d), 1)
      self.n = n / g
      self.d = d / g
    }
    static func + (a: Exact, b: Exact) -> Exact { Exact(a.n * b.d + b.n * a.d, a.d * b.d) }
    static func - (a: Exact, b: Exact) -> Exact { Exact(a.n * b.d - b.n * a.d, a.d * b.d) }
    static func * (a: Exact, b: Exact) -> Exact { Exact(a.n * b.n, a.d * b.d) }
    /// On a scale of 100 with two decimals, cut off.
    var number: ShownNumber {
      let hundredths = n * 10_000 / d
      let rest = String(hundredths % 100)
      return ShownNumber(
        exact: d == 1 ? "\(n)" : "\(n)/\(d)", shown: "\(hundredths / 100).\(rest.count == 1 ? "0" : "")\(rest)")
    }
  }
}

/// Builds one bid's scorecard.
private struct Builder {
  let bid: Int
  var transcripts: [String: Transcript] = [:]
  let sha = "9f2c4be11d0a7c35e8b6a1f04d92c7735be0c1a8843f6e21d7059ac1b3e4f608"

  var product: String { ["", "Northgate VNA 7.2.1", "Halden Archive 2025.1", "Ideal Archive 1.0"][bid] }

  init(bid: Int) { self.bid = bid }

  func state(of row: SampleRow) -> RequirementState {
    switch bid {
    case 1: known(RequirementState(rawValue: row.first))
    case 2: known(RequirementState(rawValue: row.second))
    default: .met
    }
  }

  func credit(_ state: RequirementState) -> (low: Sample.Exact, high: Sample.Exact) {
    switch state {
    case .met: (Sample.Exact(1), Sample.Exact(1))
    case .partlyMet: (Sample.Exact(2, 5), Sample.Exact(2, 5))
    case .inconclusive: (Sample.Exact(0), Sample.Exact(1))
    default: (Sample.Exact(0), Sample.Exact(0))
    }
  }

  mutating func result() -> Sample.Result {
    var groups: [GroupVerdict] = []
    let totalWeight = SampleRow.groups.reduce(0) { $0 + $1.weight }
    var totals = (low: Sample.Exact(0), high: Sample.Exact(0))
    var raises: [(String, Sample.Exact)] = []
    var gate = Gate(state: .passed, failing: [], undecided: [], waived: [])
    var coverage = Sample.Exact(0)
    var allStates: [String: Int] = [:]

    for group in SampleRow.groups {
      let rows = SampleRow.all.filter { $0.group == group.id }
      let scoredWeight = rows.filter { ["mandatory", "scored"].contains($0.level) }.reduce(0) { $0 + $1.weight }
      var low = Sample.Exact(0)
      var high = Sample.Exact(0)
      var shown = 0
      var states: [String: Int] = [:]
      var verdicts: [RequirementVerdict] = []
      for row in rows {
        let state = state(of: row)
        states[state.rawValue, default: 0] += 1
        allStates[state.rawValue, default: 0] += 1
        let credit = credit(state)
        var lost = Sample.Exact(0)
        if ["mandatory", "scored"].contains(row.level) {
          low = low + Sample.Exact(row.weight, scoredWeight) * credit.low
          high = high + Sample.Exact(row.weight, scoredWeight) * credit.high
          if ![.notDemonstrated, .inconclusive].contains(state) { shown += row.weight }
          lost = Sample.Exact(group.weight * row.weight, totalWeight * scoredWeight) * (Sample.Exact(1) - credit.low)
          if lost.n > 0 { raises.append((row.id, lost)) }
        }
        let waiver =
          bid == 1 && row.id == "IDN-002"
          ? WaiverNote(
            reason: "Issuer is added by the broker until the release of summer.", approver: "Network design authority",
            expires: "2026-09-30", ticket: "NIN-212") : nil
        if row.level == "mandatory", state != .met {
          if waiver != nil {
            gate.waived.append(row.id)
          } else if state == .inconclusive {
            gate.undecided.append(row.id)
          } else {
            gate.failing.append(row.id)
          }
        }
        verdicts.append(requirement(row, state, credit, lost, waiver))
      }
      let share = Sample.Exact(group.weight, totalWeight)
      totals.low = totals.low + share * low
      totals.high = totals.high + share * high
      coverage = coverage + share * Sample.Exact(shown, scoredWeight)
      groups.append(
        GroupVerdict(
          group: Group(id: group.id, title: group.title, summary: group.summary, weight: group.weight),
          score: Score(
            low: low.number, high: high.number, coverage: Sample.Exact(shown, scoredWeight).number,
            desirable: Sample.Exact(0).number, states: states), requirements: verdicts))
    }
    gate.state = gate.failing.isEmpty ? (gate.undecided.isEmpty ? .passed : .undecided) : .failed
    raises.sort { $0.1.n * $1.1.d > $1.1.n * $0.1.d }
    let scale = Scale(
      maximum: 100, decimals: 2,
      descriptors: [
        Scale.Step(from: 0, label: "Insufficient", descriptor: "Much of what the network needs is not shown."),
        Scale.Step(
          from: 50, label: "Acceptable with reservations", descriptor: "Most of it is shown; the rest needs work."),
        Scale.Step(from: 80, label: "Good", descriptor: "What the network needs is shown, with few gaps."),
        Scale.Step(from: 95, label: "Excellent", descriptor: "All of it is shown, on paper and on the wire."),
      ])
    let lowNumber = totals.low.number
    let step = known(scale.descriptors.last { Double($0.from) <= lowNumber.share * 100 })
    let desirable = bid == 2 ? Sample.Exact(1, 200) : Sample.Exact(0)
    let scorecard = Scorecard(
      specification: SpecificationSummary(
        id: "nhs-imaging-network", version: "1.0.0", title: "NHS imaging network: archives and query",
        sha256: sha, profile: AppliedProfile(id: "regional-archive", title: "Regional archive", version: "1.0.0"),
        sources: sources,
        inputs: [
          .init(name: "store-time", title: "Time for ten large instances", value: "20 s", origin: "specification"),
          .init(name: "echo-time", title: "Time for C-ECHO", value: "1 s", origin: "profile regional-archive"),
          .init(name: "broker-password", title: "Password of the broker", value: "(secret)", origin: "environment"),
        ], scale: scale),
      bid: BidSummary(
        id: ["", "northgate", "halden", "ideal"][bid],
        bidder: ["", "Northgate Imaging Ltd", "Halden Medical AS", "Ideal"][bid], products: [product],
        documents: [
          .init(name: "conformance-statement.txt", title: "DICOM conformance statement", sha256: sha, claims: 214),
          .init(name: "declaration.yaml", title: "Declaration", sha256: String(sha.reversed()), claims: 0),
        ]),
      run: RunSummary(
        id: "2026-03-02T09-14-07Z-\(bid)", tool: "assay 1.0.0", startedAt: "2026-03-02T09:14:07.120Z",
        endedAt: "2026-03-02T09:15:41.803Z", now: "2026-03-02", seed: "42", isPartial: bid == 1,
        partialReason: bid == 1 ? "restricted to probes that read; nothing was written at RXB02" : nil,
        systems: [
          .init(
            id: "RXA01/archive", site: "Ashdown General Hospital (RXA01)", product: product,
            roles: ["archive", "broker"],
            endpoints: ["dicom://ARCHIVE@127.0.0.1:4242"]),
          .init(
            id: "RXB02/archive", site: "Brackenfell Infirmary (RXB02)", product: product, roles: ["archive"],
            endpoints: ["dicom://ARCHIVE2@127.0.0.1:4243"]),
        ]),
      score: Score(
        low: lowNumber, high: totals.high.number, coverage: coverage.number, desirable: desirable.number,
        label: step.label, descriptor: step.descriptor, states: allStates),
      gate: gate,
      contradictions: groups.flatMap(\.requirements).filter { $0.state == .contradicted }.map(\.id),
      raises: raises.prefix(8).map { Raise(requirement: $0.0, points: $0.1.number) }, groups: groups,
      notApplicable: [dropped],
      problems: bid == 1
        ? [
          Problem(
            area: "document", subject: "statement-annex.pdf", message: "The file has no readable text.",
            advice: "Ask the bidder for the annex as text, Markdown or HTML."),
          Problem(
            area: "harness", subject: "RXB02/archive", message: "No connection to 127.0.0.1:4243 within 10 s.",
            advice: "Check that the address is right and that the firewall lets the harness through."),
        ] : [],
      exitCode: bid == 1 ? 3 : (gate.state == .passed ? 0 : 4))
    return Sample.Result(scorecard: scorecard, transcripts: transcripts)
  }

  var sources: [String: Source] {
    [
      "PS3.4": Source(
        title: "DICOM PS3.4 Service Class Specifications", edition: "2025e", publisher: "NEMA",
        url: "https://dicom.nema.org/medical/dicom/current/output/html/part04.html"),
      "PS3.8": Source(
        title: "DICOM PS3.8 Network Communication Support", edition: "2025e", publisher: "NEMA",
        url: "https://dicom.nema.org/medical/dicom/current/output/html/part08.html"),
      "RCR": Source(
        title: "Guidance of the network's clinical board", edition: "2025", publisher: "The network", url: nil),
    ]
  }

  var dropped: RequirementVerdict {
    RequirementVerdict(
      id: "WSI-001", revision: 1, title: "Whole-slide images are accepted",
      statement: "The archive **shall** accept them.",
      rationale: "", sources: [SourceReference(ref: "PS3.4", section: "B.5")], equivalent: nil, level: .scored,
      weight: 2, tags: ["pathology"], provenance: nil, state: .notApplicable, waiver: nil,
      creditLow: ShownNumber(exact: "0", shown: "0.00"), creditHigh: ShownNumber(exact: "0", shown: "0.00"),
      lost: ShownNumber(exact: "0", shown: "0.00"),
      why: "Dropped by the profile regional-archive: pathology is bought in its own lot.", remedy: nil, bindings: [])
  }

  mutating func requirement(
    _ row: SampleRow, _ state: RequirementState, _ credit: (low: Sample.Exact, high: Sample.Exact),
    _ lost: Sample.Exact,
    _ waiver: WaiverNote?
  ) -> RequirementVerdict {
    let sites = ["STO", "QRY"].contains(row.group) ? ["RXA01/archive", "RXB02/archive"] : ["RXA01/archive"]
    var bindings: [BindingVerdict] = []
    for (index, site) in sites.enumerated() {
      let own = index == 0 || state != .notMet ? state : .met
      bindings.append(binding(row, own, site, roles: sites.count))
    }
    return RequirementVerdict(
      id: row.id, revision: row.weight > 3 ? 2 : 1, title: row.title,
      statement: """
        The archive **shall** behave so that this holds: *\(row.title.prefix(1).lowercased() + row.title.dropFirst())*.

        This is checked

        - in the conformance statement, and
        - on the running system, with `\(row.step)`, within {{store-time}}.
        """,
      rationale: "Where this fails, images are sent by courier or acquired a second time.",
      sources: [
        SourceReference(ref: "PS3.4", section: "B.5"),
        SourceReference(ref: "RCR", section: "4.2", note: "minutes of the board"),
      ],
      equivalent: row.weight > 3 ? "Another standard mechanism that *every* member site accepts." : nil,
      level: known(Level(rawValue: row.level)), weight: row.weight,
      tags: row.group == "STO" ? ["ct", "compression"] : [],
      provenance: row.id == "WKL-003"
        ? Provenance(state: .open, note: "Is the key type 1 or 2 in the current edition?")
        : Provenance(state: .checked, note: "read in the 2025e edition"),
      state: state, waiver: waiver, creditLow: credit.low.number, creditHigh: credit.high.number, lost: lost.number,
      why: why(row, state), remedy: state == .met ? nil : "Mend it, *and* list it in the SCP table of the statement.",
      bindings: bindings)
  }

  func why(_ row: SampleRow, _ state: RequirementState) -> String {
    switch state {
    case .met: "The statement claims it and the archive does it."
    case .partlyMet: "It works but is not documented: part of the credit."
    case .notMet: "Expected \(row.expected); found: \(row.bad)."
    case .contradicted: "The statement claims it (“\(row.claim)”), the archive does otherwise: \(row.bad)."
    case .notDemonstrated: "Nothing was gathered: the network does not permit writing at RXA01/archive."
    case .notApplicable: "Not asked."
    case .inconclusive:
      "The connection from the harness broke off before an answer came; nothing is known of the archive."
    }
  }

  mutating func binding(_ row: SampleRow, _ state: RequirementState, _ site: String, roles: Int) -> BindingVerdict {
    let claimResult: EvidenceVerdict.Result =
      switch state {
      case .met, .contradicted: .holds
      case .partlyMet: .needsHumanEye
      case .notDemonstrated: .silent
      default: row.id.hasSuffix("2") ? .holds : .silent
      }
    let probeResult: EvidenceVerdict.Result =
      switch state {
      case .met, .partlyMet: .holds
      case .notMet, .contradicted: .fails
      case .notDemonstrated: .silent
      default: .undetermined
      }
    let span = SourceSpan(file: "storage.yaml", line: 40 + row.weight, column: 11, length: row.assertion.count)
    let line = 100 + row.title.count
    let citation = Citation(
      document: "conformance-statement.txt", sha256: sha, line: line, page: row.group == "STO" ? 12 : nil,
      section: "4.2.1 SOP classes", table: row.group == "STO" ? "Table 4.2-1" : nil, row: row.group == "STO" ? 3 : nil,
      cells: row.group == "STO" ? [row.claim, "1.2.840.10008.5.1.4.1.1.2", "Yes", "No"] : nil, words: row.claim)
    var evidence = [
      EvidenceVerdict(
        id: "claim", kind: .statement, result: claimResult,
        why: claimResult == .silent ? "No document submitted speaks of it." : "The statement says so.",
        findings: claimResult == .silent
          ? []
          : [
            Finding(
              assertion: "claims of \(row.group) contains \"\(row.claim)\"", step: nil, result: claimResult,
              expected: "a claim of support", found: row.claim, span: span)
          ], citations: claimResult == .silent ? [] : [citation], steps: [])
    ]
    if row.id == "STO-016" {
      evidence.append(
        EvidenceVerdict(
          id: "declared", kind: .declaration, result: .holds, why: "The bidder declares full support.",
          findings: [
            Finding(
              assertion: "level == full", step: nil, result: .holds, expected: "level full", found: "full", span: span)
          ],
          citations: [
            Citation(document: "declaration.yaml", sha256: sha, line: 88, words: "STO-016: full, see chapter 4")
          ], steps: []))
    }
    if row.step != "-" {
      evidence.append(probe(row, state, site, probeResult, span))
    }
    return BindingVerdict(systems: ["archive": site], state: state, why: why(row, state), evidence: evidence)
  }

  mutating func probe(
    _ row: SampleRow, _ state: RequirementState, _ site: String, _ result: EvidenceVerdict.Result, _ span: SourceSpan
  ) -> EvidenceVerdict {
    guard state != .notDemonstrated else {
      return EvidenceVerdict(
        id: "live", kind: .probe, result: .silent, why: "The network's file does not permit it: permits lacks write.",
        findings: [], citations: [], steps: [])
    }
    let path = "transcripts/\(row.id)-\(site.prefix(5))-live.json"
    transcripts[path] = transcript(row, state)
    let failure =
      state == .inconclusive
      ? StepFailure(
        blame: .network, message: "The connection closed after 5.0 s without an A-ASSOCIATE-AC.", rule: "PS3.8 §9.2.3",
        advice: "Repeat the run; check the link between the harness and RXA01.") : nil
    return EvidenceVerdict(
      id: "live", kind: .probe, result: result,
      why: result == .holds ? "The archive does it." : "The exchange did not show it.",
      findings: [
        Finding(
          assertion: row.assertion, step: "step1", result: result, expected: row.expected,
          found: result == .holds
            ? row.expected : (result == .fails ? row.bad : "nothing: the exchange did not complete"),
          span: span)
      ], citations: [],
      steps: [
        .init(
          id: "step1", kind: row.step, system: site, endpoint: "dicom://ARCHIVE@127.0.0.1:4242",
          startedAt: "2026-03-02T09:14:11.204Z", outcome: failure == nil ? "completed" : "no answer",
          duration: failure == nil ? "\(row.weight * 4).7 ms" : "5.0 s", attempts: failure == nil ? 1 : 3,
          failure: failure, transcript: path)
      ])
  }

  func transcript(_ row: SampleRow, _ state: RequirementState) -> Transcript {
    let request =
      "0100000000cd0001000041524348495645202020202020202020415353415920202020202020202020200000000000000000000000000000000000000000000000000000000000000000"
    let accept =
      "0200000000b80001000041524348495645202020202020202020415353415920202020202020202020200000000000000000000000000000000000000000000000000000000000000000"
    var entries = [
      Transcript.Entry(
        microseconds: 0, direction: .event, summary: "connected to 127.0.0.1:4242", details: [], length: 0, hex: ""),
      Transcript.Entry(
        microseconds: 212, direction: .sent, summary: "A-ASSOCIATE-RQ, 1 presentation context",
        details: [
          "called AE title: ARCHIVE", "calling AE title: ASSAY", "context 1: CT Image Storage",
          "  Explicit VR Little Endian", "maximum length: 65536",
        ], length: 211, hex: request),
    ]
    if state == .inconclusive {
      entries.append(
        Transcript.Entry(
          microseconds: 5_000_412, direction: .event, summary: "closed by the peer's side of the network", details: [],
          length: 0, hex: ""))
    } else {
      entries += [
        Transcript.Entry(
          microseconds: 1_904, direction: .received, summary: "A-ASSOCIATE-AC, 1 presentation context",
          details: ["context 1: \(state == .contradicted ? "transfer syntaxes not supported (4)" : "acceptance (0)")"],
          length: 190, hex: accept),
        Transcript.Entry(
          microseconds: 2_333, direction: .sent,
          summary: "\(row.step == "dicom.echo" ? "C-ECHO-RQ" : "C-FIND-RQ"), message 1",
          details: ["(0008,0052) Query/Retrieve Level: STUDY", "(0010,0020) Patient ID: 9990000018"], length: 180,
          hex: String(repeating: "04000000005a", count: 40)),
        Transcript.Entry(
          microseconds: 4_120, direction: .received, summary: "response, status 0000H",
          details: ["status: 0000H success"],
          length: 92, hex: String(repeating: "0400", count: 46)),
        Transcript.Entry(
          microseconds: 4_410, direction: .sent, summary: "A-RELEASE-RQ", details: [], length: 10,
          hex: "05000000000400000000"),
        Transcript.Entry(
          microseconds: 4_800, direction: .received, summary: "A-RELEASE-RP", details: [], length: 10,
          hex: "06000000000400000000"),
      ]
    }
    return Transcript(entries: entries)
  }
}
