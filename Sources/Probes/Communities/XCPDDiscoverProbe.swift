import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification

/// `xcpd.discover`: Cross Gateway Patient Discovery.
enum XCPDDiscoverProbe: Probe {
  /// What a gateway can find (ITI TF-2 §3.55.4.2.3, the five cases).
  enum Finding: String, CaseIterable {
    /// One patient.
    case match
    /// Several patients, among whom the asker may choose.
    case candidates
    /// Nobody yet: more attributes are asked for.
    case attributesRequested = "attributes-requested"
    /// Nobody.
    case noMatch = "no-match"
    /// No answer to the question.
    case unanswered
  }

  /// Object identifier of the harness, which stands for a community of its own.
  private static let device = "2.25.329800735698586629295641978511506172918"
  private static let action = "\(IdentityInteraction.candidatesQuery.action):CrossGatewayPatientDiscovery"

  static let description = StepDescription(
    name: "xcpd.discover",
    summary: "Asks the responding gateway of a community whether it knows a patient with these demographics.",
    effect: .read, endpoint: .xcpd,
    inputs: [
      StepInput("family", .string, required: true, meaning: "Family name."),
      StepInput("given", .string, standardValue: "none", meaning: "Given name."),
      StepInput("birth-date", .string, required: true, meaning: "Day of birth, YYYYMMDD."),
      StepInput("sex", .string, standardValue: "none", meaning: "Code of AdministrativeGender."),
      StepInput(
        "identifiers", .list(of: .string, key: nil), standardValue: "none",
        meaning: "Identifiers that the patient has here, as CX; a bare one is taken for an NHS number."),
      StepInput(
        "stranger", .boolean, standardValue: "false",
        meaning: """
          Whether the patient is one of whom nobody has told the community: then that nobody fits is an answer, and otherwise a \
          sign that the community was not made ready for the harness's patients.
          """),
    ] + SOAPFields.inputs,
    observation: SOAPFields.answer + [
      Field(
        "finding", .word(Finding.allCases.map(\.rawValue)), .when("the answer of the transaction came"),
        meaning: """
          One match; several candidates; none, and a wish for more attributes; nobody; or no answer to the question.
          """, source: "ITI TF-2 §3.55.4.2.3"),
      Field(
        "acknowledgement", .string, .when("the answer acknowledges something"),
        meaning: "Code of the acknowledgement: `AA`, `AE`, `AR`.", source: "ITI TF-2 §3.55.4.2.3"),
      Field(
        "query-response", .string, .when("the answer says how the query ended"),
        meaning: "Code of how the query ended: `OK`, `NF`, `AE`, `QE`.", source: "ITI TF-2 §3.55.4.2.3"),
      Field(
        "repeats-query", .boolean, .when("the answer of the transaction came"),
        meaning: "Whether it repeats the id of the query that it answers."),
      Field(
        "patients",
        .list(
          of: .record([
            Field(
              "identifiers",
              .list(
                of: .record([
                  Field("extension", .string, meaning: "What was assigned."),
                  Field("root", .string, meaning: "Object identifier of the domain."),
                ]), key: "root"), meaning: "Identifiers, those of others too."),
            Field("family", .string, .when("it is stated"), meaning: "First family name."),
            Field("given", .string, .when("it is stated"), meaning: "First given name."),
            Field("birth-date", .string, .when("it is stated"), meaning: "Day of birth, YYYYMMDD."),
            Field(
              "community", .string, .when("it is stated"),
              meaning: "Community that has the patient (`custodian`), as `urn:oid:…`.", source: "ITI TF-2 §3.55.4.2.2"),
          ]), key: nil), .when("the answer of the transaction came"), meaning: "Patients in order."),
      Field(
        "requested", .list(of: .string, key: nil), .when("the answer of the transaction came"),
        meaning: "Attributes that would help: `PatientAddressRequested`.", source: "ITI TF-2 §3.55.4.2.2.6"),
      Field(
        "reasons", .list(of: .string, key: nil), .when("the answer of the transaction came"),
        meaning: "Why there is no answer: `ResponderBusy`.", source: "ITI TF-2 §3.55.4.2.2.7"),
      Field(
        "faults", .list(of: .string, key: nil), .when("the answer of the transaction came"),
        meaning: "What the answer breaks of the schemas and of the transaction's wrappers, in sentences."),
      Field("community", .string, meaning: "Community that was asked, by the network file, as `urn:oid:…`."),
    ],
    example: """
      - do: xcpd.discover
        at: gateway
        with: {family: "{{anne.family-name}}", birth-date: "{{anne.birth-date}}", identifiers: ["{{anne.nhs-number}}"]}
        expect: |
          finding == match
          patients[0].community == {{community}}
      """,
    sources: ["ITI TF-2 §3.55"])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let settings = CommunityExchange.settings(of: .xcpd, in: context),
      let community = settings["home-community-id"].flatMap(HomeCommunityID.init(oid:))
    else {
      return .misuse(
        "Which community \(context.system.reference) stands for is not known.",
        advice: "Give home-community-id in the xcpd block of the network file.")
    }
    var query = CandidatesQuery(
      id: InstanceIdentifier(root: newID("query")),
      names: [PersonName(family: [inputs.text("family") ?? ""], given: inputs.text("given").map { [$0] } ?? [])],
      gender: inputs.text("sex"), birthTime: inputs.text("birth-date").map { .exact($0) })
    if case .list(let elements)? = inputs.values["identifiers"] {
      for text in StepInputs.words(elements) {
        guard let identifier = InstanceIdentifier(cx: XDSFields.patient(text)) else {
          return .misuse("`\(text)` names no domain by its object identifier.")
        }
        query.identifiers.append(identifier)
      }
    }
    query.assigningAuthority = query.identifiers.first?.root ?? device
    switch SOAPExchange.make(inputs, in: context, at: .xcpd) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      let transmission = Transmission(
        id: InstanceIdentifier(root: newID("message")), creationTime: XDSFields.time(Date()) + "+0000",
        sender: Transmission.Device(device, organization: device),
        receiver: Transmission.Device(community.oid, organization: community.oid))
      let envelope = Envelope(
        action: action, messageID: SOAPFields.messageID(), to: exchange.address, body: query.element(in: transmission))
      let isStranger = inputs.values["stranger"] == .boolean(true)
      var result = await exchange.run(SOAPRequest(envelope, limits: BodyLimits(memory: 64 << 20))) {
        answer, observation in
        do throws(IdentityMessage.Problem) {
          let message = try IdentityMessage(answer.envelope)
          guard message.interaction == .candidatesResponse else {
            return SOAPExchange.unexpected(
              "it is \(message.interaction.rawValue)", section: "ITI TF-2 §3.55.4.2", &observation)
          }
          return note(message, to: query, isStranger: isStranger, in: &observation)
        } catch {
          return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.55.4.2", &observation)
        }
      }
      result.observation["community"] = .string(community.urn)
      return result
    }
  }

  private static func newID(_ name: String) -> String { SyntheticUID.make(seed: SOAPFields.messageID(), name: name) }

  private static func note(
    _ message: IdentityMessage, to query: CandidatesQuery, isStranger: Bool, in observation: inout [String: Value]
  ) -> StepFailure? {
    func texts(_ texts: [String]) -> Value { .list(texts.map { .string($0) }) }
    let requested = message.issues.flatMap(\.requested).map(\.code)
    let finding = finding(message, asksForMore: !requested.isEmpty)
    observation["finding"] = .string(finding.rawValue)
    observation["acknowledgement"] = message.acknowledgement.map { .string($0.code) }
    observation["query-response"] = message.result.map { .string($0.code) }
    observation["repeats-query"] = .boolean(message.result?.query?.names(query.id) == true)
    observation["patients"] = .list(message.registrations.map(value))
    observation["requested"] = texts(requested)
    observation["reasons"] = texts(message.issues.flatMap(\.reasons).map(\.code))
    // What the query within a community demands besides, such as stated quantities, is not demanded between them.
    let faults = message.findings.filter { !$0.rule.contains("3.47") }.prefix(50)
    observation["faults"] = texts(faults.map { "\($0.path), line \($0.line): \($0.message)" })
    guard finding == .noMatch, !isStranger else { return nil }
    return StepFailure(
      blame: .configuration, message: "The community does not know the harness's patient.",
      rule: "ITI TF-2 §3.55.4.2.3",
      advice: "Register the patients of the specification's fixtures in the community, and run again.")
  }

  private static func finding(_ message: IdentityMessage, asksForMore: Bool) -> Finding {
    guard message.acknowledgement?.type == .applicationAccept else { return .unanswered }
    switch (message.result?.response, message.registrations.count) {
    case (.found, 1): return .match
    case (.found, 2...): return .candidates
    case (.found, _): return asksForMore ? .attributesRequested : .unanswered
    case (.notFound, 0): return .noMatch
    default: return .unanswered
    }
  }

  private static func value(_ registration: Registration) -> Value {
    let patient = registration.patient
    var fields: [String: Value] = [
      "identifiers": .list(
        (patient.identifiers + patient.otherIdentifiers).map {
          .record(["extension": .string($0.extension ?? ""), "root": .string($0.root)])
        })
    ]
    fields["family"] = patient.names.first?.family.first.map { .string($0) }
    fields["given"] = patient.names.first?.given.first.map { .string($0) }
    fields["birth-date"] = patient.birthTime.map { .string(String($0.prefix(8))) }
    fields["community"] = HomeCommunityID(oid: registration.custodian).map { .string($0.urn) }
    return .record(fields)
  }
}
