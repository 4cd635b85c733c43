import Evidence
import Foundation
import HTTPExchange
import IHE
import Specification

/// `xds.update`: Update Document Set: the availability of an entry, or a new version of it.
enum XDSUpdateProbe: Probe {
  static let description = StepDescription(
    name: "xds.update",
    summary: "Changes the metadata of an entry that a document registry lists, as a document administrator does.",
    effect: .write, endpoint: .xds,
    inputs: [
      StepInput(
        "patient", .string, required: true,
        meaning: "Patient of the submission set, as CX; a bare identifier is taken for an NHS number."),
      StepInput(
        "entry", .string, required: true,
        meaning: "The entry, by its entryUUID. For a new version its metadata are asked for first."),
      StepInput(
        "availability", .word(["approved", "deprecated"]), standardValue: "none",
        meaning: "Availability that it gets; then nothing else is changed."),
      StepInput(
        "from", .word(["approved", "deprecated"]), standardValue: "the other one",
        meaning: "Availability that it is said to have."),
      StepInput("title", .string, standardValue: "as it is", meaning: "Title of the new version."),
      SubmissionInputs.codesInput(
        standardValue: "as they are", meaning: "Coded attributes of the new version."),
      StepInput(
        "entry-patient", .string, standardValue: "as it is",
        meaning: "Patient of the new version, another one on purpose."),
      StepInput(
        "previous-version", .string, standardValue: "that of the entry",
        meaning: "Version that it is said to follow, another one on purpose."),
      StepInput(
        "bend", .word(VersionBend.allCases.map(\.rawValue)), standardValue: "none",
        meaning: "What is wrong with the new version on purpose.",
        choices: VersionBend.allCases.map { StepInput.Choice($0.rawValue, meaning: $0.meaning) }),
    ] + SOAPFields.inputs,
    observation: XDSFields.answer + [
      Field(
        "logical-id", .string, .when("a new version was sent"), meaning: "Logical id that all versions have in common."),
      Field("previous-version", .string, .when("a new version was sent"), meaning: "Version that it follows."),
    ],
    example: """
      - do: xds.update
        at: registry
        with: {patient: "{{anne.nhs-number}}", entry: "{{entry}}", availability: deprecated}
        expect: |
          response == success
      """,
    sources: ["ITI TF-2 §3.57"])

  /// What is wrong with a new version on purpose.
  enum VersionBend: String, CaseIterable {
    case none
    case noPreviousVersion = "no-previous-version"
    case otherUniqueID = "other-unique-id"

    /// What it is, for the description of the step.
    var meaning: String {
      switch self {
      case .none: "Nothing is wrong."
      case .noPreviousVersion: "Nothing says which version it follows."
      case .otherUniqueID: "It has the unique id of another document."
      }
    }
  }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    switch SOAPExchange.make(inputs, in: context, at: .xds) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let entry = inputs.text("entry") ?? ""
      let set = submissionSet(inputs)
      if let new = inputs.text("availability").map(status) {
        let original = inputs.text("from").map(status) ?? (new == .approved ? .deprecated : .approved)
        return await exchange.update(set.objects + [set.change(of: entry, from: original, to: new)])
      }
      let found = await exchange.entry(entry)
      guard let current = found.entry else { return found.result }
      let version = version(of: current, inputs)
      let membership =
        bend(inputs) == .noPreviousVersion
        ? set.membership(of: version.object.id) : set.version(of: version.object.id, after: version.previous)
      var result = await exchange.update([version.object] + set.objects + [membership])
      result.observation["logical-id"] = version.object.logicalID.map { .string($0) }
      result.observation["previous-version"] = .string(version.previous)
      result.transcript.entries = found.result.transcript.entries + result.transcript.entries
      return result
    }
  }

  private static func status(_ word: String) -> AvailabilityStatus { word == "approved" ? .approved : .deprecated }

  private static func bend(_ inputs: StepInputs) -> VersionBend {
    inputs.text("bend").flatMap(VersionBend.init) ?? .none
  }

  private static func submissionSet(_ inputs: StepInputs) -> SubmissionSet {
    SubmissionSet(
      id: "SubmissionSet01", uniqueID: SyntheticUID.make(seed: SOAPFields.messageID(), name: "submission set"),
      sourceID: "2.25.329800735698586629295641978511506172918",
      patientID: XDSFields.patient(inputs.text("patient") ?? ""), submissionTime: XDSFields.time(Date()),
      contentTypeCode: DocumentEntry.Code(code: "Communication", scheme: "assay"))
  }

  private static func version(of entry: DocumentEntry, _ inputs: StepInputs) -> EntryVersion {
    var version = EntryVersion(of: entry, id: "Document01")
    if let title = inputs.text("title") { version.object.name = title }
    if let patient = inputs.text("entry-patient") {
      version.replace(.documentEntryPatientID, with: XDSFields.patient(patient))
    }
    if bend(inputs) == .otherUniqueID {
      let other = SyntheticUID.make(seed: SOAPFields.messageID(), name: "another document")
      version.replace(.documentEntryUniqueID, with: other)
    }
    for attribute in SubmissionInputs.given(inputs) { version.replace(attribute.scheme, with: attribute.code) }
    if let previous = inputs.text("previous-version") { version.previous = previous }
    return version
  }
}

extension SOAPExchange {
  /// Sends Update Document Set.
  fileprivate func update(_ objects: [RegistryObject]) async -> StepResult {
    let envelope = Envelope(
      action: SharingTransaction.update.action, messageID: SOAPFields.messageID(), to: address,
      body: ObjectSubmission(objects).element)
    return await submit(SOAPRequest(envelope), as: .update, isStranger: true)
  }

  /// The metadata of an entry as the registry has them now. Without them nothing can be changed: whatever keeps them away
  /// is the result of the step.
  fileprivate func entry(_ id: String) async -> (entry: DocumentEntry?, result: StepResult) {
    var found: DocumentEntry?
    let query = StoredQuery(.getDocuments, [.init(QueryParameterName.documentEntryUUID.rawValue, anyOf: [id])])
    var result = await ask(query, as: .query) { response in
      found = response.objects.compactMap(DocumentEntry.init).first { $0.object.id == id }
    }
    guard found == nil else { return (found, result) }
    for field in RegistryObjectFields.fields { result.observation[field.name] = nil }
    if result.failure == nil, result.observation["response"] == .string("success") {
      result.observation["outcome"] = .string("failed")
      result.failure = StepFailure(
        blame: .harness, message: "The registry lists no entry \(id) that could be changed.",
        advice: "Give the entryUUID of an entry that the registry lists.")
    }
    return (nil, result)
  }
}
