import Testing

@testable import PixelCoding

/// What the program starts itself for, so that a frame that ends the library does not end a run.
@Suite("Frames decoded by the program")
struct DecodeFramesTests {
  @Test("The program decodes frames for another process of it, and says nothing of that in its help")
  func decode() async throws {
    let format = PixelFormat(
      rows: 16, columns: 16, samples: 3, bitsAllocated: 8, bitsStored: 8, isSigned: false)
    let frame = (0..<768).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let stream = try PixelCodec.jpeg2000.encode(frame, format)
    let decoders = FrameDecoders(program: DecoderProgram(command: [Assay.program.path, "decode-frames"]))
    for _ in 0..<2 { #expect(try decoders.decode(stream, format) == frame) }
    #expect(try await !Assay.run("--help").output.contains("decode-frames"))
  }
}
