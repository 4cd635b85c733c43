import Specification

/// All patients and studies of a run, by the names that the specification gives them.
public struct FixtureSet: Hashable, Sendable {
  /// Patients by fixture name.
  public private(set) var patients: [String: SyntheticPatient]
  /// Studies by fixture name.
  public private(set) var studies: [String: SyntheticStudy]
  /// From what each choice of systems gets its own.
  private let origin: Origin
  /// What is taken by the patients of whom there is one for all choices.
  private var taken = TakenIdentities()
  /// Which draw of the seed each patient is.
  private var draws: [String: Int] = [:]

  private struct Origin: Hashable {
    var fixtures: [String: Fixture]
    var seed: String
    var day: CalendarDay
    /// Those of which each choice of systems has its own, sorted.
    var ownPatients: [String]
    var ownStudies: [String]
  }

  /// Derives every fixture from the seed; the same seed, names and day give the same bytes on every machine.
  ///
  /// - Parameter now: The run's date, `YYYY-MM-DD`.
  public init(_ fixtures: [String: Fixture], seed: String, now: String) {
    let day = CalendarDay(now) ?? CalendarDay(number: 0)
    var ownPatients: Set<String> = []
    for case (let name, .patient(let patient)) in fixtures where patient.isPerBinding { ownPatients.insert(name) }
    var ownStudies: Set<String> = []
    for case (let name, .study(let study)) in fixtures where study.isPerBinding || ownPatients.contains(study.patient) {
      ownStudies.insert(name)
    }
    origin = Origin(
      fixtures: fixtures, seed: seed, day: day, ownPatients: ownPatients.sorted(), ownStudies: ownStudies.sorted())
    patients = [:]
    studies = [:]
    // Those that are for all choices first: what each choice has of its own is told apart from them too.
    drawPatients(fixtures.keys.filter { !ownPatients.contains($0) }, seed: seed)
    let common = taken
    drawPatients(origin.ownPatients, seed: seed)
    taken = common
    makeStudies(Array(fixtures.keys), seed: seed)
  }

  private mutating func drawPatients(_ names: [String], seed: String) {
    let sorted = names.sorted().compactMap { name -> (name: String, fixture: PatientFixture)? in
      if case .patient(let patient)? = origin.fixtures[name] { (name, patient) } else { nil }
    }
    // A twin has the demographics of the other's draw.
    for (name, patient) in sorted where patient.twinOf == nil { draw(patient, name, seed: seed) }
    for (name, patient) in sorted where patient.twinOf != nil { draw(patient, name, seed: seed) }
  }

  private mutating func makeStudies(_ names: [String], seed: String) {
    for name in names {
      guard case .study(let study) = origin.fixtures[name], let patient = patients[study.patient] else { continue }
      studies[name] = SyntheticStudy(study, name: name, patient: patient, seed: seed, day: origin.day)
    }
    for name in names {
      guard case .study(let study) = origin.fixtures[name], let other = study.accessionNumberOf,
        let other = studies[other]
      else { continue }
      studies[name]?.accessionNumber = other.accessionNumber
    }
  }

  /// Draws a patient until nobody else has the numbers, and the family name but for twins; these differ in the given name.
  private mutating func draw(_ fixture: PatientFixture, _ name: String, seed: String) {
    let other = fixture.twinOf.flatMap { patients[$0] }
    var number = 0
    while true {
      let patient = SyntheticPatient(
        fixture, name: name, seed: seed, draw: number, drawOfTwin: fixture.twinOf.flatMap { draws[$0] } ?? 0)
      let mayRepeat = number >= TakenIdentities.patience
      if taken.allow(patient, withFamilyName: other != nil || mayRepeat),
        mayRepeat || other?.nameComponents != patient.nameComponents
      {
        (patients[name], draws[name]) = (patient, number)
        taken.take(patient)
        return
      }
      number += 1
    }
  }

  /// The same patients and studies, with those renewed of which each choice of systems has its own.
  ///
  /// - Parameter binding: Name to system reference.
  public func own(for binding: [String: String]) -> FixtureSet {
    guard !binding.isEmpty, !origin.ownPatients.isEmpty || !origin.ownStudies.isEmpty else { return self }
    var own = self
    let seed = "\(origin.seed)/\(Self.key(of: binding))"
    own.drawPatients(origin.ownPatients, seed: seed)
    own.makeStudies(origin.ownStudies, seed: seed)
    return own
  }

  private static func key(of binding: [String: String]) -> String {
    binding.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }

  /// The same names with the patients of the studies, each once; those of which each choice of systems has its own have the
  /// choice behind them.
  func names(of fixtures: [String], for binding: [String: String]) -> [String] {
    let all = Set(fixtures.flatMap { name in [name] + [studyFixture(name)?.patient].compactMap(\.self) })
    let own = Set(ownNames)
    return all.map { own.contains($0) ? "\($0) of \(Self.key(of: binding))" : $0 }
  }

  private func studyFixture(_ name: String) -> StudyFixture? {
    if case .study(let study)? = origin.fixtures[name] { study } else { nil }
  }

  /// Names of those of which each choice of systems has its own.
  public var ownNames: [String] { origin.ownPatients + origin.ownStudies }

  /// The same patients with other studies of the same shape.
  func copy(_ name: String) -> FixtureSet {
    var copy = self
    copy.studies = studies.mapValues { $0.copy(name) }
    return copy
  }

  /// Values for double braces, by fixture name.
  public var variables: [String: Value] {
    patients.mapValues(\.value).merging(studies.mapValues(\.value), uniquingKeysWith: { patient, _ in patient })
  }

  /// The value of one fixture for double braces.
  func value(of name: String) -> Value? { patients[name]?.value ?? studies[name]?.value }
}
