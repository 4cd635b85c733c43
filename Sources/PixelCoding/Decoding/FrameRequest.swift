/// What a decoder's process is asked, and what it answers, as bytes: numbers of 32 bits, little endian.
struct FrameRequest {
  var stream: [UInt8]
  var format: PixelFormat

  /// What a process says first: that it decodes, and by which form of these bytes.
  static let greeting: [UInt8] = Array("frames 1".utf8)
  /// Bytes before the stream.
  static let headLength = 7 * 4
  /// Bytes before the content of an answer.
  static let answerHeadLength = 5

  var bytes: [UInt8] {
    let numbers = [
      format.rows, format.columns, format.samples, format.bitsAllocated, format.bitsStored, format.isSigned ? 1 : 0,
      stream.count,
    ]
    return numbers.flatMap { Self.bytes(of: $0) } + stream
  }

  /// The format and the length of the stream that a head announces.
  static func read(head: [UInt8]) -> (format: PixelFormat, length: Int) {
    let numbers = (0..<7).map { number(in: head, at: 4 * $0) }
    let format = PixelFormat(
      rows: numbers[0], columns: numbers[1], samples: numbers[2], bitsAllocated: numbers[3], bitsStored: numbers[4],
      isSigned: numbers[5] == 1)
    return (format, numbers[6])
  }

  static func bytes(of number: Int) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  static func number(in bytes: [UInt8], at offset: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }
}

/// What a process answers about a frame.
enum FrameAnswer: Hashable {
  /// The samples.
  case frame([UInt8])
  /// A library found the bytes wrong.
  case notDecodable(String)
  /// It had not what it takes.
  case trouble(String)

  /// Characters of a reason.
  private static let reasonLength = 300

  var bytes: [UInt8] {
    let (kind, content): (UInt8, [UInt8]) =
      switch self {
      case .frame(let samples): (0, samples)
      case .notDecodable(let text): (1, Array(text.utf8.prefix(Self.reasonLength)))
      case .trouble(let text): (2, Array(text.utf8.prefix(Self.reasonLength)))
      }
    return [kind] + FrameRequest.bytes(of: content.count) + content
  }

  /// Bytes of the content that a head announces; nil where it is no answer to a request for such a frame. The process has
  /// read foreign bytes: it is not taken at its word.
  static func length(head: [UInt8], frameLength: Int) -> Int? {
    let length = FrameRequest.number(in: head, at: 1)
    return switch head[0] {
    case 0: length == frameLength ? length : nil
    case 1, 2: length <= reasonLength ? length : nil
    default: nil
    }
  }

  init(kind: UInt8, content: [UInt8]) {
    self =
      switch kind {
      case 0: .frame(content)
      case 1: .notDecodable(String(decoding: content, as: UTF8.self))
      default: .trouble(String(decoding: content, as: UTF8.self))
      }
  }
}

extension PixelFormat {
  /// The shape of one frame.
  init(rows: Int, columns: Int, samples: Int, bitsAllocated: Int, bitsStored: Int, isSigned: Bool) {
    self.rows = rows
    self.columns = columns
    frames = 1
    self.samples = samples
    self.bitsAllocated = bitsAllocated
    self.bitsStored = bitsStored
    self.isSigned = isSigned
    isByPlane = false
    photometricInterpretation = ""
  }
}
