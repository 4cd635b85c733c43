import COpenJPEG

/// Bytes in memory as OpenJPEG reads and writes them. Used from one thread, for one call after the other.
final class CodestreamMemory {
  private(set) var bytes: [UInt8]
  private let limit: Int
  private var position = 0

  /// Bytes to read, or none to write; no more than the limit is held.
  init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    self.limit = limit
  }

  /// A stream over the bytes; it must end before they do.
  func stream(isInput: Bool) -> UnsafeMutablePointer<opj_stream_t?>? {
    guard let stream = opj_stream_create(1 << 16, isInput ? 1 : 0) else { return nil }
    opj_stream_set_user_data(stream, Unmanaged.passUnretained(self).toOpaque(), nil)
    opj_stream_set_user_data_length(stream, UInt64(bytes.count))
    opj_stream_set_read_function(stream) { target, length, context in
      CodestreamMemory.of(context)?.read(target, length) ?? .max
    }
    opj_stream_set_write_function(stream) { source, length, context in
      CodestreamMemory.of(context)?.write(source, length) ?? .max
    }
    opj_stream_set_skip_function(stream) { length, context in
      guard let memory = CodestreamMemory.of(context), memory.move(to: Int64(memory.position) + length) else {
        return -1
      }
      return length
    }
    opj_stream_set_seek_function(stream) { position, context in
      CodestreamMemory.of(context)?.move(to: position) == true ? 1 : 0
    }
    return stream
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> CodestreamMemory? {
    context.map { Unmanaged<CodestreamMemory>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Answers how many bytes were read; −1 as OpenJPEG writes it at the end.
  private func read(_ target: UnsafeMutableRawPointer?, _ length: Int) -> Int {
    let count = min(length, bytes.count - position)
    guard let target, count > 0 else { return -1 }
    bytes.withUnsafeBytes { source in
      UnsafeMutableRawBufferPointer(start: target, count: count)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
    }
    position += count
    return count
  }

  private func write(_ source: UnsafeMutableRawPointer?, _ length: Int) -> Int {
    guard let source, length > 0, position + length <= limit else { return -1 }
    if bytes.count < position + length {
      bytes.append(contentsOf: [UInt8](repeating: 0, count: position + length - bytes.count))
    }
    bytes.withUnsafeMutableBytes { target in
      UnsafeMutableRawBufferPointer(rebasing: target[position..<position + length])
        .copyMemory(from: UnsafeRawBufferPointer(start: source, count: length))
    }
    position += length
    return length
  }

  private func move(to place: Int64) -> Bool {
    guard place >= 0, place <= Int64(limit) else { return false }
    position = Int(place)
    return true
  }
}
