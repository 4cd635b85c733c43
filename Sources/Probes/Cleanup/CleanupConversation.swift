import DICOM
import Evidence
import Foundation
import Inventory
import Specification

/// The exchanges by which one thing is removed.
struct CleanupConversation {
  typealias Sight = Cleanup.Sight

  let remnant: Remnant
  let cleanup: Cleanup
  private(set) var exchanges: [Removal.Exchange] = []
  private(set) var transcripts: [Transcript] = []

  init(remnant: Remnant, cleanup: Cleanup) {
    self.remnant = remnant
    self.cleanup = cleanup
  }

  /// Carries out a step, and keeps how it went.
  mutating func perform(
    _ kind: String, _ inputs: [String: Value], at system: Inventory.System? = nil
  ) async -> StepResult {
    guard let system = system ?? cleanup.system(remnant.system) else {
      return .misuse("The network file has no system \(remnant.system).")
    }
    let result = await cleanup.perform(kind, inputs, at: system, for: remnant)
    let kept = cleanup.kept(result, of: kind, for: remnant)
    let word = kept.plain("status") ?? kept.plain("response") ?? kept.plain("outcome") ?? "failed"
    exchanges.append(
      Removal.Exchange(
        step: kind, system: system.reference,
        outcome: kept.failure.map { "\(word): \($0.message)" } ?? word))
    transcripts.append(kept.transcript)
    return result
  }

  // MARK: Studies

  mutating func removeStudy() async -> Sight {
    let first = await sightOfStudy()
    guard case .present = first else { return Self.beforehand(first) }
    guard let system = cleanup.system(remnant.system), system.endpoints[.dicom] != nil else {
      return .present("It is there, and a rejection note can't be sent: the system has no dicom endpoint.")
    }
    _ = await perform(
      "dicom.reject", ["study": .string(remnant.fixture ?? ""), "reason": .string("retention-expired")])
    return await sightOfStudy()
  }

  /// By each service that the system has; one that shows a series of the study is enough. The study itself may stay in
  /// sight by the note that withdraws it.
  mutating func sightOfStudy() async -> Sight {
    guard let system = cleanup.system(remnant.system) else { return .unclear("There is no such system.") }
    var sights: [Sight] = []
    if system.endpoints[.dicom] != nil {
      let found = await perform(
        "dicom.find",
        [
          "level": .string("series"),
          "keys": .record(["StudyInstanceUID": .string(remnant.name), "SeriesInstanceUID": .string("")]),
        ])
      sights.append(sight(found, found.plain("status") == "success", "C-FIND"))
    }
    if system.endpoints[.dicomweb] != nil {
      let found = await perform("dicomweb.search", ["resource": .string("series"), "study": .uid(remnant.name)])
      sights.append(sight(found, [200, 204].contains(found.wholeNumber("status")), "QIDO-RS"))
    }
    if let present = sights.first(where: { if case .present = $0 { true } else { false } }) { return present }
    if let unclear = sights.first(where: { if case .unclear = $0 { true } else { false } }) { return unclear }
    return sights.first ?? .unclear("The system has no endpoint by which it can be looked for.")
  }

  private func sight(_ result: StepResult, _ isAnswered: Bool, _ service: String) -> Sight {
    guard result.failure == nil, isAnswered, case .list(let matches)? = result.observation["matches"] else {
      return .unclear("\(service) did not tell: \(result.failure?.message ?? "it ended with a failure").")
    }
    let own = cleanup.series(of: remnant)
    let isFound = matches.contains { match in
      guard case .dataSet(let match) = match, let series = match.uid(.seriesInstanceUID)?.value else { return false }
      return own.contains(series)
    }
    return isFound
      ? .present("\(service) finds a series of it.") : .absent("\(service) finds no series of it any more.")
  }

  private static func beforehand(_ sight: Sight) -> Sight {
    if case .absent(let why) = sight { return .absent("\(why) Nothing was sent to remove it.") }
    return sight
  }

  // MARK: Resources

  mutating func removeResource() async -> Sight {
    let parts = remnant.name.split(separator: "/").map(String.init)
    guard parts.count == 2 else { return .unclear("\(remnant.name) is no name of a resource.") }
    let address: [String: Value] = ["type": .string(parts[0]), "id": .string(parts[1])]
    let first = await sightOfResource(address)
    guard case .present = first else { return Self.beforehand(first) }
    _ = await perform("fhir.delete", address)
    return await sightOfResource(address)
  }

  private mutating func sightOfResource(_ address: [String: Value]) async -> Sight {
    let read = await perform("fhir.read", address)
    switch read.wholeNumber("status") {
    case 200: return .present("A read brings it.")
    case 404, 410: return .absent("A read is answered \(read.wholeNumber("status") ?? 0).")
    case let status?: return .unclear("A read is answered \(status).")
    case nil: return .unclear("A read was not answered: \(read.failure?.message ?? "no status").")
    }
  }

  // MARK: Workitems

  mutating func removeWorkitem() async -> Sight {
    let kind = remnant.step
    var inputs: [String: Value] = ["study": .string(remnant.fixture ?? ""), "workitem": .uid(remnant.name)]
    if let transaction = remnant.transaction { inputs["transaction"] = .uid(transaction) }
    func sending(_ words: String...) -> [String: Value] {
      inputs.merging(["send": .list(words.map { .string($0) })]) { $1 }
    }
    let first = await perform(kind, sending("get"))
    switch first.plain("state") {
    case "CANCELED", "COMPLETED": return .absent("Its state is final: \(first.plain("state") ?? "").")
    case "IN PROGRESS": _ = await perform(kind, sending("describe-performed", "cancel"))
    case .some: _ = await perform(kind, sending("request-cancel"))
    case nil: return Self.sightOfWorkitem(first)
    }
    return Self.sightOfWorkitem(await perform(kind, sending("get")))
  }

  private static func sightOfWorkitem(_ result: StepResult) -> Sight {
    switch result.plain("state") {
    case "CANCELED", "COMPLETED": return .absent("Its state is final: \(result.plain("state") ?? "").")
    case let state?: return .present("Its state is \(state).")
    case nil: break
    }
    let last = result.rows("responses").last
    if last?["code"] == .string("C307") || last?["status"] == .number(404) || last?["status"] == .number(410) {
      return .absent("The system knows it no more.")
    }
    return .unclear("Its state is not known: \(result.failure?.message ?? "no answer tells").")
  }
}

extension StepResult {
  /// A text of the observation.
  func plain(_ name: String) -> String? {
    switch observation[name] {
    case .string(let text), .uid(let text): text
    case .number(let number): number.description
    default: nil
    }
  }

  /// A whole number of the observation.
  func wholeNumber(_ name: String) -> Int? {
    if case .number(let number)? = observation[name] { Int(number.description) } else { nil }
  }

  /// Records of a list of the observation.
  func rows(_ name: String) -> [[String: Value]] {
    guard case .list(let values)? = observation[name] else { return [] }
    return values.compactMap { if case .record(let fields) = $0 { fields } else { nil } }
  }
}
