import Evidence
import FHIR
import Foundation
import HTTPExchange
import Inventory
import JSONTree
import NIOHTTP1
import Specification

/// `oauth.discover`: what an authorization server tells of itself.
enum OAuthDiscoverProbe: Probe {
  private typealias Metadata = AuthorizationServerMetadata

  static let description = StepDescription(
    name: "oauth.discover",
    summary: """
      Reads the document by which the authorization server of a web service tells of itself, as everybody may, and holds it \
      against its specification. Only hosts that the network file or the step names are asked.
      """,
    effect: .read, endpoint: .fhir, otherEndpoints: [.dicomweb],
    inputs: [
      AuthorizationFields.endpointInput,
      StepInput(
        "document", .word(AuthorizationServerMetadata.Document.allCases.map(\.rawValue)), required: true,
        meaning: "Which document is read.",
        choices: [
          .init("oauth", meaning: "That of an authorization server, RFC 8414."),
          .init("openid", meaning: "That of a provider of sign-on, OpenID Connect Discovery 1.0."),
        ]),
      StepInput(
        "issuer", .string, standardValue: "that of the SMART configuration",
        meaning: "Identifier of the authorization server, an address."),
    ],
    observation: WebFields.answer + [
      Field("issuer", .string, .when("it is known"), meaning: "The authorization server that was asked."),
      Field(
        "metadata",
        .record(
          AuthorizationServerMetadata.addresses.map { member in
            Field(name(member), .string, .when("the document has it"), meaning: "Member `\(member)`.")
          }
            + AuthorizationServerMetadata.lists.map { member in
              Field(name(member), .list(of: .string, key: nil), meaning: "Member `\(member)`.")
            }), .when("the status is 200 and the document is read"), meaning: "What the document tells.",
        source: "RFC 8414 §2; OpenID Connect Discovery 1.0 §3"),
      AuthorizationFields.findings("the status is 200 and the document is read"),
    ],
    example: """
      - do: oauth.discover
        at: records
        with: {document: openid}
        expect: |
          status == 200
          findings is empty
          metadata.acr-values-supported.count >= 1
      """,
    sources: ["RFC 8414", "OpenID Connect Discovery 1.0", "ITI TF-2 §3.103.4"])

  /// `token_endpoint` as the language writes it.
  private static func name(_ member: String) -> String { member.replacing("_", with: "-") }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    let endpoint = AuthorizationFields.endpoint(inputs)
    guard let document: Metadata.Document = inputs.word("document") else {
      return .misuse("oauth.discover needs a document.")
    }
    switch WebExchange.make(StepInputs(["anonymous": .boolean(true)]), in: context, at: endpoint) {
    case .failure(let problem): return problem.result
    case .success(let exchange):
      return await exchange.run { client, observation throws(WebFailure) in
        var told: String?
        if inputs.text("issuer") == nil {
          let answer = try await client.exchange(request(exchange.base + SMARTConfiguration.path))
          if let failure = WebExchange.busy(answer.status) { return failure }
          told = answer.status == 200 ? issuer(in: answer) : nil
        }
        guard let issuer = inputs.text("issuer") ?? told else { return unknown() }
        observation["issuer"] = .string(String(issuer.prefix(2_048)))
        let place = Place(base: exchange.base, context: context, endpoint: endpoint)
        guard let address = document.address(of: issuer), inputs.text("issuer") != nil || place.knows(issuer) else {
          return strange(issuer)
        }
        let response = try await client.exchange(request(place.reached(address)))
        observation.merge(WebFields.fields(response), uniquingKeysWith: { _, new in new })
        if let failure = WebExchange.busy(response.status, who: "The authorization server") { return failure }
        return read(response, document, issuer, &observation)
      }
    }
  }

  private static func request(_ address: String) -> WebRequest {
    WebRequest(
      .GET, address, fields: ["Accept": "application/json"],
      limits: BodyLimits(memory: AuthorizationServerMetadata.limit))
  }

  private static func issuer(in answer: WebResponse) -> String? {
    guard let bytes = answer.body.bytes(upTo: SMARTConfiguration.limit) else { return nil }
    return (try? SMARTConfiguration(Array(bytes.readableBytesView)))?.address("issuer")
  }

  private static func read(
    _ response: WebResponse, _ document: Metadata.Document, _ issuer: String, _ observation: inout [String: Value]
  ) -> StepFailure? {
    guard response.status == 200, let bytes = response.body.bytes(upTo: Metadata.limit) else { return nil }
    do throws(JSONSyntaxError) {
      let metadata = try Metadata(Array(bytes.readableBytesView))
      observation["metadata"] = value(metadata)
      observation["findings"] = AuthorizationFields.value(metadata.findings(document, for: issuer))
      return nil
    } catch {
      observation["outcome"] = .string(error.reason.isLimit ? "failed" : "malformed")
      return StepFailure(
        blame: error.reason.isLimit ? .harness : .system, message: "The authorization server's document is \(error).",
        rule: document == .oauth ? "RFC 8414 §3.2" : "OpenID Connect Discovery 1.0 §4.2")
    }
  }

  private static func value(_ metadata: Metadata) -> Value {
    var fields: [String: Value] = [:]
    for member in Metadata.addresses {
      if let address = metadata.address(member) { fields[name(member)] = .string(address) }
    }
    for member in Metadata.lists {
      fields[name(member)] = .list(metadata.words(member).prefix(500).map { .string($0) })
    }
    return .record(fields)
  }

  /// Which hosts the network file names for a service, and how they are reached.
  private struct Place {
    private let base: URLComponents?
    private let hosts: Set<String>

    init(base: String, context: StepContext, endpoint: EndpointProtocol) {
      self.base = URLComponents(string: base)
      var hosts = Set([self.base?.host].compactMap { $0 })
      if case .address(let address)? = context.system.endpoints[endpoint],
        case .clientCredentials(let grant)? = address.authorization,
        let host = URLComponents(string: grant.tokenURL)?.host
      {
        hosts.insert(host)
      }
      self.hosts = hosts
    }

    func knows(_ issuer: String) -> Bool { URLComponents(string: issuer)?.host.map { hosts.contains($0) } ?? false }

    /// An address at the host and port of the service is reached as the service is: a proxy may stand before both.
    func reached(_ address: String) -> String {
      guard var parts = URLComponents(string: address), let base, parts.host == base.host, parts.port == base.port
      else { return address }
      parts.scheme = base.scheme
      return parts.string ?? address
    }
  }

  private static func unknown() -> StepFailure {
    StepFailure(
      blame: .configuration,
      message: "Neither the step nor the SMART configuration of the service names the authorization server's issuer.",
      rule: "SMART App Launch 2.2, Conformance", advice: "Name it in the input `issuer` of the step.")
  }

  private static func strange(_ issuer: String) -> StepFailure {
    StepFailure(
      blame: .configuration,
      message: """
        The issuer `\(issuer.prefix(200))` is no address at a host that the network file names for the service; nothing was \
        sent there.
        """, advice: "Name it in the input `issuer` of the step, where the network's owner agrees that it is asked.")
  }
}
