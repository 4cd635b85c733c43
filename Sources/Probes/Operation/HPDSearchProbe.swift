import Evidence
import HTTPExchange
import IHE
import Specification

/// `hpd.search`: entries of a provider information directory over SOAP.
enum HPDSearchProbe: Probe {
  static let description = StepDescription(
    name: "hpd.search",
    summary:
      "Looks entries of a provider information directory up by DSML v2 over SOAP: organisations, people, services.",
    effect: .read, endpoint: .hpd,
    inputs: [
      StepInput(
        "base", .string, required: true, meaning: "Distinguished name of the entry below which is searched."),
      StepInput(
        "scope", .word(DirectorySearch.Scope.allCases.map(\.rawValue)), standardValue: "subtree", meaning: "How deep."),
      StepInput(
        "where",
        .list(
          of: .record([
            Field("attribute", .string, meaning: "Name of the attribute."),
            Field(
              "match", .word(ProviderInformationQuery.Condition.Match.allCases.map(\.rawValue)),
              .when("it is another way than `equals`"), meaning: "How its values are compared."),
            Field("value", .string, .when("it is not asked for alone whether it exists"), meaning: "With what."),
          ]), key: nil), required: true, meaning: "What has to hold for an entry, all of it."),
      StepInput(
        "attributes", .list(of: .string, key: nil), standardValue: "all", meaning: "Attributes that are asked for."),
    ] + SOAPFields.inputs,
    observation: SOAPFields.answer + DirectoryFields.fields + [
      Field(
        "error", .string, .when("an answer of the transaction came"),
        meaning: "Kind of the error by which the directory refused to search: `malformedRequest`; empty for none.",
        source: "DSML v2 §3.7"),
      Field(
        "repeats-id", .boolean, .when("an answer of the transaction came"),
        meaning: "Whether every id of a request that stands in it is that of the one sent.", source: "DSML v2 §3.2"),
    ],
    example: """
      - do: hpd.search
        at: directory
        with:
          base: "OU=HCRegulatedOrganization,DC=HPD,O=NHS,C=GB"
          where: [{attribute: hcIdentifier, match: contains, value: ":RXX:"}]
        expect: |
          code == 0
          entries.count == 1
      """,
    sources: ["ITI TF-2 §3.58", "DSML v2"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let conditions = conditions(inputs)
    guard !conditions.isEmpty else { return .misuse("hpd.search needs at least one condition under `where`.") }
    switch SOAPExchange.make(inputs, in: context, at: .hpd) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      var query = ProviderInformationQuery(
        id: SOAPFields.messageID(), base: inputs.text("base") ?? "",
        scope: inputs.text("scope").flatMap(DirectorySearch.Scope.init) ?? .subtree, conditions: conditions)
      if case .list(let names)? = inputs.values["attributes"] { query.attributes = StepInputs.words(names) }
      let id = query.id
      let envelope = Envelope(
        action: ProviderInformationQuery.action, messageID: SOAPFields.messageID(), to: exchange.address,
        body: query.element)
      return await exchange.run(SOAPRequest(envelope, limits: BodyLimits(memory: 64 << 20))) { answer, observation in
        do throws(ProviderInformationAnswer.Problem) {
          let found = try ProviderInformationAnswer(answer.envelope)
          observation["error"] = .string(found.error ?? "")
          observation["repeats-id"] = .boolean(found.requestIDs.allSatisfy { $0 == id })
          guard let code = found.code else { return refusal(found) }
          DirectoryFields.note(code, found.message, found.entries, in: &observation)
          return DirectoryFields.refusal(code, found.message, inputs, at: "hpd")
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.58.4.2", &observation)
        }
      }
    }
  }

  /// Errors by which the web service says that it could not ask the directory behind it, or does not let us in.
  private static func refusal(_ answer: ProviderInformationAnswer) -> StepFailure? {
    let text = answer.message.isEmpty ? "" : ": \(answer.message.prefix(400))"
    switch answer.error {
    case "couldNotConnect", "connectionClosed":
      return StepFailure(
        blame: .network, message: "The service can't reach the directory behind it\(text).", rule: "DSML v2 §3.7",
        advice: "Ask whether that directory runs, and run again.")
    case "authenticationFailed":
      return StepFailure(
        blame: .configuration, message: "The directory does not let the harness in\(text).", rule: "DSML v2 §3.7",
        advice: "Check the authorization block of the hpd endpoint in the network file.")
    default: return nil
    }
  }

  private static func conditions(_ inputs: StepInputs) -> [ProviderInformationQuery.Condition] {
    guard case .list(let records)? = inputs.values["where"] else { return [] }
    return records.compactMap { record in
      guard case .record(let fields) = record, case .string(let attribute)? = fields["attribute"] else { return nil }
      func text(_ name: String) -> String? { if case .string(let text)? = fields[name] { text } else { nil } }
      let match = text("match").flatMap(ProviderInformationQuery.Condition.Match.init) ?? .equals
      return .init(attribute, match, text("value") ?? "")
    }
  }
}
