import DICOM
import NIOCore
import Testing

@testable import PixelCoding

@Suite("Transcoding and encapsulation")
struct TranscodingTests {
  private static let lossless: [TransferSyntax] = [
    TransferSyntax("1.2.840.10008.1.2.5"), TransferSyntax("1.2.840.10008.1.2.4.70"),
    TransferSyntax("1.2.840.10008.1.2.4.80"), TransferSyntax("1.2.840.10008.1.2.4.90"),
  ]

  private func image(samples: Int = 1, frames: Int = 1) throws -> DataSet {
    let bits = samples == 1 ? 16 : 8
    var dataSet = try SampleImage.dataSet(
      samples: samples, allocated: bits, stored: samples == 1 ? 12 : 8, frames: frames)
    let format = try PixelFormat(dataSet)
    var bytes = ByteBuffer()
    for frame in 0..<frames { bytes.writeBytes(SampleImage.frame(format, seed: UInt64(frame + 1))) }
    dataSet.set(.pixelData, bytes: bytes, vr: bits == 16 ? .OW : .OB)
    return dataSet
  }

  @Test("Pixels are equal after any lossless syntax, in grey and colour, one frame and many", arguments: lossless)
  func equalAfterLossless(syntax: TransferSyntax) throws {
    for (samples, frames) in [(1, 1), (1, 3), (3, 1), (3, 2)] {
      let native = try image(samples: samples, frames: frames)
      for table in [EncapsulatedFrames.OffsetTable.none, .basic, .extended] {
        let compressed = try native.transcoded(from: .explicitVRLittleEndian, to: syntax, table: table)
        #expect(compressed[.lossyImageCompression] == nil)
        let one = try DecodedPixels(native, .explicitVRLittleEndian)
        let two = try DecodedPixels(compressed, syntax)
        #expect(two.relation(to: one) == .equal, "\(syntax) \(samples) \(frames) \(table)")
        // The bytes on the wire decode to the same.
        let wire = try DataSetDecoder(syntax).decode(try compressed.encoded(as: syntax)).dataSet
        #expect(try DecodedPixels(wire, syntax) == two)
        let back = try compressed.transcoded(from: syntax, to: .explicitVRLittleEndian)
        #expect(back[.pixelData]?.value == native[.pixelData]?.value || samples * frames % 2 == 1)
        #expect(back.string(.photometricInterpretation) == native.string(.photometricInterpretation))
      }
    }
  }

  @Test("Lossy syntaxes leave the marks of PS3.3 C.7.6.1.1.5")
  func marks() throws {
    let native = try image(samples: 3)
    for (uid, method) in [
      ("1.2.840.10008.1.2.4.50", "ISO_10918_1"), ("1.2.840.10008.1.2.4.81", "ISO_14495_1"),
      ("1.2.840.10008.1.2.4.91", "ISO_15444_1"),
    ] {
      let syntax = TransferSyntax(UID(uid))
      let compressed = try native.transcoded(from: .explicitVRLittleEndian, to: syntax)
      #expect(compressed.string(.lossyImageCompression) == "01")
      #expect(compressed.strings(.lossyImageCompressionMethod) == [method])
      #expect((compressed.number(.lossyImageCompressionRatio) ?? 0) > 1)
      #expect(compressed.strings(.imageType)?.first == "DERIVED")
      #expect(compressed.hasLossyMarks && compressed.isIrreversiblyCompressed(syntax) == true)
      let relation = try DecodedPixels(compressed, syntax).relation(to: DecodedPixels(native, .explicitVRLittleEndian))
      if case .different(_, let maximum) = relation { #expect(maximum > 0) } else { Issue.record("\(relation)") }
    }
  }

  @Test("A changed sample is seen, and by how much")
  func changed() throws {
    var other = try image()
    let format = try PixelFormat(other)
    var frame = SampleImage.frame(format)
    frame[100] ^= 4
    other.set(.pixelData, bytes: ByteBuffer(bytes: frame), vr: .OW)
    let relation = try DecodedPixels(other, .explicitVRLittleEndian).relation(
      to: DecodedPixels(image(), .explicitVRLittleEndian))
    #expect(relation == .different(samples: 1, maximum: 4))
  }

  @Test("Offset tables that point astray, and frames that are missing, are refused")
  func strict() throws {
    var dataSet = try image(frames: 3)
    let syntax = TransferSyntax("1.2.840.10008.1.2.5")
    dataSet = try dataSet.transcoded(from: .explicitVRLittleEndian, to: syntax)
    guard case .fragments(let good)? = dataSet[.pixelData]?.value else { throw OtherCodecs.Failed() }
    let broken: [([ByteBuffer]) -> [ByteBuffer]] = [
      { Array($0.dropLast()) }, { _ in [] },
      { [ByteBuffer(bytes: [0, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0])] + $0.dropFirst() },
      { [ByteBuffer(bytes: [0, 0, 0, 0])] + $0.dropFirst() }, { [ByteBuffer(bytes: [1])] + $0.dropFirst() },
      { [$0[0], ByteBuffer(bytes: [1, 2, 3, 4])] + $0.dropFirst(2) },
    ]
    for (index, change) in broken.enumerated() {
      var bad = dataSet
      bad[.pixelData] = DataElement(tag: .pixelData, vr: .OB, value: .fragments(change(good)))
      #expect("case \(index)") { try DecodedPixels(bad, syntax) } throws: {
        ($0 as? PixelCodingError)?.isOfTheData == true
      }
    }
  }

  @Test("Pixel data larger than the limit are not decoded")
  func limit() throws {
    var dataSet = try SampleImage.dataSet(rows: 65_535, columns: 65_535, frames: 1000)
    dataSet[.pixelData] = DataElement(tag: .pixelData, vr: .OB, value: .fragments([ByteBuffer(), ByteBuffer()]))
    for syntax in Self.lossless + [.explicitVRLittleEndian] {
      #expect("\(syntax)") { try DecodedPixels(dataSet, syntax) } throws: { error in
        if case .tooLarge? = error as? PixelCodingError { true } else { false }
      }
    }
  }

  @Test("Native pixel data of another length than described are refused")
  func nativeLength() throws {
    var dataSet = try image()
    dataSet.set(.pixelData, bytes: ByteBuffer(repeating: 0, count: 100), vr: .OW)
    #expect(throws: PixelCodingError.self) { try DecodedPixels(dataSet, .explicitVRLittleEndian) }
  }
}
