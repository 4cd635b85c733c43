/// A self-test that goes on as long as something is not met.
extension SelfTestCommand {
  /// Waits for changes and tries what is not met again, until all of it is.
  func watchChanges(
    _ session: inout SelfTestSession, _ first: SelfTestResult, _ changes: inout ChangeWatch,
    reload: () throws -> RunEvaluation
  ) async throws -> SelfTestResult {
    var result = first
    while true {
      let open = result.failing(among: session.triable).map(\.id)
      guard !open.isEmpty else {
        Terminal.out("Everything that was tried is met.")
        return result
      }
      Terminal.out("\nNot met: \(ReadinessText.ids(open)). Change something, then press Enter; Ctrl-D ends.")
      let waiting = Task { [changes] in
        var changes = changes
        return (await changes.sign(), changes)
      }
      let interruption = Interruption { waiting.cancel() }
      let sign = await waiting.value
      withExtendedLifetime(interruption) { changes = sign.1 }
      switch sign.0 {
      case .end: return result
      case .interrupted: throw ExitStatus.interrupted
      case .file(let file): Terminal.out("\(file) was changed.")
      case .enter, .time: break
      }
      // A file that is half written is shown as it is, and waited for.
      guard let changed = try? reload() else { continue }
      session.replace(changed)
      let again = Set(result.failing(among: session.triable).map(\.id))
      guard !again.isEmpty else { continue }
      let before = result
      try await session.again(again.sorted())
      result = try session.judge()
      tell(result, ids: again, session, before: before)
    }
  }
}
