import Programs

#if canImport(Glibc)
  import Glibc
#endif

/// A process that decodes, seen from the one that asks.
final class DecoderProcess: Sendable {
  /// Why there is no answer.
  enum Failure: Error, Hashable {
    /// It ended while it decoded, in a way that comes of what it read.
    case ended(String)
    /// It could not be started, was ended by others, or kept silent.
    case trouble(String)
  }

  /// Seconds until a process must be there, and have answered. What it may work it limits by itself, in seconds of processor
  /// time; this is for a machine that does not let it work.
  private static let patience = (start: 30, answer: 600)

  private let process: AnsweringProcess

  /// Starts the program and waits until it is there.
  init(_ program: DecoderProgram) throws(Failure) {
    let path = program.command.first ?? ""
    guard access(path, X_OK) == 0 else { throw .trouble("the program that decodes is not at \(path)") }
    do throws(LimitedProcess.Failure) {
      process = try AnsweringProcess(program.command)
    } catch {
      throw .trouble("\(path) can't be started: \(Self.words(error))")
    }
    let greeting = try? process.receive(
      FrameRequest.greeting.count, by: .now.advanced(by: .seconds(Self.patience.start)))
    guard greeting == FrameRequest.greeting else {
      throw .trouble("\(path) does not begin as a decoder: \(process.end(within: .seconds(1)))")
    }
  }

  /// Asks for a frame.
  func answer(to request: FrameRequest) throws(Failure) -> FrameAnswer {
    let deadline = ContinuousClock.now.advanced(by: .seconds(Self.patience.answer))
    do throws(AnsweringProcess.Silence) {
      try process.send(request.bytes, by: deadline)
      let head = try process.receive(FrameRequest.answerHeadLength, by: deadline)
      guard let length = FrameAnswer.length(head: head, frameLength: request.format.frameLength) else {
        process.end(within: .zero)
        throw .ended
      }
      return FrameAnswer(kind: head[0], content: try process.receive(length, by: deadline))
    } catch {
      guard error == .deadline else { throw failure(process.end(within: .seconds(5))) }
      process.end(within: .zero)
      throw .trouble("there was no answer within \(Self.patience.answer) s")
    }
  }

  private func failure(_ end: LimitedProcess.End) -> Failure {
    switch end {
    case .signal(SIGPROF): return .ended("it took too long")
    case .signal(SIGABRT):
      // An assertion says which it was.
      let said = process.said().split(whereSeparator: \.isNewline).last.map { ": \($0.suffix(200))" } ?? ""
      return .ended("it stopped itself\(said)")
    case .signal(SIGSEGV), .signal(SIGBUS): return .ended("it touched memory that is not its own")
    case .signal(SIGFPE): return .ended("it divided by nothing")
    case .signal(let number): return .trouble("its process was ended by signal \(number)")
    case .exit(let status): return .trouble("its process ended with \(status)")
    case .deadline: return .trouble("its process did not answer in order")
    }
  }

  private static func words(_ failure: LimitedProcess.Failure) -> String {
    switch failure {
    case .notInstalled: "it is not installed"
    case .refused(let number): String(cString: strerror(number))
    }
  }
}
