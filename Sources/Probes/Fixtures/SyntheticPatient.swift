import Foundation
import Specification

/// A patient who does not exist.
public struct SyntheticPatient: Hashable, Sendable {
  /// Ten digits, 999 range; empty for a patient who is not identified yet.
  public var nhsNumber: String
  /// Components of the name in the order of PN: family, given, middle, prefix, suffix.
  public var nameComponents: [String]
  /// `YYYYMMDD`
  public var birthDate: String
  /// `F`, `M` or `O`.
  public var sex: String
  /// Identifier at the acquiring trust.
  public var localID: String
  /// Issuer of the local identifier.
  public var issuer: String

  /// The name in the form of PN, trailing empty components left out (PS3.5 §6.2.1).
  public var name: String {
    var components = nameComponents
    while components.last?.isEmpty == true { components.removeLast() }
    return components.joined(separator: "^")
  }

  /// The sex as a code of AdministrativeGender (FHIR R4, valueset-administrative-gender).
  private var gender: String {
    switch sex {
    case "F": "female"
    case "M": "male"
    default: "other"
    }
  }

  /// Patient ID in objects: the NHS number, or the local identifier where there is none.
  public var patientID: String { nhsNumber.isEmpty ? localID : nhsNumber }

  /// Fields for `{{name.…}}`: type `FixtureSchema.patient`.
  public var value: Value {
    .record([
      "nhs-number": .string(nhsNumber), "name": .string(name), "family-name": .string(nameComponents[0]),
      "given-name": .string(nameComponents.count > 1 ? nameComponents[1] : ""), "birth-date": .string(birthDate),
      "birth-day": .string(CalendarDay.hyphenated(birthDate)), "sex": .string(sex), "gender": .string(gender),
      "local-id": .string(localID), "issuer": .string(issuer),
    ])
  }

  /// Makes the patient of a fixture.
  ///
  /// - Parameter draw: Which of the patients that the seed gives for the name; 0 is the first.
  /// - Parameter drawOfTwin: The same of the patient whose twin this is.
  init(_ fixture: PatientFixture, name: String, seed: String, draw: Int = 0, drawOfTwin: Int = 0) {
    func generator(_ what: String, _ draw: Int) -> SeededGenerator {
      SeededGenerator(seed: seed, name: draw == 0 ? what : "\(what) \(draw)")
    }
    var own = generator("patient \(name)", draw)
    let drawnNumber = NHSNumber.draw(from: &own)
    nhsNumber = fixture.isTemporary ? "" : drawnNumber
    localID = "A" + String(100_000_000 + own.below(900_000_000))
    issuer = fixture.issuer ?? "RXX"
    // A twin shares everything that careless matching looks at; the draws come from the other's name.
    var shared =
      fixture.twinOf.map { generator("patient \($0) demographics", drawOfTwin) }
      ?? generator("patient \(name) demographics", draw)
    let year = 1930 + shared.below(80)
    let month = 1 + shared.below(12)
    let day = 1 + shared.below(28)
    birthDate = String(year * 10_000 + month * 100 + day)
    let drawnSex = shared.pick(["F", "M"])
    sex = fixture.sex ?? drawnSex
    let names = SyntheticNames.components(fixture.nameStyle, sex: sex, family: &shared, given: &own)
    nameComponents = names
  }
}
