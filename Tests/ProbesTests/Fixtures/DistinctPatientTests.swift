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

  /// Four thousand patients: forty for each of a hundred choices of systems, some of them twins, some by their studies alone.
  private static let own: (fixtures: [String: Fixture], choices: [FixtureSet.Choice]) = {
    var fixtures: [String: Fixture] = [:]
    var used: [String] = []
    for number in 0..<40 {
      let twin = number % 8 == 7 ? "q\(number - 1)" : nil
      fixtures["q\(number)"] = .patient(PatientFixture(twinOf: twin, isPerBinding: true))
      fixtures["s\(number)"] = .study(StudyFixture(patient: "q\(number)", kind: .ct))
      used.append(number % 2 == 0 ? "q\(number)" : "s\(number)")
    }
    let choices = (0..<100).map {
      FixtureSet.Choice(fixtures: used, binding: ["source": "a/\($0)", "reader": "b/\($0)"])
    }
    return (fixtures, choices)
  }()

  private static func numbers(_ set: FixtureSet) -> (nhs: [String], local: [String]) {
    let patients = own.choices.flatMap { set.own(for: $0.binding).patients.values }
    return (patients.map(\.nhsNumber), patients.map(\.localID))
  }

  @Test(
    "Patients of different choices of systems have no number in common where the choices are known, and would without")
  func choices() throws {
    let (fixtures, choices) = Self.own
    let told = FixtureSet(fixtures, seed: "1", now: "2026-11-24", choices: choices)
    let numbers = Self.numbers(told)
    #expect(numbers.nhs.count == 4_000 && Set(numbers.nhs).count == 4_000)
    #expect(Set(numbers.local).count == 4_000)
    #expect(Set(Self.numbers(FixtureSet(fixtures, seed: "1", now: "2026-11-24")).nhs).count < 4_000)
    let untwinned = choices.flatMap { choice in
      told.own(for: choice.binding).patients.filter { Int($0.key.dropFirst()).map { $0 % 8 != 7 } ?? false }.values
    }
    #expect(Set(untwinned.map { "\(Self.family($0)) \($0.birthDate)" }).count == untwinned.count)
    let own = told.own(for: choices[7].binding)
    #expect(own.patients["q7"]?.birthDate == own.patients["q6"]?.birthDate)
    #expect(own.studies["s7"]?.patient == own.patients["q7"])
    let turned = FixtureSet(fixtures, seed: "1", now: "2026-11-24", choices: choices.reversed())
    #expect(turned == told, "the same whatever the order in which the choices are told")
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
