import Judgement
import Testing

/// What makes a proof fail, and what does not.
@Suite("Proof")
struct ProofTests {
  private static func row(_ id: String, _ actors: [String], _ sound: RequirementState = .met) -> Proof.Row {
    Proof.Row(id: id, title: id, group: "Group", actors: actors, sound: sound)
  }

  private static func trial(_ name: String, _ noticed: [String], apart: [String] = []) -> Proof.Trial {
    Proof.Trial(
      name: name, actor: String(name.prefix { $0 != "." }), sentence: "", clause: "", harm: "", tried: noticed,
      noticed: noticed, unsettled: [], apart: apart)
  }

  private static func proof(
    _ rows: [Proof.Row], _ trials: [Proof.Trial], everyDefect: Bool = true, everyRequirement: Bool = true
  ) -> Proof {
    Proof(
      specification: "s", version: "1", title: "S", networks: ["N"], tool: "assay", rows: rows, trials: trials,
      omissions: [], triesEveryDefect: everyDefect,
      triesEveryRequirement: everyRequirement)
  }

  @Test("A specification that was seen to pass and to fail, and notices every defect, is proved")
  func holds() {
    let proof = Self.proof([Self.row("R-1", ["archive"])], [Self.trial("archive.a", ["R-1"])])
    #expect(proof.holds && proof.biting == 1 && proof.caught == 1)
  }

  @Test("A requirement that never fails, and a defect that nobody notices, are faults once everything was tried")
  func toothless() {
    let (rows, trials) = ([Self.row("R-1", ["archive"])], [Self.trial("archive.a", [])])
    #expect(
      Self.proof(rows, trials).faults == [.toothless(requirement: "R-1"), .uncaught(defect: "archive.a")])
    #expect(Self.proof(rows, trials, everyDefect: false, everyRequirement: false).holds)
  }

  @Test(
    "A requirement that is not met without a defect is a fault", arguments: [RequirementState.notMet, .inconclusive])
  func falseAlarm(_ state: RequirementState) {
    let proof = Self.proof([Self.row("R-1", ["archive"], state)], [])
    #expect(proof.faults == [.falseAlarm(requirement: "R-1", state: state)])
  }

  @Test("A requirement that fails for a defect that its steps never come near is a fault, and catches nothing")
  func unrelated() {
    let proof = Self.proof(
      [Self.row("R-1", ["archive"])],
      [Self.trial("archive.a", ["R-1"]), Self.trial("broker.b", ["R-1"], apart: ["R-1"])])
    #expect(proof.faults == [.uncaught(defect: "broker.b"), .unrelated(requirement: "R-1", defect: "broker.b")])
  }

  @Test("Proofs on several networks are one: what one could not try and another could is no omission")
  func parts() throws {
    var first = Self.proof([Self.row("R-2", ["archive"])], [Self.trial("archive.a", ["R-2"])])
    first.omissions = ["R-1", "R-3"].map { Proof.Omission(id: $0, title: $0, group: "Group", reason: "No TLS.") }
    var second = Self.proof(
      [Self.row("R-1", ["archive", "tls"])],
      [
        Self.trial("archive.a", ["R-1"]), Self.trial("tls.b", ["R-1"]),
      ])
    second.omissions = [Proof.Omission(id: "R-3", title: "R-3", group: "Group", reason: "Nobody is there.")]
    let joined = try ProofParts([first, second]).joined(in: ["R-1", "R-2", "R-3"])
    #expect(joined.rows.map(\.id) == ["R-1", "R-2"])
    #expect(joined.trials.map(\.name) == ["archive.a", "tls.b"])
    #expect(joined.trials[0].noticed == ["R-2", "R-1"] && joined.holds)
    #expect(joined.omissions.map(\.reason) == ["No TLS."])
    #expect(throws: ProofParts.NoParts.self) { try ProofParts([]) }
  }
}
