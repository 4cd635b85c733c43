import Evidence
import Foundation
import HL7
import Inventory
import Specification

extension CleanupConversation {
  // MARK: Documents

  /// Asks the registry to forget the entry with its submission set, and the repository to forget the document; where that
  /// is refused, that the entry is deprecated.
  mutating func removeDocument() async -> Sight {
    guard let registry = cleanup.system("document-registry", .xds, near: remnant.system) else {
      return .unclear("The network file has no document registry that may be asked and written to.")
    }
    let first = await entries(at: registry, "approved", "deprecated")
    guard case .present = sight(first), let entry = first.rows("documents").first,
      case .string(let id)? = entry["entryUUID"]
    else { return sight(first) }
    let sets = await perform(
      "xds.query", ["query": .string("GetSubmissionSets"), "parameters": Self.parameter("$uuid", id)], at: registry)
    var objects = [id]
    for (list, key) in [("associations", "id"), ("submission-sets", "entryUUID")] {
      for object in sets.rows(list) {
        if case .string(let other)? = object[key], !objects.contains(other) { objects.append(other) }
      }
    }
    let removal = await perform(
      "xds.remove-metadata", ["objects": .list(objects.map { .string($0) })], at: registry)
    if removal.plain("response") == "success" {
      if case .string(let repository)? = entry["repositoryUniqueId"] {
        _ = await perform(
          "xds.remove-documents",
          ["documents": .list([.string(remnant.name)]), "repository": .string(repository)])
      }
      return sight(await entries(at: registry, "approved", "deprecated"))
    }
    guard case .string(let patient)? = entry["patientId"] else {
      return sight(await entries(at: registry, "approved", "deprecated"))
    }
    _ = await perform(
      "xds.update", ["patient": .string(patient), "entry": .string(id), "availability": .string("deprecated")],
      at: registry)
    let last = await entries(at: registry, "approved", "deprecated")
    guard case .present = sight(last),
      last.rows("documents").allSatisfy({ $0["availabilityStatus"] == .string("deprecated") })
    else { return sight(last) }
    return .present("The registry lists it, deprecated: it is offered no more, and not removed.")
  }

  private mutating func entries(at registry: Inventory.System, _ availability: String...) async -> StepResult {
    await perform(
      "xds.query",
      [
        "query": .string("GetDocuments"), "parameters": Self.parameter("$XDSDocumentEntryUniqueId", remnant.name),
        "availability": .list(availability.map { .string($0) }),
      ], at: registry)
  }

  private func sight(_ result: StepResult) -> Sight {
    guard result.failure == nil, result.plain("response") == "success", result.observation["documents"] != nil else {
      return .unclear("The registry did not tell: \(result.failure?.message ?? "it answered a failure").")
    }
    return result.rows("documents").isEmpty
      ? .absent("The registry lists it no more.") : .present("The registry lists it.")
  }

  private static func parameter(_ name: String, _ value: String) -> Value {
    .list([.record(["name": .string(name), "values": .list([.string(value)])])])
  }

  // MARK: Patients of messages

  /// Tells that the person is deleted, and asks an index whether it knows the identifier still.
  mutating func removePatient() async -> Sight {
    guard let patient = remnant.patient, patient.count == 2, remnant.name.hasPrefix("ADT^") else {
      return .unclear("An order or a report is taken back by no message that all systems know.")
    }
    let isIndex = cleanup.system(remnant.system)?.roles.contains("patient-index") == true
    if isIndex {
      let first = await sightOfPatient(patient[0])
      guard case .present = first else { return first }
    }
    let deletion = [
      #"MSH|^~\&|||||{time}||ADT^A29^ADT_A21|{id}|P|2.4||||||8859/1"#, "EVN|A29|{time}",
      "PID|1||\(patient[0])||\(patient[1])", "PV1|1|N",
    ]
    guard let message = Self.message(deletion) else {
      return .unclear("The message that deletes the person can't be made of what was sent.")
    }
    _ = await perform("hl7.send", ["message": .message(message)])
    guard isIndex else {
      return .unclear("ADT^A29 was sent; the system plays no patient-index, by which it could be asked.")
    }
    return await sightOfPatient(patient[0])
  }

  private mutating func sightOfPatient(_ identifiers: String) async -> Sight {
    let key = identifiers.prefix { $0 != "~" }
    let query = [
      #"MSH|^~\&|||||{time}||QBP^Q23^QBP_Q21|{id}|P|2.5||||||8859/1"#, "QPD|IHE PIX Query|{id}|\(key)", "RCP|I",
    ]
    guard let message = Self.message(query) else { return .unclear("The query can't be made of what was sent.") }
    let result = await perform("hl7.query", ["message": .message(message)])
    switch result.plain("query-status") {
    case "OK": return .present("A PIX query finds the identifier.")
    case "NF": return .absent("A PIX query finds nothing more of the identifier.")
    // ITI TF-2 §3.9.4.2.2.6 case 3: an identifier that the index does not know is an error at QPD-3.1.
    case "AE": return .absent("A PIX query does not know the identifier.")
    default:
      return .unclear("A PIX query did not tell: \(result.failure?.message ?? "it was answered otherwise").")
    }
  }

  private static func message(_ lines: [String]) -> HL7.Message? {
    let id = MessageNames.controlID()
    let text = lines.map { $0.replacing("{time}", with: MessageTime.now()).replacing("{id}", with: id) }
      .joined(separator: "\r")
    return try? MessageParser().parse(Array(text.utf8))
  }
}
