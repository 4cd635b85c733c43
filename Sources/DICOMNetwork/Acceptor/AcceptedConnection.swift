import NIOCore

/// One connection to an acceptor, from its beginning to its end.
struct AcceptedConnection: Sendable {
  let driver: AssociationDriver
  let remoteHost: String
  let recorder: ExchangeRecorder
  let settings: AcceptorSettings
  let handlers: RequestHandlers
  let tasks: AcceptedTasks
  let onEnd: @Sendable (AssociationAcceptor.Ended) -> Void

  /// Serves it; returns when the connection is closed.
  func serve() async {
    var ended = AssociationAcceptor.Ended(remoteHost: remoteHost, recorder: recorder)
    do throws(AssociationFailure) {
      ended.request = try await driver.exclusively { () throws(AssociationFailure) in
        try await self.driver.requested(since: .now())
      }
      if let request = ended.request { try await answer(request) }
    } catch {
      ended.failure = error
      await driver.abort()
      driver.forget()
    }
    try? await driver.channel.closeFuture.get()
    onEnd(ended)
  }

  private func answer(_ request: AssociateRequest) async throws(AssociationFailure) {
    switch settings.policy.answer(to: request) {
    case .reject(let reject):
      await driver.reject(reject)
      throw .rejected(reject)
    case .accept(let accept):
      guard tasks.takeAssociation() else {
        await driver.reject(settings.busy)
        throw .rejected(settings.busy)
      }
      defer { tasks.giveAssociation() }
      await driver.accept(accept, spool: settings.spool)
      let association = AcceptedAssociation(
        request: request, accept: accept, remoteHost: remoteHost, recorder: recorder, driver: driver)
      try await driver.exclusively { () throws(AssociationFailure) in
        try await RequestDispatch(association: association, handlers: self.handlers).run()
      }
    }
  }
}
