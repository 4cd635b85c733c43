/// What tells the patients of a run apart, as far as it is taken.
///
/// Numbers and names are drawn from the seed, and among some hundreds of patients two draws agree now and then. A system
/// would rightly take two patients with one NHS number for one, and answer a query by name with both.
struct TakenIdentities: Hashable {
  /// As often as this is drawn again; then names may repeat, as those of a style with few names must.
  static let patience = 200

  private var nhsNumbers: Set<String> = []
  private var localIDs: Set<String> = []
  private var families: Set<Substring> = []
  /// Family name and date of birth.
  private var people: Set<String> = []

  /// Beyond so many numbers of the range, of which there are some 909,000, nobody looks for one that is free any more.
  static let mostNumbers = 600_000

  /// How many numbers are taken.
  var count: Int { localIDs.count }

  /// Whether nobody else has what a patient has.
  ///
  /// - Parameter isShared: Whether the family name may be another's too.
  func allow(_ patient: SyntheticPatient, withFamilyName isShared: Bool) -> Bool {
    !nhsNumbers.contains(patient.nhsNumber) && !localIDs.contains(patient.localID)
      && (isShared || !families.contains(Self.family(of: patient)))
  }

  /// Whether nobody else has a patient's numbers, and nobody both family name and date of birth.
  ///
  /// - Parameter isShared: Whether the latter may be another's too.
  func allow(_ patient: SyntheticPatient, withPerson isShared: Bool) -> Bool {
    !nhsNumbers.contains(patient.nhsNumber) && !localIDs.contains(patient.localID)
      && (isShared || !people.contains(Self.person(patient)))
  }

  /// Takes what a patient has.
  mutating func take(_ patient: SyntheticPatient) {
    if !patient.nhsNumber.isEmpty { nhsNumbers.insert(patient.nhsNumber) }
    localIDs.insert(patient.localID)
    families.insert(Self.family(of: patient))
    people.insert(Self.person(patient))
  }

  private static func person(_ patient: SyntheticPatient) -> String { "\(family(of: patient)) \(patient.birthDate)" }

  /// The name that a wild card may stand behind: the first of a double one, without the prefix of its style.
  private static func family(of patient: SyntheticPatient) -> Substring {
    let name = patient.nameComponents[0]
    let plain = name.hasPrefix("O'") ? name.dropFirst(2) : name[...]
    return plain.prefix { $0 != "-" }
  }
}
