import HL7
import Synchronization

/// The identities that a community knows: one store behind every interface of the index, and of the records.
///
/// Bounded: the oldest registration gives way beyond ``limit``.
public final class PatientIdentities: Sendable {
  /// Registrations that are kept.
  public static let limit = 100_000

  /// Why a registration is not taken.
  enum Refusal: Error, Hashable, Sendable {
    /// A value in the NHS number's domain that cannot be one.
    case invalidNumber(String)
    /// No identifier at all.
    case noIdentifier
    /// A merge of patients one of whom is not known, or of one with himself.
    case noSuchPatients
  }

  private struct State {
    var domains: [IdentifierDomain]
    var patients: [IndexedPatient] = []
  }

  private let state: Mutex<State>
  private let defects: Set<IndexDefect>

  /// Makes an empty store.
  ///
  /// - Parameter domains: Domains that are set up in it, beside the NHS number.
  public init(domains: [IdentifierDomain] = IdentifierDomain.members, defects: Set<IndexDefect> = []) {
    state = Mutex(State(domains: [.nhsNumber] + domains))
    self.defects = defects
  }

  /// The domain of this name, whichever of its names that is; nil for one that is not known.
  func domain(named name: String) -> IdentifierDomain? {
    state.withLock { $0.domains.first { $0.isNamed(name) } }
  }

  /// The domain of this name, which is known from now on.
  func met(_ name: String) -> IdentifierDomain {
    state.withLock { state in
      if let known = state.domains.first(where: { $0.isNamed(name) }) { return known }
      let domain = IdentifierDomain.met(as: name)
      if state.domains.count < 1000 { state.domains.append(domain) }
      return domain
    }
  }

  /// Takes a patient in, or his new data where a source knows him already. True where identifiers have come together.
  @discardableResult
  func register(_ patient: IndexedPatient) throws(Refusal) -> Bool {
    guard !patient.identifiers.isEmpty else { throw .noIdentifier }
    if defects.isDisjoint(with: [.linksByInvalidNumbers, .linksByMalformedNumbers]) {
      for number in patient.numbers where CheckDigit.nhsNumberProblem(number.value) != nil {
        throw .invalidNumber(number.value)
      }
    }
    return state.withLock { state in
      if let place = state.patients.firstIndex(where: { isRecord($0, of: patient) }) {
        var updated = patient
        if defects.contains(.keepsFirstNumberStatus) { updated.numberStatus = state.patients[place].numberStatus }
        state.patients[place] = updated
      } else {
        if state.patients.count >= Self.limit { state.patients.removeFirst() }
        state.patients.append(patient)
      }
      return state.patients.contains { $0.local != patient.local && isLinked($0, patient) }
    }
  }

  /// Whether the record that is held is the one that is told of.
  ///
  /// By the local identifier, or by the number where there is nothing else.
  private func isRecord(_ held: IndexedPatient, of told: IndexedPatient) -> Bool {
    let local = told.local
    guard local.isEmpty else { return !held.local.isDisjoint(with: local) }
    return held.local.isEmpty && !Set(held.numbers).isDisjoint(with: told.numbers)
  }

  /// Joins the records of two identifiers of which one gives way (ITI TF-2 §3.8.4.1.3, §3.44.4.2.3).
  func merge(_ prior: Set<IndexedPatient.Identifier>, into kept: IndexedPatient) throws(Refusal) {
    let isDone: Bool = state.withLock { state in
      let wanted = kept.local.isEmpty ? Set(kept.identifiers) : kept.local
      guard let keptPlace = state.patients.firstIndex(where: { !wanted.isDisjoint(with: $0.identifiers) }),
        let priorPlace = state.patients.firstIndex(where: { !prior.isDisjoint(with: $0.identifiers) }),
        keptPlace != priorPlace
      else { return false }
      var survivor = state.patients[keptPlace]
      let rest = state.patients[priorPlace].identifiers.filter {
        (!prior.contains($0) || defects.contains(.keepsSubsumedIdentifier)) && !survivor.identifiers.contains($0)
      }
      survivor.identifiers += rest
      state.patients[keptPlace] = survivor
      state.patients.remove(at: priorPlace)
      return true
    }
    if !isDone { throw .noSuchPatients }
  }

  /// The record with an identifier.
  func patient(with identifier: IndexedPatient.Identifier) -> IndexedPatient? {
    state.withLock { $0.patients.first { $0.identifiers.contains(identifier) } }
  }

  /// All identifiers of the person whom one of them names, that one among them; nil for one that is not known.
  func identifiers(of identifier: IndexedPatient.Identifier) -> [IndexedPatient.Identifier]? {
    state.withLock { state in
      guard let own = state.patients.first(where: { $0.identifiers.contains(identifier) }) else { return nil }
      return gathered(around: own, among: state.patients).identifiers
    }
  }

  /// The persons who fit, each once, with all their identifiers.
  func persons(_ criteria: PatientCriteria) -> [IndexedPatient] {
    state.withLock { state in
      var persons: [IndexedPatient] = []
      var seen: Set<IndexedPatient.Identifier> = []
      for patient in state.patients where criteria.fits(patient) {
        guard seen.isDisjoint(with: patient.identifiers) else { continue }
        let person = gathered(around: patient, among: state.patients)
        seen.formUnion(person.identifiers)
        persons.append(person)
      }
      return persons
    }
  }

  private func gathered(around own: IndexedPatient, among patients: [IndexedPatient]) -> IndexedPatient {
    var person = own
    var seen = Set(own.identifiers)
    for other in patients where isLinked(other, own) {
      person.identifiers += other.identifiers.filter { seen.insert($0).inserted }
    }
    return person
  }

  /// Whether two records are one person's: by a valid NHS number alone, never by likeness.
  private func isLinked(_ one: IndexedPatient, _ other: IndexedPatient) -> Bool {
    if defects.contains(.linksByLikeness), one.family == other.family, one.birthDate == other.birthDate { return true }
    let common = Set(one.numbers).intersection(other.numbers)
    guard defects.contains(.linksByMalformedNumbers) else { return !common.isEmpty }
    return common.contains { number in
      !number.value.isTenDigits || CheckDigit.nhsNumberProblem(number.value) == nil
    }
  }
}

extension String {
  fileprivate var isTenDigits: Bool { utf8.count == 10 && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
