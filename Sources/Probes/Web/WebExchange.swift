import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import Inventory
import NIOCore
import NIOHTTP1
import Specification

/// What every step over HTTP has in common: requests go to the system's web service, and whatever happens becomes an
/// observation.
struct WebExchange {
  /// Address of the service without a slash at its end.
  let base: String
  /// How long everything may take.
  let deadlines: WebDeadlines
  /// Folder for content that is too long for memory.
  let folder: String
  /// The exchanges as they happen.
  let recorder: WebRecorder
  /// How the harness shows who it is, and its certificates.
  let settings: WebClientSettings
  private let group: any EventLoopGroup

  /// Prepares exchanges with one of the system's web services.
  ///
  /// The input `anonymous` keeps the harness from showing who it is.
  static func make(
    _ inputs: StepInputs, in context: StepContext, at name: EndpointProtocol = .dicomweb
  ) -> Result<WebExchange, DICOMExchange.Unprepared> {
    guard case .address(let endpoint) = context.system.endpoints[name] else {
      return .failure(
        .init(result: .misuse("The network file gives no \(name.rawValue) endpoint for \(context.system.reference).")))
    }
    do throws(SecretReading.Problem) {
      return .success(try WebExchange(endpoint, inputs: inputs, context: context))
    } catch {
      return .failure(
        .init(
          result: .misuse(
            "The secret for \(context.system.reference) can't be read: \(error.message)",
            advice: "Set the variable or file that the network file names, and run again.")))
    }
  }

  private init(
    _ endpoint: AddressEndpoint, inputs: StepInputs, context: StepContext
  ) throws(SecretReading.Problem) {
    base = String(endpoint.address.reversed().drop { $0 == "/" }.reversed())
    folder = context.listeners.folder.path
    let whole = Duration.nanoseconds(context.deadline)
    deadlines = WebDeadlines(connect: min(whole, .seconds(10)), idle: min(whole, .seconds(30)), exchange: whole)
    let isAnonymous = inputs.values["anonymous"] == .boolean(true)
    let host = URLComponents(string: endpoint.address)?.encodedHost ?? ""
    settings = WebClientSettings(
      tls: endpoint.tls.map { tls in
        WebTLSSettings(
          trustRootsFile: context.path(tls.trust), certificateFile: context.path(tls.certificate),
          privateKeyFile: context.path(tls.key),
          serverName: tls.serverName.map { WebTLSSettings.ServerName(host: host, name: $0) })
      },
      authorization: isAnonymous
        ? .none : try SecretReading(context: context).authorization(endpoint.authorization),
      deadlines: deadlines)
    group = context.group
    let secrets = context.secrets
    recorder = WebRecorder { secrets.add($0) }
  }

  /// Lets the body send requests.
  ///
  /// - Parameter body: Sends requests, writes what it sees into the observation, and answers a failure when the service
  ///   refused what the step needs or answered out of form.
  func run(
    _ body: (WebClient, inout [String: Value]) async throws(WebFailure) -> StepFailure?
  ) async -> StepResult {
    let start = ContinuousClock.now
    var observation: [String: Value] = ["outcome": .string("completed")]
    var failure: StepFailure?
    var isUnreachable = false
    do throws(WebFailure) {
      let client = try WebClient(settings, group: group, recorder: recorder)
      let result: Result<StepFailure?, WebFailure>
      do throws(WebFailure) { result = .success(try await body(client, &observation)) } catch {
        result = .failure(error)
      }
      await client.close()
      failure = try result.get()
      if failure != nil, observation["outcome"] == .string("completed") { observation["outcome"] = .string("refused") }
    } catch {
      let blame = WebFailureBlame(error, endpoint: base)
      observation["outcome"] = .string(blame.outcome)
      failure = blame.failure
      isUnreachable = blame.isUnreachable && observation["status"] == nil
    }
    observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    return StepResult(
      observation: observation, failure: failure, transcript: Transcript(recorder.entries),
      isUnreachable: isUnreachable)
  }

  /// The failure of a step whose request never came to the service's judgement: credentials were missing, something was
  /// too busy, or a gateway found nobody behind it. Nil for every other status, and for a refusal of a step that did
  /// without credentials on purpose.
  static func refusal(_ response: WebResponse, inputs: StepInputs) -> StepFailure? {
    switch response.status {
    case 401, 403, 407:
      guard inputs.values["anonymous"] != .boolean(true), !UserAssertionFields.isBent(inputs) else { return nil }
      return StepFailure(
        blame: .configuration,
        message: "The service answered \(response.status): it does not let the harness do this.",
        rule: "RFC 9110 §15.5",
        advice: "Check the authorization block of the network file, and that the account may do what the step asks for."
      )
    default: return busy(response.status)
    }
  }

  /// The failure of an exchange in which something was too busy, or a gateway found nobody behind it; nil for every other
  /// status.
  static func busy(_ status: Int, who: String = "The service") -> StepFailure? {
    guard [429, 502, 503, 504].contains(status) else { return nil }
    return StepFailure(
      blame: .network, message: "\(who), or a gateway before it, answered \(status): it can't serve at present.",
      rule: "RFC 9110 §15.6", advice: "Run again, with a lower concurrency if it recurs.")
  }
}

extension StepContext {
  /// A path of the network file as the system wants it.
  func path(_ relative: String?) -> String? {
    relative.map { $0.hasPrefix("/") ? $0 : "\(networkFolder)/\($0)" }
  }
}
