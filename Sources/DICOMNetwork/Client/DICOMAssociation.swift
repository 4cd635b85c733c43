import NIOCore
import NIOPosix

/// An association opened by this side.
///
/// One operation at a time. Every wait has its deadline. When the task is cancelled, an idle association is released,
/// one in the middle of an exchange aborted; the connection is closed either way. What is asked of an association goes to
/// its event loop straight from where the caller runs.
public final class DICOMAssociation: Sendable {
  /// What the peer answered.
  public let acceptance: AssociationAcceptance
  /// What was proposed.
  public let request: AssociationRequest
  private let driver: AssociationDriver

  private init(acceptance: AssociationAcceptance, request: AssociationRequest, driver: AssociationDriver) {
    self.acceptance = acceptance
    self.request = request
    self.driver = driver
  }

  deinit { driver.forget() }

  /// Opens an association.
  /// - Parameters:
  ///   - messageLimits: what a peer can make us hold of one message.
  ///   - recorder: told everything as it happens.
  public nonisolated(nonsending) static func open(
    to address: DICOMAddress, request: AssociationRequest, deadlines: Deadlines = Deadlines(),
    messageLimits: MessageLimits = .standard, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    recorder: ExchangeRecorder? = nil
  ) async throws(AssociationFailure) -> DICOMAssociation {
    if let fault = request.fault { throw .misuse(fault) }
    let start = NIODeadline.now()
    let driver = try await AssociationDriver.connect(
      to: address, request: request, messageLimits: messageLimits, deadlines: deadlines, group: group,
      recorder: recorder)
    let acceptance: AssociationAcceptance
    do throws(AssociationFailure) {
      acceptance = try await driver.associate(request, start: start)
    } catch {
      driver.forget()
      throw error
    }
    return DICOMAssociation(acceptance: acceptance, request: request, driver: driver)
  }

  /// C-ECHO (PS3.7 §9.1.5) over the first accepted context for the Verification SOP Class.
  public nonisolated(nonsending) func echo() async throws(AssociationFailure) -> EchoResponse {
    let verification = "1.2.840.10008.1.1"
    guard let context = acceptance.context(abstractSyntax: verification) else {
      throw .misuse("no accepted presentation context for the Verification SOP Class")
    }
    return try await driver.echo(contextID: context.proposed.id, maximumLength: acceptance.maximumLength)
  }

  /// C-FIND (PS3.7 §9.1.2).
  /// - Parameter context: an accepted context for the request's SOP class; its transfer syntax is the identifier's.
  public nonisolated(nonsending) func find(
    _ request: FindRequest, in context: AssociationAcceptance.Context
  ) async throws(AssociationFailure) -> FindResult {
    guard context.result == .acceptance else {
      throw .misuse("presentation context \(context.proposed.id) was not accepted")
    }
    return try await driver.find(
      request, contextID: context.proposed.id, maximumLength: acceptance.maximumLength)
  }

  /// C-GET or C-MOVE (PS3.7 §9.1.3, §9.1.4).
  /// - Parameters:
  ///   - context: an accepted context for the request's SOP class; its transfer syntax is the identifier's.
  ///   - onStore: answers the objects of a C-GET as they come.
  public nonisolated(nonsending) func retrieve(
    _ request: RetrieveRequest, in context: AssociationAcceptance.Context,
    onStore: @escaping @Sendable (StoreIndication) async -> DIMSEReply = { _ in DIMSEReply(.unrecognizedOperation) }
  ) async throws(AssociationFailure) -> RetrieveResult {
    guard context.result == .acceptance else {
      throw .misuse("presentation context \(context.proposed.id) was not accepted")
    }
    return try await driver.retrieve(
      request, contextID: context.proposed.id, maximumLength: acceptance.maximumLength, onStore: onStore)
  }

