import Specification

/// All patients and studies of a run, by the names that the specification gives them.
public struct FixtureSet: Hashable, Sendable {
  /// Patients by fixture name.
  public private(set) var patients: [String: SyntheticPatient]
  /// Studies by fixture name.
  public private(set) var studies: [String: SyntheticStudy]
  /// From what each choice of systems gets its own.
  private let origin: Origin

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
    derive(fixtures.keys, seed: seed)
  }

  private mutating func derive(_ names: some Sequence<String>, seed: String) {
    for name in names {
      guard case .patient(let patient) = origin.fixtures[name] else { continue }
      patients[name] = SyntheticPatient(patient, name: name, seed: seed)
    }
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

  /// The same patients and studies, with those renewed of which each choice of systems has its own.
  ///
  /// - Parameter binding: Name to system reference.
  public func own(for binding: [String: String]) -> FixtureSet {
    guard !binding.isEmpty, !origin.ownPatients.isEmpty || !origin.ownStudies.isEmpty else { return self }
    let key = binding.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    var own = self
    own.derive(origin.ownPatients + origin.ownStudies, seed: "\(origin.seed)/\(key)")
    return own
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
