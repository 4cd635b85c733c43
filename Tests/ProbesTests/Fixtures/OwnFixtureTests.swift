import Specification
import Testing

@testable import Probes

/// Fixtures that each choice of systems has for itself.
@Suite("Fixtures for each choice of systems")
struct OwnFixtureTests {
  private static let fixtures = FixtureSet(
    [
      "shared": .patient(PatientFixture()), "own": .patient(PatientFixture(isPerBinding: true)),
      "own-twin": .patient(PatientFixture(twinOf: "own", isPerBinding: true)),
      "common": .study(StudyFixture(patient: "shared", kind: .ct)),
      "fresh": .study(StudyFixture(patient: "shared", kind: .ct, isPerBinding: true)),
      "of-own": .study(StudyFixture(patient: "own", kind: .ct)),
    ], seed: "7", now: "2026-01-15")
  private static let there = ["source": "a/archive", "reader": "b/archive"]
  private static let back = ["source": "b/archive", "reader": "a/archive"]

  @Test("What is marked is renewed for each choice, the rest stays, and the same choice gives the same again")
  func renewed() throws {
    let (one, two) = (Self.fixtures.own(for: Self.there), Self.fixtures.own(for: Self.back))
    #expect(one == Self.fixtures.own(for: Self.there))
    for name in ["fresh", "of-own"] {
      let uids = [Self.fixtures, one, two].map { $0.studies[name]?.uid }
      #expect(Set(uids).count == 3, "\(name)")
    }
    for name in ["own", "own-twin"] {
      #expect(Set([Self.fixtures, one, two].map { $0.patients[name]?.nhsNumber }).count == 3, "\(name)")
    }
    #expect(one.patients["own"]?.birthDate == one.patients["own-twin"]?.birthDate)
    #expect(one.studies["of-own"]?.patient == one.patients["own"])
    for set in [one, two] {
      #expect(set.patients["shared"] == Self.fixtures.patients["shared"])
      #expect(set.studies["common"] == Self.fixtures.studies["common"])
      #expect(set.studies["fresh"]?.patient == Self.fixtures.patients["shared"])
    }
  }

  @Test("Without a choice nothing is renewed")
  func unbound() {
    #expect(Self.fixtures.own(for: [:]) == Self.fixtures)
    #expect(Set(Self.fixtures.ownNames) == ["own", "own-twin", "fresh", "of-own"])
  }
}
