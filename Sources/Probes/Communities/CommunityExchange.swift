import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification
import XMLTree

/// What steps at gateways have in common: which transaction the gateway is asked by, and which community it stands for.
struct CommunityExchange {
  /// Which of the two actors is asked.
  enum Gateway: String, CaseIterable {
    /// It answers other communities for its own.
    case responding
    /// It answers its own community for all others.
    case initiating
  }

  /// Which actor is asked.
  let gateway: Gateway
  /// The community of the endpoint; nil where the network file does not state it.
  let community: HomeCommunityID?
  /// The exchange.
  let exchange: SOAPExchange
  /// Whether the community that is asked for is one of which nobody has told the gateway.
  private let isStranger: Bool

  /// Prepares exchanges with a gateway.
  ///
  /// - Parameters:
  ///   - gateway: Which actor is asked.
  ///   - endpoint: Where it is reached.
  static func make(
    _ inputs: StepInputs, in context: StepContext, as gateway: Gateway, at endpoint: EndpointProtocol
  ) -> Result<CommunityExchange, DICOMExchange.Unprepared> {
    let settings = settings(of: endpoint, in: context)
    let community = settings?["home-community-id"].flatMap(HomeCommunityID.init(oid:))
    if gateway == .responding, community == nil, settings != nil {
      return .failure(
        .init(
          result: .misuse(
            "Which community \(context.system.reference) stands for is not known.",
            advice: "Give home-community-id in the \(endpoint.rawValue) block of the network file.")))
    }
    return SOAPExchange.make(inputs, in: context, at: endpoint).map {
      CommunityExchange(
        gateway: gateway, community: community, exchange: $0, isStranger: inputs.values["stranger"] == .boolean(true))
    }
  }

  /// Prepares exchanges with a gateway for documents, which the input `gateway` names.
  static func make(_ inputs: StepInputs, in context: StepContext) -> Result<CommunityExchange, DICOMExchange.Unprepared>
  {
    make(inputs, in: context, as: inputs.text("gateway").flatMap(Gateway.init) ?? .responding, at: .xca)
  }

  /// What the network file states of an endpoint; nil where it has none.
  static func settings(of name: EndpointProtocol, in context: StepContext) -> [String: String]? {
    if case .address(let endpoint)? = context.system.endpoints[name] { endpoint.settings } else { nil }
  }

  /// A message to the gateway.
  func envelope(_ action: String, _ body: MarkupElement) -> Envelope {
    Envelope(action: action, messageID: SOAPFields.messageID(), to: exchange.address, body: body)
  }

  /// Asks a stored query of the gateway.
  ///
  /// - Parameter note: Writes what was found into the observation.
  func ask(
    _ query: StoredQuery, noting note: (RegistryResponse, inout [String: Value]) -> Void
  ) async -> StepResult {
    let action = gateway == .responding ? StoredQuery.crossGatewayAction : StoredQuery.action
    let request = SOAPRequest(envelope(action, query.element), limits: BodyLimits(memory: 64 << 20))
    return await exchange.run(request) { answer, observation in
      do throws(RegistryResponse.Problem) {
        let response = try RegistryResponse(answer.envelope)
        XDSFields.note(response, in: &observation)
        note(response, &observation)
        self.note(CommunityLabels(response), in: &observation)
        return failure(response)
      } catch {
        return SOAPExchange.unexpected(error, section: "ITI TF-2 §3.38.4.1.3", &observation)
      }
    }
  }

  /// Writes what an answer says of communities into the observation.
  func note(_ labels: CommunityLabels, in observation: inout [String: Value]) {
    observation["community"] = community.map { .string($0.urn) }
    observation["communities"] = .list(labels.communities.map { .string($0) })
    observation["other-communities"] = .list(
      labels.communities.filter { $0 != community?.urn }.map { .string($0) })
    observation["unlabelled"] = .number(Decimal(labels.unlabelled))
    observation["malformed-communities"] = .list(labels.malformed.map { .string($0) })
    observation["repeated"] = .number(Decimal(labels.repeated))
  }

  /// The failure of a question for a community that the gateway should know: it was not made ready for the run.
  func failure(_ response: RegistryResponse) -> StepFailure? {
    let unknown = RegistryErrorCode.unknownCommunity.rawValue
    guard !isStranger, response.faults.contains(where: { $0.code == unknown }) else { return nil }
    return StepFailure(
      blame: .configuration, message: "The gateway does not know the community that it is asked for.",
      rule: "ITI TF-3 Table 4.2.4.1-2",
      advice: """
        Check home-community-id in the network file and the inputs that name communities, and enter the communities at the \
        gateway.
        """)
  }
}

extension CommunityExchange {
  /// Which gateway for documents is asked.
  static let gatewayInput = StepInput(
    "gateway", .word(Gateway.allCases.map(\.rawValue)), standardValue: "responding",
    meaning: """
      Which actor is asked: a responding gateway as an initiating one asks it, or an initiating gateway as a document consumer \
      asks it.
      """)

  /// Inputs of every step at a gateway.
  static let inputs: [StepInput] =
    [
      StepInput(
        "stranger", .boolean, standardValue: "false",
        meaning: """
          Whether the community asked for is one of which nobody has told the gateway: then XDSUnknownCommunity is an answer, and \
          otherwise a sign that the gateway was not made ready.
          """)
    ] + SOAPFields.inputs

  /// Fields of every answer of a gateway.
  static let fields: [Field] = [
    Field(
      "community", .string, .when("a registry response came and the network file states it"),
      meaning: "Community that the gateway stands for, by the network file, as `urn:oid:…`."),
    Field(
      "communities", .list(of: .string, key: nil), .when("a registry response came"),
      meaning: "Communities that the objects name, each once, as `urn:oid:…`.", source: "ITI TF-2 §3.38.4.1.3"),
    Field(
      "other-communities", .list(of: .string, key: nil), .when("a registry response came"),
      meaning: "Those of them that are not the gateway's own."),
    Field(
      "unlabelled", .number, .when("a registry response came"),
      meaning: "Number of document entries, packages, references or documents that name no community.",
      source: "ITI TF-2 §3.38.4.1.3"),
    Field(
      "malformed-communities", .list(of: .string, key: nil), .when("a registry response came"),
      meaning: "What stands for a community and is no `urn:oid:…`, each once.", source: "ITI TF-3 §4.2.3.2.12"),
    Field(
      "repeated", .number, .when("a registry response came"),
      meaning: "Number of documents that an earlier one of the same community repeats."),
  ]
}
