import Specification

/// All patients and studies of a run, by the names that the specification gives them.
public struct FixtureSet: Hashable, Sendable {
  /// Patients by fixture name.
  public let patients: [String: SyntheticPatient]
  /// Studies by fixture name.
  public let studies: [String: SyntheticStudy]

  /// Derives every fixture from the seed; the same seed, names and day give the same bytes on every machine.
  ///
  /// - Parameter now: The run's date, `YYYY-MM-DD`.
  public init(_ fixtures: [String: Fixture], seed: String, now: String) {
    let day = CalendarDay(now) ?? CalendarDay(number: 0)
    var patients: [String: SyntheticPatient] = [:]
    for (name, fixture) in fixtures {
      if case .patient(let patient) = fixture { patients[name] = SyntheticPatient(patient, name: name, seed: seed) }
    }
    var studies: [String: SyntheticStudy] = [:]
    for (name, fixture) in fixtures {
      guard case .study(let study) = fixture, let patient = patients[study.patient] else { continue }
      studies[name] = SyntheticStudy(study, name: name, patient: patient, seed: seed, day: day)
    }
    for (name, fixture) in fixtures {
      guard case .study(let study) = fixture, let other = study.accessionNumberOf, let other = studies[other] else {
        continue
      }
      studies[name]?.accessionNumber = other.accessionNumber
    }
    self.patients = patients
    self.studies = studies
  }

  private init(patients: [String: SyntheticPatient], studies: [String: SyntheticStudy]) {
    self.patients = patients
    self.studies = studies
  }

  /// The same patients with other studies of the same shape.
  func copy(_ name: String) -> FixtureSet {
    FixtureSet(patients: patients, studies: studies.mapValues { $0.copy(name) })
  }

  /// Values for double braces, by fixture name.
  public var variables: [String: Value] {
    patients.mapValues(\.value).merging(studies.mapValues(\.value), uniquingKeysWith: { patient, _ in patient })
  }
}
