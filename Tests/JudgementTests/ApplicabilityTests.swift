import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

@Suite("What counts today")
struct ApplicabilityTests {
  private func judge(_ requirements: [Requirement], now: String) throws -> Scorecard {
    Sample.judge(
      try Sample.input(
        Sample.rules(requirements),
        Dictionary(uniqueKeysWithValues: requirements.map { ($0.id, [[$0.id == "STO-A" ? .fails : .holds]]) }), now: now
      ))
  }

  private static func requirement(
    _ id: String, from start: String? = nil, production: String? = nil, supersededBy: String? = nil
  ) -> Requirement {
    var requirement = Sample.requirement(id, level: .mandatory)
    requirement.valid = Validity(procurement: start, production: production)
    requirement.supersededBy = supersededBy
    return requirement
  }

  @Test(
    "A requirement counts from the day that it binds procurements",
    arguments: [("2027-03-31", false), ("2027-04-01", true), ("2028-01-01", true)])
  func inForce(now: String, counts: Bool) throws {
    let scorecard = try judge([Self.requirement("STO-A", from: "2027-04-01"), Self.requirement("STO-B")], now: now)
    #expect(scorecard.verdict("STO-A")?.state == (counts ? .notMet : .notApplicable))
    #expect(scorecard.gate.state == (counts ? .failed : .passed))
    #expect(scorecard.score.low.exact == (counts ? "1/2" : "1"))
    #expect(scorecard.notApplicable.map(\.id) == (counts ? [] : ["STO-A"]))
  }

  @Test("What does not count yet is judged and shown with the reason all the same")
  func shown() throws {
    let verdict = try #require(
      try judge([Self.requirement("STO-A", from: "2027-04-01")], now: "2026-11-24").verdict("STO-A"))
    #expect(verdict.bindings.first?.state == .notMet)
    #expect(
      verdict.why == """
        It binds procurements from 1 April 2027 on and does not count on 24 November 2026. Held against it all the \
        same, it would be not met. Arc 1.0 (site0/pacs) did otherwise in step “ask”: expected “status is success”, found \
        status is fails.
        """)
    #expect(verdict.lost.exact == "0")
  }

  @Test("The date for running networks decides nothing in a procurement")
  func production() throws {
    let scorecard = try judge([Self.requirement("STO-A", production: "2030-01-01")], now: "2026-11-24")
    #expect(scorecard.verdict("STO-A")?.state == .notMet)
  }

  @Test("A superseded requirement gives way to a successor that is there and in force")
  func superseded() throws {
    let old = Self.requirement("STO-A", supersededBy: "STO-B")
    #expect(
      try judge([old, Self.requirement("STO-B")], now: "2026-11-24").verdict("STO-A")?.state == .notApplicable)
    #expect(
      try judge([old, Self.requirement("STO-B", from: "2027-01-01")], now: "2026-11-24").verdict("STO-A")?.state
        == .notMet)
    #expect(try judge([old], now: "2026-11-24").verdict("STO-A")?.state == .notMet)
  }

  @Test("Requirements that supersede each other in a ring all stay")
  func ring() throws {
    let ring = [
      Self.requirement("STO-A", supersededBy: "STO-B"), Self.requirement("STO-B", supersededBy: "STO-A"),
    ]
    #expect(try judge(ring, now: "2026-11-24").notApplicable.isEmpty)
  }

  @Test("What the profile dropped is listed with the profile's reason")
  func dropped() throws {
    var rules = Sample.rules([Sample.requirement("STO-B")])
    rules.profile = AppliedProfile(id: "lot-2", title: "Lot 2", version: "1")
    rules.dropped = [DroppedRequirement(requirement: Sample.requirement("STO-A"), reason: "No archive in this lot")]
    let scorecard = Sample.judge(try Sample.input(rules, ["STO-B": [[.holds]]]))
    #expect(scorecard.notApplicable.map(\.why) == ["The profile “Lot 2” leaves it out: No archive in this lot."])
    #expect(scorecard.score.low.exact == "1")
    #expect(scorecard.score.states["met"] == 1)
  }
}
