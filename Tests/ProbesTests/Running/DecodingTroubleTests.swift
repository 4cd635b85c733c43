import Testing

@testable import PixelCoding
@testable import Probes

@Suite("Frames that could not be decoded here")
struct DecodingTroubleTests {
  private func decode(by decoders: FrameDecoders, cut: Bool = false) throws {
    let format = PixelFormat(
      rows: 16, columns: 16, samples: 1, bitsAllocated: 8, bitsStored: 8, isSigned: false)
    let stream = try PixelCodec.jpeg2000.encode([UInt8](repeating: 7, count: 256), format)
    _ = try? decoders.decode(cut ? Array(stream.prefix(60)) : stream, format)
  }

  @Test("A step during which the decoder could not be had is the harness's, and the next one is not")
  func trouble() throws {
    let decoders = FrameDecoders(program: DecoderProgram(command: ["/nowhere/assay-frames"]))
    let watch = DecodingTrouble(of: decoders)
    #expect(watch.failure == nil)
    try decode(by: decoders)
    let failure = try #require(watch.failure)
    #expect(failure.blame == .harness && failure.message.contains("/nowhere/assay-frames"))
    #expect(DecodingTrouble(of: decoders).failure == nil)
  }

  @Test("A frame that is decoded, or found wrong, is no trouble", arguments: [false, true])
  func noTrouble(cut: Bool) throws {
    let decoders = FrameDecoders()
    let watch = DecodingTrouble(of: decoders)
    try decode(by: decoders, cut: cut)
    #expect(watch.failure == nil)
  }
}
