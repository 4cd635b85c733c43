import DICOM
import Foundation
import NIOCore
import Testing

@testable import PixelCoding

@Suite("Pixel codecs")
struct CodecTests {
  private static let lossless: [PixelCodec] = [.runLength, .losslessJPEG, .jpegLS, .jpeg2000]

  private static func formats() throws -> [PixelFormat] {
    [
      try SampleImage.format(), try SampleImage.format(allocated: 8, stored: 8),
      try SampleImage.format(samples: 3, allocated: 8, stored: 8), try SampleImage.format(stored: 16),
      try SampleImage.format(stored: 16, signed: true), try SampleImage.format(stored: 12, signed: true),
      try SampleImage.format(rows: 1, columns: 1),
      try SampleImage.format(rows: 1, columns: 300, allocated: 8, stored: 8),
    ]
  }

  @Test("A frame comes back as it was", arguments: lossless)
  func roundTrip(codec: PixelCodec) throws {
    for format in try Self.formats() {
      let frame = SampleImage.frame(format)
      let stream = try codec.encode(frame, format)
      #expect(try codec.decode(stream, format) == frame, "\(codec) \(format)")
      #expect(codec.isLossy(stream) == false)
    }
  }

  @Test("Other implementations read what is written here", arguments: lossless)
  func readByOthers(codec: PixelCodec) throws {
    // Others take unsigned samples: their signs are a matter of the data set.
    let formats = try Self.formats().filter { !$0.isSigned && $0.rows > 1 }
    var requests: [[String: Any]] = []
    for format in formats {
      requests.append(OtherCodecs.decode(codec, try codec.encode(SampleImage.frame(format), format), format))
    }
    let pixels = try OtherCodecs.ask(requests, for: "pixels")
    #expect(pixels.count == formats.count)
    for (format, pixels) in zip(formats, pixels) {
      let planes = codec == .runLength && format.samples > 1
      let frame =
        planes
        ? PlaneOrder.interleaved(pixels, samples: format.samples, sampleBytes: format.sampleBytes) : pixels
      #expect(frame == SampleImage.frame(format), "\(codec) \(format)")
    }
  }

  @Test(
    "What other implementations write is read here",
    arguments: [PixelCodec.losslessJPEG, .jpegLS, .jpeg2000, .highThroughput])
  func readOfOthers(codec: PixelCodec) throws {
    let formats = try Self.formats().filter { !$0.isSigned && $0.rows > 1 }
    let predictors = codec == .losslessJPEG ? 1...7 : 1...1
    var requests: [[String: Any]] = []
    var expected: [(PixelFormat, Int)] = []
    for format in formats {
      for predictor in predictors {
        requests.append(OtherCodecs.encode(codec, SampleImage.frame(format), format, predictor: predictor))
        expected.append((format, predictor))
      }
    }
    let streams = try OtherCodecs.ask(requests, for: "stream")
    #expect(streams.count == expected.count)
    for ((format, predictor), stream) in zip(expected, streams) {
      #expect(try codec.decode(stream, format) == SampleImage.frame(format), "\(codec) \(format) \(predictor)")
    }
  }

  @Test("Lossy streams are near, told as lossy, and read by others alike")
  func lossy() throws {
    for (codec, near) in [(PixelCodec.jpegLS, 2), (.jpeg2000, 255), (.jpeg, 255)] {
      let format = try SampleImage.format(samples: 3, allocated: 8, stored: 8)
      let frame = SampleImage.frame(format)
      let stream = try codec.encode(frame, format, isLossy: true)
      #expect(codec.isLossy(stream) == true)
      let decoded = try codec.decode(stream, format)
      let largest = zip(frame, decoded).map { abs(Int($0) - Int($1)) }.max() ?? 0
      #expect(largest <= near)
      let other = try OtherCodecs.ask([OtherCodecs.decode(codec, stream, format)], for: "pixels")
      #expect(other.first?.count == decoded.count)
      // Implementations of the cosine transform may differ by a step.
      let apart = zip(other.first ?? [], decoded).map { abs(Int($0) - Int($1)) }.max() ?? 0
      #expect(apart <= (codec == .jpegLS ? 0 : 3), "\(codec) \(apart)")
    }
  }

  @Test("The kept High-Throughput streams give back the pixels they stand for", arguments: [97, 128])
  func committed(phase: Int) throws {
    let format = try SampleImage.format(rows: 32, columns: 32)
    var frame = SampleImage.committed(phase: phase)
    let stream = try PixelCodec.highThroughput.encode(frame, format)
    #expect(try PixelCodec.highThroughput.decode(stream, format) == frame)
    #expect(PixelCodec.highThroughput.isLossy(stream) == false)
    let other = try OtherCodecs.ask([OtherCodecs.decode(.highThroughput, stream, format)], for: "pixels")
    #expect(other == [frame])
    let lossy = try PixelCodec.highThroughput.encode(frame, format, isLossy: true)
    #expect(PixelCodec.highThroughput.isLossy(lossy) == true)
    #expect(try PixelCodec.highThroughput.decode(lossy, format) != frame)
    frame[0] ^= 1
    #expect(throws: PixelCodingError.self) { try PixelCodec.highThroughput.encode(frame, format) }
  }

  @Test("A stream of another shape than the data set describes is refused before it is decoded", arguments: lossless)
  func otherShape(codec: PixelCodec) throws {
    let format = try SampleImage.format()
    let stream = try codec.encode(SampleImage.frame(format), format)
    var others = [try SampleImage.format(rows: 24), try SampleImage.format(samples: 3)]
    if codec != .runLength { others.append(try SampleImage.format(allocated: 8, stored: 8)) }
    for other in others {
      #expect("\(codec) \(other)") { try codec.decode(stream, other) } throws: { error in
        (error as? PixelCodingError)?.isOfTheData == true
      }
    }
  }

  @Test("A stream of another codec is refused", arguments: lossless)
  func otherCodec(codec: PixelCodec) throws {
    let format = try SampleImage.format()
    for other in Self.lossless where other != codec {
      let stream = try other.encode(SampleImage.frame(format), format)
      #expect("\(codec) of \(other)") { try codec.decode(stream, format) } throws: { error in
        (error as? PixelCodingError)?.isOfTheData == true
      }
    }
  }
}

/// SplitMix64.
struct MutationSource {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
