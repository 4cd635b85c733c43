import DICOMNetwork
import NIOCore

/// Asks whether a system serves: C-ECHO over a new association.
struct Liveness: Sendable {
  private static let verification = "1.2.840.10008.1.1"

  let address: DICOMAddress
  let request: AssociationRequest
  let group: any EventLoopGroup

  /// What one look showed.
  enum Finding: Sendable {
    /// The association was accepted, and C-ECHO answered where its context was.
    case alive(after: Duration)
    case dead(AssociationFailure)

    /// Whether it serves.
    var isAlive: Bool { if case .alive = self { true } else { false } }
  }

  /// Looks once.
  func look(within deadline: Duration, recorder: ExchangeRecorder) async -> Finding {
    let start = ContinuousClock.now
    let deadlines = Deadlines(
      connect: deadline, association: deadline, message: deadline, release: min(deadline, .seconds(2)),
      exchange: deadline)
    var request = request
    request.contexts = AssociationRequest.contexts([(Self.verification, ["1.2.840.10008.1.2"])])
    do throws(AssociationFailure) {
      let association = try await DICOMAssociation.open(
        to: address, request: request, deadlines: deadlines, group: group, recorder: recorder)
      if association.acceptance.context(abstractSyntax: Self.verification) != nil { _ = try await association.echo() }
      let duration = ContinuousClock.now - start
      _ = try? await association.release()
      return .alive(after: duration)
    } catch {
      return .dead(error)
    }
  }

  /// Looks again and again until it serves or the time is over; a system may need a moment to start anew. Each look is a
  /// short one but for the last, so that one connection that is lost does not cost all the time.
  ///
  /// - Returns: The last look; where the system serves, with the time from the first.
  func look(for time: Duration, lastly deadline: Duration, recorder: ExchangeRecorder) async -> Finding {
    let start = ContinuousClock.now
    while true {
      let isLast = ContinuousClock.now - start >= time || Task.isCancelled
      let finding = await look(within: isLast ? deadline : min(deadline, .seconds(2)), recorder: recorder)
      if case .alive = finding { return .alive(after: ContinuousClock.now - start) }
      if isLast { return finding }
      try? await Task.sleep(for: .milliseconds(250))
    }
  }
}

extension AssociationFailure {
  /// Whether it leaves open that the way to the system, and not the system, has failed.
  var isOfTheWay: Bool {
    switch self {
    case .unreachable(let why, _): why != .refused
    case .cancelled, .misuse, .limitExceeded: true
    default: false
    }
  }
}
