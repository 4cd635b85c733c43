import DICOMNetwork
import Evidence
import Foundation
import Inventory
import NIOCore
import Specification

/// What every `dicom.*` step has in common: an association is opened, used, released, and whatever happens becomes an
/// observation.
struct DICOMExchange {
  /// What is proposed.
  var request: AssociationRequest
  /// Where it goes.
  let address: DICOMAddress
  /// The exchange as it happens.
  let recorder = ExchangeRecorder()
  /// Exchanges of the harness's listeners that belong to the step.
  let related = RelatedExchanges()
  /// The endpoint in words.
  let endpoint: String
  /// How long each wait lasts at most.
  let deadlines: Deadlines
  private var group: any EventLoopGroup
  /// IDs of the contexts that offer the default transfer syntax besides what the step proposes.
  private let defaults: Set<UInt8>

  /// An exchange that cannot even be prepared, as the result that the step has then.
  struct Unprepared: Error {
    var result: StepResult
  }

  /// Prepares an exchange with the system's DICOM endpoint.
  static func make(
    _ inputs: StepInputs, in context: StepContext, contexts: [ProposedContext]
  ) -> Result<DICOMExchange, Unprepared> {
    guard case .dicom(let endpoint) = context.system.endpoints[.dicom] else {
      return .failure(
        Unprepared(result: .misuse("The network file gives no DICOM endpoint for \(context.system.reference).")))
    }
    guard let maximumLength = inputs.integer("maximum-length", or: 16_384, in: 0...Int(UInt32.max)) else {
      return .failure(
        Unprepared(result: .misuse("The maximum length is a whole number from 0 to 4294967295 (PS3.8 §D.1).")))
    }
    // What is bent is sent as it is.
    let defaults = inputs.values["bend"] == .boolean(true) ? [] : contexts.defaults
    var exchange = DICOMExchange(endpoint, inputs: inputs, context: context, contexts: contexts, defaults: defaults)
    exchange.request.maximumLength = UInt32(maximumLength)
    return .success(exchange)
  }

  private init(
    _ endpoint: DICOMEndpoint, inputs: StepInputs, context: StepContext, contexts: [ProposedContext],
    defaults: [ProposedContext]
  ) {
    address = DICOMAddress(endpoint, folder: context.networkFolder)
    self.endpoint = EndpointText.text(of: endpoint)
    request = AssociationRequest(endpoint, inputs: inputs, context: context, contexts: contexts + defaults)
    self.defaults = Set(defaults.map(\.id))
    let whole = Duration.nanoseconds(context.deadline)
    deadlines = Deadlines(
      connect: min(whole, .seconds(10)), association: min(whole, .seconds(15)), message: whole,
      release: min(whole, .seconds(5)), exchange: whole)
    group = context.group
  }

  /// The same exchange, on the threads of another group.
  func on(_ group: any EventLoopGroup) -> DICOMExchange {
    var exchange = self
    exchange.group = group
    return exchange
  }

  /// Opens an association beside the step's own.
  ///
  /// - Parameter deadlines: others than the step's.
  nonisolated(nonsending) func open(
    recorder: ExchangeRecorder? = nil, deadlines: Deadlines? = nil
  ) async throws(AssociationFailure) -> DICOMAssociation {
    try await DICOMAssociation.open(
      to: address, request: request, deadlines: deadlines ?? self.deadlines, group: group, recorder: recorder)
  }

  /// Opens the association, lets the body use it, and releases it.
  ///
  /// Runs where its caller does: on the connection's own thread where that is asked for.
  ///
  /// - Parameter body: Uses the association, writes what it sees into the observation, and answers a failure when the
  ///   peer refused what the step needs.
  nonisolated(nonsending) func run(
    _ body:
      nonisolated(nonsending) (
        DICOMAssociation, inout [String: Value]
      ) async throws(AssociationFailure) -> StepFailure?
  ) async -> StepResult {
    let start = ContinuousClock.now
    var observation: [String: Value] = ["outcome": .string("completed")]
    var failure: StepFailure?
    var isUnreachable = false
    do throws(AssociationFailure) {
      let association = try await open(recorder: recorder)
      observation.merge(
        AssociationObservation.fields(association.acceptance, without: defaults), uniquingKeysWith: { _, new in new })
      do throws(AssociationFailure) {
        failure = try await body(association, &observation)
        observation["released"] = .boolean((try? await association.release()) ?? false)
      } catch {
        await association.abort()
        throw error
      }
      if failure != nil { observation["outcome"] = .string("refused") }
    } catch {
      let blame = FailureBlame(error, endpoint: endpoint)
      observation.merge(blame.fields, uniquingKeysWith: { _, new in new })
      observation["outcome"] = .string(blame.outcome)
      failure = blame.failure
      isUnreachable = blame.isUnreachable && observation["contexts"] == nil
    }
    if let length = recorder.longestData { observation["longest-data"] = .size(bytes: Int64(length)) }
    observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    return StepResult(
      observation: observation, failure: failure, transcript: Transcript(related.entries(with: recorder)),
      isUnreachable: isUnreachable)
  }

  /// The failure of a step whose presentation context the peer did not accept.
  static func refusal(of abstractSyntax: String, name: String, in acceptance: AssociationAcceptance) -> StepFailure {
    let results = acceptance.contexts.filter {
      $0.proposed.abstractSyntax == abstractSyntax && $0.result != .acceptance
    }
    .map { $0.result?.word ?? "no answer" }
    return StepFailure(
      blame: .system,
      message: """
        The association was accepted, and the presentation context for \(name) (\(abstractSyntax)) was not: \
        \(results.joined(separator: ", ")).
        """,
      rule: "PS3.8 §9.3.3.2")
  }
}

extension DICOMAddress {
  /// Where an endpoint of the network file listens.
  ///
  /// - Parameter folder: What the paths of the network file are relative to.
  init(_ endpoint: DICOMEndpoint, folder: String) {
    func path(_ relative: String?) -> String? {
      relative.map { $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" }
    }
    let tls = endpoint.tls.map {
      TLSClientSettings(
        trustRootsFile: path($0.trust), certificateFile: path($0.certificate), privateKeyFile: path($0.key),
        serverName: $0.serverName)
    }
    self.init(host: endpoint.host, port: endpoint.port, tls: tls)
  }
}

extension AssociationRequest {
  /// What a step proposes to an endpoint, by the AE titles of its inputs or else of the network file.
  init(_ endpoint: DICOMEndpoint, inputs: StepInputs, context: StepContext, contexts: [ProposedContext]) {
    self.init(
      calledAETitle: inputs.text("called-ae") ?? endpoint.aeTitle,
      callingAETitle: inputs.text("calling-ae") ?? endpoint.callingAETitle ?? context.callingAETitle,
      contexts: contexts)
  }
}
