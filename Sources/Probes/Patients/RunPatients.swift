import HL7
import Synchronization

/// Which patients are a run's own, and what stands in the place of all others in what is kept of it.
///
/// Of the run are its fixtures, by identifier or by name and day of birth; every number of the 999 range, which is never
/// given to a patient; what a system itself says is another identifier of one of these; and test patients that the network
/// file names. All others are taken for real.
final class RunPatients: Sendable {
  fileprivate struct State {
    /// Identifiers of the run's patients, in lower case.
    var identifiers: Set<String> = []
    /// Identifiers that systems gave to the run's patients, in lower case: others may have the same from elsewhere.
    var learned: Set<String> = []
    /// Words of the run's patients, which are replaced only where they say who another one is.
    var words: Set<String> = []
    /// Words of names by day of birth.
    var people: [String: [Set<String>]] = [:]
    /// Names that can be damaged on their way, by day of birth.
    var damaged: [String: Set<DamagedName>] = [:]
    /// Words by which patients who are not of the run are known.
    var foreign: Set<String> = []
    var pseudonyms = Pseudonyms()
  }

  private let state: Mutex<State>

  /// - Parameters:
  ///   - fixtures: Of the run.
  ///   - permitted: Identifiers that the network file names.
  init(_ fixtures: FixtureSet, permitted: [String] = []) {
    state = Mutex(State())
    for identifier in permitted { state.withLock { $0.add(identifier: identifier) } }
    add(fixtures)
  }

  /// Makes the patients of fixtures the run's own.
  func add(_ fixtures: FixtureSet) {
    state.withLock { state in
      for patient in fixtures.patients.values {
        state.add(identifier: patient.nhsNumber)
        state.add(identifier: patient.localID)
        state.add(
          name: Set(FoundPatient(identifiers: [], name: patient.name).nameWords), born: patient.birthDate)
        if let name = DamagedName(of: patient.name) { state.damaged[patient.birthDate, default: []].insert(name) }
      }
    }
  }

  /// Takes what the harness itself sent: whom a step of the specification names is the run's, as are a corrected name and
  /// a temporary number. Numbers that are given to patients were not sent.
  func add(sent patient: FoundPatient) {
    learn(patient.identifiers)
    state.withLock { $0.add(name: Set(patient.nameWords), born: patient.birthDate) }
  }

  /// Whether a patient is not of the run.
  func isForeign(_ patient: FoundPatient) -> Bool {
    guard !patient.isNobody else { return false }
    return state.withLock { state in
      // Whoever has a number that is given to patients may be one, whatever else stands beside it.
      let given = patient.identifiers.flatMap { NHSNumberSearch.numbers(in: Array($0.utf8)) }
      if !given.allSatisfy({ state.identifiers.contains($0) }) { return true }
      if patient.identifiers.contains(where: { state.isOwn(identifier: $0) }) { return false }
      if state.isOwn(name: Set(patient.nameWords), born: patient.birthDate) { return false }
      // Beside another's identifier a name like it is another's.
      if patient.identifiers.isEmpty, state.isTrace(patient.name, born: patient.birthDate) { return false }
      return !patient.isNameless
        || !patient.identifiers.contains { state.learned.contains(RunPatients.State.normalized($0)) }
    }
  }

  /// Whether an identifier may be sent: one of the run's, or one that no patient can have.
  func isOwn(identifier: String) -> Bool {
    state.withLock { $0.isOwn(identifier: identifier) || $0.learned.contains(State.normalized(identifier)) }
  }

  /// Takes further identifiers of a patient of the run from the system that gives them. Numbers from a range that is given to
  /// patients are not believed.
  func learn(_ identifiers: [String]) {
    state.withLock { state in
      for identifier in identifiers where NHSNumberSearch.numbers(in: Array(identifier.utf8)).isEmpty {
        let identifier = State.normalized(identifier)
        // Shorter ones are everybody's.
        if identifier.count > 4 { state.learned.insert(identifier) }
      }
    }
  }

  // MARK: Stand-ins

  /// A text that says who a foreign patient is, with stand-ins for its words.
  ///
  /// - Parameter isName: Whether the text is a name or an identifier, whose words from now on are replaced everywhere.
  func standIn(for text: String, isName: Bool = true) -> String {
    state.withLock { state in
      Words.replacing(in: text) { word in
        let lower = word.lowercased()
        guard !state.identifiers.contains(lower) else { return nil }
        // Shorter ones stand in every other text, and words of the run's own patients in theirs.
        if isName, word.count > 3, !state.words.contains(lower) { state.foreign.insert(lower) }
        return state.pseudonyms.word(word) { state.words.contains($0) || state.identifiers.contains($0) }
      }
    }
  }

