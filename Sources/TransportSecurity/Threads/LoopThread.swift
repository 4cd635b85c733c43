import NIOCore

/// The thread of an event loop, to be isolated to: what runs here calls everything else that is bound to the loop, and is
/// called by it, without being queued in between.
public actor LoopThread {
  /// The event loop.
  public nonisolated let loop: any EventLoop
  /// Executor of everything that is isolated to this thread.
  package nonisolated let executor: LoopThreadExecutor

  /// The event loop's.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  package init(_ loop: any EventLoop) {
    self.loop = loop
    executor = LoopThreadExecutor(loop)
  }
}
