#if canImport(Glibc)
  import Glibc
#endif

/// The other side of `FrameDecoders`: what a process does that decodes frames for another.
///
/// A program that decodes JPEG 2000 offers it, by an argument that nobody else gives, and says so to
/// `FrameDecoders.useThisProgram(arguments:)`; or it has `assay-frames` beside it, which does nothing else.
public enum FrameDecoderService {
  /// Bytes of memory that a process may take beyond those with which it begins. The largest frame that is decoded takes
  /// less than half of it.
  private static let memory: rlim_t = 2 << 30
  /// Seconds of processor time that a frame may take; the largest takes some of them.
  private static let seconds = 60

  /// Decodes what comes over standard input, a socket, until that ends.
  public static func serve() -> Never {
    let start = usedMemory
    limit(RLIMIT_AS, to: start + memory)
    limit(RLIMIT_CORE, to: 0)
    limit(RLIMIT_FSIZE, to: 0)
    write(FrameRequest.greeting)
    while true {
      let (format, length) = FrameRequest.read(head: read(FrameRequest.headLength))
      let stream = read(length)
      setTimer(seconds)
      let answer = Self.answer(to: FrameRequest(stream: stream, format: format))
      setTimer(0)
      write(answer.bytes)
      // What a library keeps of broken frames must not be missing for the next one.
      if usedMemory > start + memory / 8 { exit(0) }
    }
  }

  private static func answer(to request: FrameRequest) -> FrameAnswer {
    do throws(PixelCodingError) {
      return .frame(try JPEG2000Codec.decode(request.stream, request.format))
    } catch {
      return switch error {
      case .notDecodable(let text): .notDecodable(text)
      default: .trouble(error.description)
      }
    }
  }

  /// Lets the process be ended when it has worked for so long; 0 for not at all.
  private static func setTimer(_ seconds: Int) {
    var time = itimerval()
    time.it_value.tv_sec = seconds
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &time, nil)
  }

  private static func limit(_ resource: __rlimit_resource, to most: rlim_t) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { return }
    limit.rlim_max = min(limit.rlim_max, most)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
  }

  /// Bytes of address space (`/proc/self/statm`).
  private static var usedMemory: rlim_t {
    let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    var text = [UInt8](repeating: 0, count: 64)
    let count = Glibc.read(descriptor, &text, text.count)
    let pages = String(decoding: text.prefix(max(0, count)), as: UTF8.self).prefix { $0.isNumber }
    return (rlim_t(pages) ?? 0) * rlim_t(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Reads so many bytes; where they end, so does the process.
  private static func read(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let part = bytes.withUnsafeMutableBytes { Glibc.read(0, $0.baseAddress?.advanced(by: done), count - done) }
      if part > 0 { done += part } else if part == 0 || errno != EINTR { exit(0) }
    }
    return bytes
  }

  private static func write(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let part = bytes.withUnsafeBytes { Glibc.write(1, $0.baseAddress?.advanced(by: done), bytes.count - done) }
      if part > 0 { done += part } else if errno != EINTR { exit(0) }
    }
  }
}
