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
  /// The same of the patients that choices of systems have of their own, by the choice and the name.
  private var reserved: [String: [String: Int]] = [:]

  private struct Origin: Hashable {
    var fixtures: [String: Fixture]
    var seed: String
    var day: CalendarDay
    /// Those of which each choice of systems has its own, sorted.
    var ownPatients: [String]
    var ownStudies: [String]
  }

  /// Fixtures that a requirement uses with a choice of systems.
  public struct Choice: Hashable, Sendable {
    /// Names of patients and studies.
    public var fixtures: [String]
    /// Name to system reference.
    public var binding: [String: String]

    /// Makes a choice.
    public init(fixtures: [String], binding: [String: String]) {
      self.fixtures = fixtures
      self.binding = binding
    }
  }

  /// Derives every fixture from the seed; the same seed, names, day and choices give the same bytes on every machine.
  ///
  /// - Parameters:
  ///   - now: The run's date, `YYYY-MM-DD`.
  ///   - choices: All of the run: no two of their patients have one number.
  public init(_ fixtures: [String: Fixture], seed: String, now: String, choices: [Choice] = []) {
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
    reserve(choices)
  }

  private mutating func drawPatients(_ names: [String], seed: String, reserved: [String: Int] = [:]) {
    for (name, fixture) in inOrder(names) {
      let other: Other? = fixture.twinOf.map { (patients[$0], draws[$0] ?? 0) }
      let (patient, number) = Self.draw(fixture, name, seed: seed, twinOf: other, from: reserved[name] ?? 0) {
        patient, mayShareName in reserved[name] != nil || taken.allow(patient, withFamilyName: mayShareName)
      }
      (patients[name], draws[name]) = (patient, number)
      taken.take(patient)
    }
  }

  /// The patients among names, sorted; twins last, as they have the demographics of the other's draw.
  private func inOrder(_ names: some Sequence<String>) -> [(name: String, fixture: PatientFixture)] {
    let sorted = names.sorted().compactMap { name -> (name: String, fixture: PatientFixture)? in
      if case .patient(let patient)? = origin.fixtures[name] { (name, patient) } else { nil }
    }
    return sorted.filter { $0.fixture.twinOf == nil } + sorted.filter { $0.fixture.twinOf != nil }
  }

  /// Draws the patients that choices of systems have of their own, in the order of the choices, so that none has a number of
  /// another, nor both family name and date of birth.
  private mutating func reserve(_ choices: [Choice]) {
    let own = Set(origin.ownPatients)
    var wanted: [String: Set<String>] = [:]
    for choice in choices where !choice.binding.isEmpty {
      let names = choice.fixtures.flatMap { name in [name, studyFixture(name)?.patient].compactMap(\.self) }
      let others = names.compactMap { patientFixture($0)?.twinOf }
      let patients = own.intersection(names + others)
      if !patients.isEmpty { wanted[Self.key(of: choice.binding), default: []].formUnion(patients) }
    }
    var everywhere = TakenIdentities()
    for (key, names) in wanted.sorted(by: { $0.key < $1.key }) {
      guard everywhere.count < TakenIdentities.mostNumbers else { return }
      var here = TakenIdentities()
      var drawn: [String: (patient: SyntheticPatient, draw: Int)] = [:]
      for (name, fixture) in inOrder(names) {
        let other: Other? = fixture.twinOf.map {
          (drawn[$0]?.patient ?? patients[$0], drawn[$0]?.draw ?? draws[$0] ?? 0)
        }
        let seed = "\(origin.seed)/\(key)"
        let (patient, number) = Self.draw(fixture, name, seed: seed, twinOf: other, from: 0) { patient, mayShareName in
          taken.allow(patient, withFamilyName: mayShareName) && here.allow(patient, withFamilyName: mayShareName)
            && everywhere.allow(patient, withPerson: mayShareName)
        }
        drawn[name] = (patient, number)
        here.take(patient)
        everywhere.take(patient)
      }
      reserved[key] = drawn.mapValues(\.draw)
    }
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

  /// Whose twin a patient is, and which draw that one is.
  private typealias Other = (patient: SyntheticPatient?, draw: Int)

  /// Draws a patient until nobody else has the numbers, and the family name but for twins; these differ in the given name.
  ///
  /// - Parameters:
  ///   - other: Whose twin the patient is; nil for no twin.
  ///   - first: The draw to begin with.
  ///   - isFree: Whether nobody else has what the patient has; a family name may be another's too where it is told so.
  private static func draw(
    _ fixture: PatientFixture, _ name: String, seed: String, twinOf other: Other?, from first: Int,
    isFree: (SyntheticPatient, Bool) -> Bool
  ) -> (patient: SyntheticPatient, draw: Int) {
    var number = first
    while true {
      let patient = SyntheticPatient(fixture, name: name, seed: seed, draw: number, drawOfTwin: other?.draw ?? 0)
      let mayRepeat = number >= TakenIdentities.patience
      if isFree(patient, other?.patient != nil || mayRepeat),
        mayRepeat || other?.patient?.nameComponents != patient.nameComponents
      {
        return (patient, number)
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
    own.drawPatients(origin.ownPatients, seed: seed, reserved: reserved[Self.key(of: binding)] ?? [:])
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

  private func patientFixture(_ name: String) -> PatientFixture? {
    if case .patient(let patient)? = origin.fixtures[name] { patient } else { nil }
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