  /// A date of a foreign patient.
  func standIn(forDate text: String) -> String { state.withLock { $0.pseudonyms.date(text) } }

  /// A text with stand-ins for every word by which a foreign patient became known, and for every number that may be a real
  /// patient's; nil where there is none.
  func screened(_ text: String) -> String? {
    var text = text
    var isChanged = false
    for place in NHSNumberSearch.places(in: Array(text.utf8)).reversed() where !isOwn(identifier: place.number) {
      var bytes = Array(text.utf8)
      let digits = standIn(for: place.number)
      bytes.replaceSubrange(place.range, with: place.range.count == 10 ? Array(digits.utf8) : Self.grouped(digits))
      text = String(decoding: bytes, as: UTF8.self)
      isChanged = true
    }
    let result = state.withLock { state -> String? in
      guard !state.foreign.isEmpty else { return nil }
      var isFound = false
      let replaced = Words.replacing(in: text) { word in
        guard state.foreign.contains(word.lowercased()) else { return nil }
        isFound = true
        return state.pseudonyms.word(word) { state.words.contains($0) || state.identifiers.contains($0) }
      }
      return isFound ? replaced : nil
    }
    return result ?? (isChanged ? text : nil)
  }

  /// Whether a text names a patient who became known as none of the run.
  func namesForeign(_ text: String) -> Bool {
    state.withLock { state in
      !state.foreign.isEmpty && Words.of(text).contains { state.foreign.contains($0) }
    }
  }

  private static func grouped(_ digits: String) -> [UInt8] {
    let bytes = Array(digits.utf8)
    return bytes.prefix(3) + [0x20] + bytes.dropFirst(3).prefix(3) + [0x20] + bytes.dropFirst(6)
  }
}

extension RunPatients.State {
  /// Lengths of the fixtures' identifiers: within a longer one they make it the run's too.
  private static let windows = [7, 10]

  fileprivate static func normalized(_ identifier: String) -> String {
    String(identifier.lowercased().filter { $0 != " " && $0 != "-" })
  }

  fileprivate mutating func add(identifier: String) {
    let identifier = Self.normalized(identifier)
    guard !identifier.isEmpty else { return }
    identifiers.insert(identifier)
    words.insert(identifier)
  }

  fileprivate mutating func add(name: Set<String>, born birthDate: String) {
    guard !name.isEmpty else { return }
    words.formUnion(name)
    words.insert(birthDate)
    if people[birthDate]?.contains(name) != true { people[birthDate, default: []].append(name) }
  }

  fileprivate func isOwn(identifier: String) -> Bool {
    let text = Self.normalized(identifier)
    if identifiers.contains(text) || Self.isNeverGiven(text) { return true }
    let characters = Array(text.prefix(256))
    return Self.windows.contains { length in
      guard characters.count > length else { return false }
      return (0...characters.count - length).contains { start in
        let part = String(characters[start..<start + length])
        return identifiers.contains(part) || length == 10 && Self.isNeverGiven(part) && part.first == "9"
      }
    }
  }

  /// Ten digits of the range that is kept for tests.
  private static func isNeverGiven(_ text: String) -> Bool {
    text.hasPrefix("999") && text.utf8.count == 10 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether a fixture has the name, and was born on the day where one is stated.
  fileprivate func isOwn(name: Set<String>, born birthDate: String) -> Bool {
    guard !name.isEmpty else { return false }
    func fits(_ own: Set<String>) -> Bool { own.isSubset(of: name) || name.isSubset(of: own) }
    if birthDate.count == 8 { return people[birthDate]?.contains(where: fits) ?? false }
    return people.values.contains { $0.contains(where: fits) }
  }

  /// Whether a name is what became of a fixture's, which was born on the day where one is stated.
  fileprivate func isTrace(_ name: String, born birthDate: String) -> Bool {
    if birthDate.count == 8 { return damaged[birthDate]?.contains { $0.isTrace(name, bornThen: true) } ?? false }
    return damaged.values.contains { $0.contains { $0.isTrace(name, bornThen: false) } }
  }
}
