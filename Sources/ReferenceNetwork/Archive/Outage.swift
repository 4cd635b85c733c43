import DICOMNetwork
import Synchronization

/// The time for which an archive lets nobody in, because one caller's bad manners brought it down.
final class Outage: Sendable {
  /// What callers are answered meanwhile.
  static let rejection = AssociateReject(
    result: .rejectedTransient, source: .serviceProviderPresentation, reason: 1)
  /// How long it takes to start anew.
  private static let length = Duration.seconds(7)

  private let defects: Set<ArchiveDefect>
  private let end = Mutex<ContinuousClock.Instant?>(nil)

  /// - Parameter defects: What the archive cannot bear.
  init(defects: Set<ArchiveDefect>) { self.defects = defects }

  /// Whether it lasts.
  var isOn: Bool { end.withLock { $0.map { ContinuousClock.now < $0 } ?? false } }

  /// Sees how a connection ended; an outage may begin.
  func note(_ ended: AssociationAcceptor.Ended) {
    guard let failure = ended.failure, defects.contains(where: { isBrought(about: failure, by: $0, ended.request) })
    else { return }
    end.withLock { $0 = .now + Self.length }
  }

  private func isBrought(
    about failure: AssociationFailure, by defect: ArchiveDefect, _ request: AssociateRequest?
  ) -> Bool {
    switch (defect, failure) {
    case (.resilienceStopsAfterMalformed, .wrongService): true
    case (.resilienceStopsAfterMalformed, .malformed(let violation)): violation.rule != Self.order
    case (.resilienceStopsAfterDisorder, .malformed(let violation)): violation.rule == Self.order
    case (.resilienceStopsAfterBreak, .aborted), (.resilienceStopsAfterBreak, .closed):
      request?.presentationContexts.contains { StorageClasses.all.contains($0.abstractSyntax) } ?? false
    default: false
    }
  }

  /// The rule of messages that come at the wrong moment.
  private static let order = "PS3.8 Table 9-10"
}
