import DICOM
import NIOCore
import Testing

@testable import PixelCoding

@Suite("Mutants of compressed frames")
struct CodecMutationTests {
  private static let mutants = 20_000
  /// Keeps its processes after frames that they find wrong, which are nearly all here.
  private static let decoders = FrameDecoders(keepsAll: true)

  @Test("Mutated streams give an error or a frame of the right size, never more", arguments: PixelCodec.allCases)
  func mutated(codec: PixelCodec) throws {
    let format =
      codec == .jpeg
      ? try SampleImage.format(allocated: 8, stored: 8) : try SampleImage.format(rows: 32, columns: 32)
    let frame = codec == .highThroughput ? SampleImage.committed(phase: 97) : SampleImage.frame(format)
    let stream = try codec.encode(frame, format, isLossy: codec == .jpeg)
    var generator = MutationSource(state: 7)
    var (whole, broken) = (0, 0)
    for _ in 0..<Self.mutants {
      let mutant = generator.mutant(of: stream)
      do {
        let decoded =
          switch codec {
          case .jpeg2000, .highThroughput: try Self.decoders.decode(mutant, format)
          default: try codec.decode(mutant, format)
          }
        #expect(decoded.count == format.frameLength)
        whole += 1
      } catch {
        // Whatever is found is found in the frame: no mutant is this program's trouble.
        #expect(error.isOfTheData || Self.isUnsupported(error), "\(error)")
        broken += 1
      }
    }
    #expect(whole > 100 && broken > 1_000)
  }

  @Test(
    "20,000 mutants of fragments and their offsets give as many frames as were asked for, or an error",
    arguments: [EncapsulatedFrames.OffsetTable.none, .basic, .extended])
  func encapsulated(table: EncapsulatedFrames.OffsetTable) throws {
    let syntax = TransferSyntax("1.2.840.10008.1.2.4.50")
    var dataSet = DataSet()
    EncapsulatedFrames.set([[1, 2, 3, 4], [5, 6], [7, 8]], table: table, in: &dataSet)
    let stream = Array(try dataSet.encoded(as: syntax).readableBytesView)
    var generator = MutationSource(state: 8)
    var (whole, broken) = (0, 0)
    for _ in 0..<Self.mutants {
      let mutant = ByteBuffer(bytes: generator.mutant(of: stream))
      guard let read = try? DataSetDecoder(syntax).decode(mutant).dataSet,
        let frames = try? EncapsulatedFrames.read(read, count: 3)
      else {
        broken += 1
        continue
      }
      whole += 1
      if frames.count != 3 { Issue.record("\(frames.count) frames") }
    }
    #expect(whole > 100 && broken > 1_000)
  }

  private static func isUnsupported(_ error: PixelCodingError) -> Bool {
    if case .unsupported = error { true } else { false }
  }
}

extension MutationSource {
  /// A stream with some of its bytes changed, cut or added, more often among the first, where headers are.
  mutating func mutant(of stream: [UInt8]) -> [UInt8] {
    var mutant = stream
    for _ in 0...Int(next() % 3) {
      switch next() % 4 {
      case 0: mutant[Int(next() % UInt64(mutant.count))] = UInt8(truncatingIfNeeded: next())
      case 1: mutant = Array(mutant.prefix(max(1, Int(next() % UInt64(mutant.count)))))
      case 2: mutant.insert(0xFF, at: Int(next() % UInt64(mutant.count)))
      default: mutant[Int(next() % UInt64(min(mutant.count, 64)))] = UInt8(truncatingIfNeeded: next())
      }
    }
    return mutant
  }
}