  /// A request of the DIMSE-N services (PS3.7 §10.1) in the first accepted context for its SOP class.
  /// - Parameters:
  ///   - contextClass: abstract syntax of the context, where it is not the SOP class: a UPS is created as a Push and
  ///     claimed as a Pull, and a report may come in the context of another class of one service.
  ///   - onReport: answers an N-EVENT-REPORT that comes before the response.
  public nonisolated(nonsending) func perform(
    _ request: NormalizedRequest, contextClass: String? = nil,
    onReport: @escaping @Sendable (NormalizedRequest) async -> DIMSEReply = { _ in DIMSEReply() }
  ) async throws(AssociationFailure) -> NormalizedResponse {
    guard let context = acceptance.context(abstractSyntax: contextClass ?? request.sopClassUID) else {
      throw .misuse("no accepted presentation context for \(contextClass ?? request.sopClassUID)")
    }
    let maximumLength = acceptance.maximumLength
    return try await driver.exclusively { () throws(AssociationFailure) in
      try await self.driver.refuseUnasked()
      return try await self.driver.normalized(
        request, contextID: context.proposed.id, maximumLength: maximumLength, onReport: onReport)
    }
  }

  /// Waits for an N-EVENT-REPORT of the peer on this association, and answers it. The association goes on when none comes.
  /// - Returns: the report; nil when the time is over.
  public nonisolated(nonsending) func report(
    within duration: Duration,
    answer: @escaping @Sendable (NormalizedRequest) async -> DIMSEReply = { _ in DIMSEReply() }
  ) async throws(AssociationFailure) -> NormalizedRequest? {
    try await driver.report(within: duration, maximumLength: acceptance.maximumLength, answer: answer)
  }

  /// C-STORE (PS3.7 §9.1.1) of one object.
  public nonisolated(nonsending) func store(_ request: StoreRequest) async throws(AssociationFailure) -> StoreResponse {
    let responses = try await store([request])
    guard let response = responses.first else { throw .misuse("no response to the one request") }
    return response
  }

  /// C-STORE of each object in turn, several at a time when the peer negotiated asynchronous operations. A sequence that
  /// makes its elements on demand holds no more than the window in memory.
  /// - Parameter onResponse: told each response as it comes.
  public nonisolated(nonsending) func store(
    _ requests: some Sequence<StoreRequest> & Sendable,
    onResponse: @escaping @Sendable (StoreResponse) -> Void = { _ in }
  ) async throws(AssociationFailure) -> [StoreResponse] {
    let acceptance = acceptance
    return try await driver.store(
      requests,
      contexts: {
        acceptance.context(abstractSyntax: $0.sopClassUID, transferSyntaxes: [$0.transferSyntax])?.proposed.id
      }, window: acceptance.window(of: request), maximumLength: acceptance.maximumLength, onResponse: onResponse)
  }

  /// Releases the association (PS3.8 §7.2).
  /// - Returns: whether the peer answered A-RELEASE-RQ with A-RELEASE-RP.
  /// - Throws: what went wrong before or instead; the connection is closed in any case.
  public nonisolated(nonsending) func release() async throws(AssociationFailure) -> Bool { try await driver.release() }

  /// Aborts the association (PS3.8 §7.3), unless it has ended.
  public nonisolated(nonsending) func abort() async { await driver.abort() }

  /// Waits until the connection is closed; bounded by the release deadline once the association has ended.
  public nonisolated(nonsending) func closed() async { try? await driver.channel.closeFuture.get() }

  /// Opens an association, hands it to the body, and ends it whatever the body does: by release when it is idle, else by
  /// abort.
  public nonisolated(nonsending) static func with<Value: Sendable>(
    _ address: DICOMAddress, request: AssociationRequest, deadlines: Deadlines = Deadlines(),
    messageLimits: MessageLimits = .standard, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    recorder: ExchangeRecorder? = nil,
    _ body: nonisolated(nonsending) (DICOMAssociation) async throws(AssociationFailure) -> Value
  ) async throws(AssociationFailure) -> Value {
    let association = try await open(
      to: address, request: request, deadlines: deadlines, messageLimits: messageLimits, group: group,
      recorder: recorder)
    do throws(AssociationFailure) {
      let value = try await body(association)
      await association.driver.end()
      return value
    } catch {
      await association.driver.end()
      throw error
    }
  }
}
