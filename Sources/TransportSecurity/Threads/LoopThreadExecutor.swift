import NIOCore

/// Executor of actors that live on an event loop, and of the tasks that call them.
///
/// It is both, because a continuation is resumed by the executor of its task: without a preference for this one, a task that
/// waited in an actor on the loop goes through a thread of the common pool before it comes back. And because it is both,
/// a task that prefers it is not queued anew where it enters such an actor (`LoopExecutor` would be another executor).
package final class LoopThreadExecutor: SerialExecutor, TaskExecutor {
  private let loop: any EventLoop

  package init(_ loop: any EventLoop) { self.loop = loop }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute {
      job.runSynchronously(
        isolatedTo: self.asUnownedSerialExecutor(), taskExecutor: self.asUnownedTaskExecutor())
    }
  }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  package func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }

  package func checkIsolated() { loop.preconditionInEventLoop() }
}
