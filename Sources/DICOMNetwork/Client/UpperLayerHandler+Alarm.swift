import NIOCore

extension UpperLayerHandler {
  /// Rings for a handler.
  private final class Bell: NIOScheduledCallbackHandler, Sendable {
    private let handler: NIOLoopBound<UpperLayerHandler>

    init(_ handler: NIOLoopBound<UpperLayerHandler>) { self.handler = handler }

    func handleScheduledCallback(eventLoop: some EventLoop) { handler.value.ring() }
  }

  /// Sees to it that the alarm rings at a time or before.
  ///
  /// A wait that ends leaves the alarm as it is: nearly all waits end long before their deadlines, and an event loop looks through
  /// all its timers to cancel one.
  func arm(for time: NIODeadline) {
    guard let context, !isClosed else { return }
    if let alarm, alarm.time <= time { return }
    disarm()
    let bell = Bell(NIOLoopBound(self, eventLoop: context.eventLoop))
    // An event loop that is shutting down closes its connections.
    guard let callback = try? context.eventLoop.scheduleCallback(at: time, handler: bell) else { return }
    alarm = (callback, time)
  }

  func disarm() {
    alarm?.callback.cancel()
    alarm = nil
  }

  /// Ends what is overdue, and sets the alarm for what is due next.
  private func ring() {
    alarm = nil
    let now = NIODeadline.now()
    if let exchangeDeadline, exchangeDeadline <= now, exchangeDeadline <= waiter?.deadline ?? exchangeDeadline {
      self.exchangeDeadline = nil
      timeOut(after: deadlines.exchange)
    }
    if let waiter, waiter.deadline <= now { timeOut(after: waiter.duration) }
    if let exchangeDeadline { arm(for: exchangeDeadline) }
    if let waiter { arm(for: waiter.deadline) }
  }
}
