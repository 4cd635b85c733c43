import Evidence
import HL7
import Specification

extension RunPatients {
  /// Why a step may not be sent with these inputs: one of them names a patient who is not of the run. Nil where none does.
  ///
  /// - Parameter written: Inputs that stand in the specification as they are sent, or that the same system said before. A
  ///   publisher may ask for patients who do not exist, and a worklist for one of its own; of these only numbers that are
  ///   given to patients are refused.
  func refusal(
    of inputs: [String: Value], for description: StepDescription, written: Set<String> = []
  ) -> StepFailure? {
    let fixtures = Set(description.inputs.filter { $0.refersTo == .patientFixture }.map(\.name))
    for (name, value) in inputs.sorted(by: { $0.key < $1.key }) where !fixtures.contains(name) {
      let place = written.contains(name) ? realNumber(in: value, at: name) : stranger(in: value, at: name)
      guard let place else { continue }
      return StepFailure(
        blame: .harness,
        message: "Nothing was sent: \(place) names a patient who is not of this run's synthetic patients.",
        advice: """
          Send fixtures. Where it is a test patient whom the system's owner made, name the identifier under \
          `test-patients` in the network file, with who says so.
          """)
    }
    return nil
  }

  /// Inputs as the record may show them.
  func screened(_ inputs: [String: Value], kind: String) -> [String: Value] {
    var screen = PatientScreen(self, kind: kind, isSending: true)
    return screen.screened(inputs)
  }

  /// Where a value names a patient who is not of the run; nil where it names none.
  private func stranger(in value: Value, at place: String) -> String? {
    switch value {
    case .string(let text):
      let name = String(place.split(separator: ".").last ?? "")
      let isNamed = Self.identifiers(in: text, of: name).contains { !isOwn(identifier: $0) }
      return isNamed || namesForeign(text) || holdsGivenNumber(text) ? place : nil
    case .list(let values):
      return values.lazy.compactMap { self.stranger(in: $0, at: place) }.first
    case .record(let fields):
      if case .string(let address)? = fields["at"], case .string(let text)? = fields["text"],
        Self.identifiers(text, at: address).contains(where: { !isOwn(identifier: $0) })
      {
        return "\(place).\(address)"
      }
      return fields.sorted { $0.key < $1.key }.lazy.compactMap {
        self.stranger(in: $0.value, at: "\(place).\($0.key)")
      }.first
    case .dataSet, .message, .resource:
      var screen = PatientScreen(self, kind: "", isSending: true)
      let left = screen.screened([place: value])
      return screen.count > 0 || left[place] != value ? place : nil
    case .boolean, .number, .duration, .size, .uid, .tag, .date: return nil
    }
  }

  /// Where a value holds a number that may be a real patient's; nil where it holds none.
  private func realNumber(in value: Value, at place: String) -> String? {
    switch value {
    case .string(let text): return holdsGivenNumber(text) ? place : nil
    case .list(let values): return values.lazy.compactMap { self.realNumber(in: $0, at: place) }.first
    case .record(let fields):
      return fields.sorted { $0.key < $1.key }.lazy.compactMap {
        self.realNumber(in: $0.value, at: "\(place).\($0.key)")
      }.first
    case .message(let message): return holdsGivenNumber(String(decoding: message.bytes, as: UTF8.self)) ? place : nil
    case .resource(let resource): return holdsGivenNumber(String(decoding: resource.bytes, as: UTF8.self)) ? place : nil
    case .dataSet, .boolean, .number, .duration, .size, .uid, .tag, .date: return nil
    }
  }

  private func holdsGivenNumber(_ text: String) -> Bool {
    !NHSNumberSearch.numbers(in: Array(text.utf8)).allSatisfy { isOwn(identifier: $0) }
  }

  /// Inputs and attributes that identify patients.
  private static let names: Set<String> = [
    "patient", "entry-patient", "source-patient", "set-patient", "identifier", "identifiers", "prior", "others",
    "PatientID", "OtherPatientIDs", "(0010,0020)",
  ]

  /// The identifiers that a text gives to a patient, as an input of a name or as a parameter of a search (R4 search.html
  /// §3.1.1.4.11). Wildcards and what has no digit name nobody.
  private static func identifiers(in text: String, of name: String) -> [String] {
    var identifiers: [String] = []
    if names.contains(name) { identifiers = text.split(separator: "\\").map { PatientScreen.identifier(String($0)) } }
    for parameter in ["patient.identifier=", "subject.identifier=", "patient:identifier=", "subject:identifier="]
    where text.hasPrefix(parameter) {
      let value = text.dropFirst(parameter.count)
      identifiers.append(String(value.split(separator: "|", omittingEmptySubsequences: false).last ?? ""))
    }
    return identifiers.filter { $0.contains(where: \.isNumber) && !$0.contains { "*?".contains($0) } }
  }

  /// The identifiers that are written at an address of a message; none where it is no place of them.
  private static func identifiers(_ text: String, at address: String) -> [String] {
    if address.hasPrefix("QPD-3"), text.hasPrefix("@") {
      // Of the parameters of a query these are identifiers; @PID.3.4 is their authority (ITI TF-2 §3.21.4.1.2.3).
      let names: Set<String> = ["@PID.2", "@PID.2.1", "@PID.3", "@PID.3.1", "@PID.4", "@PID.4.1"]
      return text.split(separator: "~").compactMap { parameter in
        let parts = parameter.split(separator: "^", omittingEmptySubsequences: false).map(String.init)
        return parts.count > 1 && names.contains(parts[0]) && parts[1].contains(where: \.isNumber) ? parts[1] : nil
      }
    }
    guard ["PID-2", "PID-3", "PID-4", "MRG-1", "QPD-3"].contains(where: { address.hasPrefix($0) }) else { return [] }
    // Other components are authorities and types.
    let component = address.split(separator: ".").dropFirst().first.flatMap { Int($0) } ?? 1
    let first = text.split(separator: "^", omittingEmptySubsequences: false).first.map(String.init)
    guard component == 1, let identifier = first, identifier.contains(where: \.isNumber) else { return [] }
    return [identifier]
  }
}
