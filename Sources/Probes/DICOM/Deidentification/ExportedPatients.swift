import DICOM
import HL7
import NIOCore

/// Whose the objects are that a system let out without identity, as far as they show it.
struct ExportedPatients: Hashable, Sendable {
  /// A patient of whom nothing shows that the run made them.
  struct Other: Hashable, Sendable {
    /// Who it is.
    var patient: FoundPatient
    /// Whether the object says that identity was removed (PS3.3 §C.7.1.1), and holds no number that is given to patients.
    var isPseudonymous: Bool
  }

  /// Identifiers in objects that were made of the run's own: what the system calls the run's patients.
  var pseudonyms: Set<String> = []
  /// Patients of all other objects.
  var others: Set<Other> = []
}

extension ExportedSet {
  /// Patients of the objects.
  ///
  /// An object is the run's own where it holds one of the study's UIDs, canaries or numbers, or the lower half of the picture
  /// that the harness drew. What has no picture, and of which a good export leaves no word, is known by its class, its numbers
  /// and its time of day to the second. A number that may be a real patient's is believed of no object.
  var patients: ExportedPatients {
    var found = ExportedPatients()
    var strangers: [ExportedPatients.Other] = []
    for member in members {
      var patient = member.patient
      guard member.isOwn else {
        let isGiven = patient.identifiers.contains { !NHSNumberSearch.numbers(in: Array($0.utf8)).isEmpty }
        strangers.append(.init(patient: patient, isPseudonymous: member.object.hasIdentityRemoved && !isGiven))
        continue
      }
      found.pseudonyms.formUnion(
        patient.identifiers.filter { NHSNumberSearch.numbers(in: Array($0.utf8)).isEmpty })
      // What is left is nobody, or another one's number beside the run's picture.
      patient.identifiers.removeAll { found.pseudonyms.contains($0) }
      if !patient.identifiers.isEmpty { strangers.append(.init(patient: patient, isPseudonymous: false)) }
    }
    // One object that shows whose it is shows it for all of its pseudonym.
    for other in strangers where !other.patient.isNobody {
      let identifiers = other.patient.identifiers
      let isLinked = !identifiers.isEmpty && found.pseudonyms.isSuperset(of: identifiers)
      if isLinked, other.isPseudonymous || other.patient.namesNoPerson { continue }
      found.others.insert(other)
    }
    return found
  }

  func isOwn(_ object: DataSet, _ hits: [IdentitySearch.Hit]) -> Bool {
    // A day of birth is many people's.
    let isNamed = hits.contains {
      $0.text >= canaries.count || canaries[$0.text].attribute != "PatientBirthDate"
    }
    if isNamed { return true }
    guard let original = original(of: object) else { return false }
    guard original[.pixelData] == nil else { return Self.hasPicture(of: original, object) }
    let numbers = [Tag.seriesNumber, .instanceNumber]
    let times = [Tag(0x0008, 0x0030), Tag(0x0008, 0x0033)]
    return (object.hasIdentityRemoved || object.statedPatient(inheriting: .standard).namesNoPerson)
      && object[.pixelData] == nil
      && numbers.allSatisfy { object.string($0) == original.string($0) }
      && times.allSatisfy { time in original.string(time).map { object.string(time) == $0 } ?? true }
      && object.string(times[0]) != nil
  }

  /// Whether the lower half of the native pixel data is the same and shows something: text is burned in above.
  private static func hasPicture(of original: DataSet, _ object: DataSet) -> Bool {
    guard case .bytes(let before)? = original[.pixelData]?.value, case .bytes(let after)? = object[.pixelData]?.value,
      before.readableBytes == after.readableBytes
    else { return false }
    let half = before.readableBytes / 2
    let lower = before.readableBytesView.suffix(half)
    return Set(lower).count > 8 && lower.elementsEqual(after.readableBytesView.suffix(half))
  }
}

extension FoundPatient {
  /// Whether nothing but an identifier says who it is: no day of birth, and no other word in the name.
  fileprivate var namesNoPerson: Bool {
    birthDate.isEmpty && Set(identifiers.flatMap { Words.of($0) }).isSuperset(of: nameWords)
  }
}
