import NIOCore
import NIOPosix
import TransportSecurity

extension DICOMAssociation {
  /// Does work that opens associations and exchanges much over them, on one thread: requests go out and responses come in without
  /// a change of threads, which otherwise takes as long as a near peer's answer. What takes long beside that holds up
  /// every connection of the thread.
  ///
  /// - Parameter work: Is isolated to the thread, whose loop is the group to open associations in.
  public static func onOneThread<Success: Sendable, Failure: Error>(
    of group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    _ work: @Sendable (isolated LoopThread) async throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    let thread = LoopThread(group.next())
    let result = await withTaskExecutorPreference(thread.executor) { () async -> Result<Success, Failure> in
      do throws(Failure) { return .success(try await work(thread)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
