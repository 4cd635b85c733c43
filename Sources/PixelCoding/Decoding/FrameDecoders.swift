import Dispatch
import Programs
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Decodes JPEG 2000 in processes of their own, so that a frame that ends the library ends nothing else: OpenJPEG 2.5.0 stops
/// at assertions of its own on some damaged High-Throughput frames, and a stream says by itself whether it is one.
///
/// A process decodes many frames, one after the other; there are as many as are asked at a time, at most one for each
/// processor. One that has found a frame wrong is not asked again, and none but a fresh one is believed where it does: what an
/// earlier frame left behind is held against nobody.
public final class FrameDecoders: Sendable {
  /// Those of this program.
  public static let shared = FrameDecoders()

  private let idle = Mutex<[DecoderProcess]>([])
  private let places = DispatchSemaphore(value: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  private let noted = Mutex<(count: Int, last: String)>((0, ""))
  private let program: DecoderProgram?
  private let keepsAll: Bool

  /// Makes decoders.
  ///
  /// - Parameters:
  ///   - program: The program that decodes; nil for the one that belongs to this program.
  ///   - keepsAll: Whether processes are kept, and believed, after frames that they found wrong. It saves starting one for each of
  ///     many.
  init(program: DecoderProgram? = nil, keepsAll: Bool = false) {
    self.program = program
    self.keepsAll = keepsAll
  }

  /// How often frames could not be decoded for reasons that are not the frames', and the last of the reasons.
  public var troubles: (count: Int, last: String) { noted.withLock { $0 } }

  /// Lets this program itself be started to decode, with arguments by which its `main` calls `FrameDecoderService.serve`.
  public static func useThisProgram(arguments: [String]) { DecoderProgram.use(arguments: arguments) }

  func decode(_ stream: [UInt8], _ format: PixelFormat) throws(PixelCodingError) -> [UInt8] {
    // What can be seen from outside needs no process.
    try JPEG2000Header(stream).require(format)
    places.wait()
    defer { places.signal() }
    let request = FrameRequest(stream: stream, format: format)
    if let used = idle.withLock({ $0.popLast() }), let answer = try? used.answer(to: request) {
      if case .frame(let samples) = answer {
        keep(used)
        return samples
      }
      if keepsAll { return try samples(of: answer, by: used) }
    }
    let fresh: DecoderProcess
    let answer: FrameAnswer
    do throws(DecoderProcess.Failure) {
      fresh = try DecoderProcess(program ?? DecoderProgram.own())
      answer = try fresh.answer(to: request)
    } catch {
      switch error {
      case .ended(let how): throw .notDecodable("the decoder ended on this frame: \(how)")
      case .trouble(let text): throw trouble(text)
      }
    }
    return try samples(of: answer, by: fresh)
  }

  private func samples(of answer: FrameAnswer, by process: DecoderProcess) throws(PixelCodingError) -> [UInt8] {
    switch answer {
    case .frame(let samples):
      keep(process)
      return samples
    case .notDecodable(let text):
      if keepsAll { keep(process) }
      throw .notDecodable(text)
    case .trouble(let text): throw trouble(text)
    }
  }

  private func keep(_ process: DecoderProcess) { idle.withLock { $0.append(process) } }

  private func trouble(_ text: String) -> PixelCodingError {
    noted.withLock { $0 = ($0.count + 1, text) }
    return .noDecoder(text)
  }
}
