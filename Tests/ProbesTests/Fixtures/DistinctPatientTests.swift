import Specification
import Testing

@testable import Probes

/// A system takes patients with one number for one patient, and finds all who have a name: a run must tell its own apart.
@Suite("Patients of a run are told apart")
struct DistinctPatientTests {
  /// As many as a large specification has, some with twins, some anew for each choice of systems.
  private static let fixtures: [String: Fixture] = {
    var fixtures: [String: Fixture] = [:]
    let styles: [PatientFixture.NameStyle] = [.plain, .hyphenated, .apostrophe, .full, .long]
    for number in 0..<300 {
      fixtures["p\(number)"] = .patient(
        PatientFixture(nameStyle: styles[number % styles.count], isPerBinding: number % 4 == 0))
      if number % 6 == 0 {
        fixtures["twin-of-p\(number)"] = .patient(
          PatientFixture(twinOf: "p\(number)", nameStyle: styles[number % styles.count], isPerBinding: number % 4 == 0))
      }
    }
    return fixtures
  }()

  private static func family(_ patient: SyntheticPatient) -> String {
    patient.nameComponents[0].replacing("O'", with: "").prefix { $0 != "-" }.description
  }

  @Test("No two have one number or one family name, but twins the name", arguments: 0..<8)
  func distinct(seed: Int) throws {
    let all = FixtureSet(Self.fixtures, seed: "\(seed)", now: "2026-11-24")
    for set in [all, all.own(for: ["archive": "a/archive"]), all.own(for: ["archive": "b/archive"])] {
      let patients = set.patients
      #expect(Set(patients.values.map(\.nhsNumber)).count == patients.count)
      #expect(Set(patients.values.map(\.localID)).count == patients.count)
      #expect(Set(patients.values.map(\.name)).count == patients.count)
      let untwinned = patients.filter { !$0.key.hasPrefix("twin") }.values
      #expect(Set(untwinned.map(Self.family)).count == untwinned.count)
      for (name, twin) in patients where name.hasPrefix("twin") {
        let other = try #require(patients[String(name.dropFirst("twin-of-".count))])
        #expect(twin.nameComponents[0] == other.nameComponents[0] || twin.nameComponents[0].count > 40, "\(name)")
        #expect(twin.birthDate == other.birthDate, "\(name)")
      }
    }
  }

  @Test("Where a style has fewer names than there are patients, they repeat, and the numbers do not")
  func fewNames() {
    var fixtures: [String: Fixture] = [:]
    for number in 0..<40 { fixtures["p\(number)"] = .patient(PatientFixture(nameStyle: .latin1)) }
    let set = FixtureSet(fixtures, seed: "1", now: "2026-11-24")
    #expect(Set(set.patients.values.map(\.nhsNumber)).count == 40)
    #expect(Set(set.patients.values.map(\.nameComponents[0])).count == 5)
  }

  @Test("No family name begins with another: a wild card behind one finds nobody of another")
  func wildCards() {
    let names = SyntheticNames.families.sorted()
    #expect(Set(names).count == names.count)
    for (one, next) in zip(names, names.dropFirst()) { #expect(!next.hasPrefix(one), "\(one), \(next)") }
  }
}
