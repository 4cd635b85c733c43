import DICOM
import Foundation
import TestPeers
import Testing

@testable import PixelCoding

/// Other implementations' codecs, asked through Python.
enum OtherCodecs {
  struct Failed: Error {}

  /// Streams or pixels for requests, in order.
  static func ask(_ requests: [[String: Any]], for field: String) throws -> [[UInt8]] {
    let process = Process()
    process.executableURL = try PeerPython.interpreter()
    process.arguments = [
      Project.root.appendingPathComponent("Tests/PixelCodingTests/Vectors/codecs.py").path
    ]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var lines = Data()
    for request in requests {
      lines += try JSONSerialization.data(withJSONObject: request)
      lines.append(0x0A)
    }
    let handle = input.fileHandleForWriting
    let writer = Thread { [lines] in
      try? handle.write(contentsOf: lines)
      try? handle.close()
    }
    writer.start()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed() }
    return try answer.split(separator: 0x0A).map { line in
      let object = try JSONSerialization.jsonObject(with: line) as? [String: String]
      return Array(Data(base64Encoded: object?[field] ?? "") ?? Data())
    }
  }

  static func encode(_ codec: PixelCodec, _ frame: [UInt8], _ format: PixelFormat, predictor: Int = 1) -> [String: Any]
  {
    [
      "do": "encode", "codec": "\(codec)", "shape": [format.rows, format.columns, format.samples],
      "bits": format.bitsAllocated, "stored": format.bitsStored, "pixels": Data(frame).base64EncodedString(),
      "predictor": predictor,
    ]
  }

  static func decode(_ codec: PixelCodec, _ stream: [UInt8], _ format: PixelFormat) -> [String: Any] {
    [
      "do": "decode", "codec": "\(codec)", "bits": format.bitsAllocated, "stream": Data(stream).base64EncodedString(),
    ]
  }
}

/// Images of tests.
enum SampleImage {
  static func format(
    rows: Int = 23, columns: Int = 17, samples: Int = 1, allocated: Int = 16, stored: Int = 12, signed: Bool = false,
    frames: Int = 1
  ) throws -> PixelFormat {
    try PixelFormat(
      dataSet(
        rows: rows, columns: columns, samples: samples, allocated: allocated, stored: stored, signed: signed,
        frames: frames))
  }

  static func dataSet(
    rows: Int = 23, columns: Int = 17, samples: Int = 1, allocated: Int = 16, stored: Int = 12, signed: Bool = false,
    frames: Int = 1
  ) throws -> DataSet {
    var dataSet = DataSet()
    try dataSet.set(.rows, rows)
    try dataSet.set(.columns, columns)
    try dataSet.set(.samplesPerPixel, samples)
    try dataSet.set(.bitsAllocated, allocated)
    try dataSet.set(.bitsStored, stored)
    try dataSet.set(.pixelRepresentation, signed ? 1 : 0)
    try dataSet.set(.photometricInterpretation, samples == 1 ? "MONOCHROME2" : "RGB")
    try dataSet.set(.imageType, strings: ["ORIGINAL", "PRIMARY"])
    if samples > 1 { try dataSet.set(.planarConfiguration, 0) }
    if frames > 1 { try dataSet.set(.numberOfFrames, frames) }
    return dataSet
  }

  /// Slopes, a flat part and noise, so that every predictor and run has something to do.
  static func frame(_ format: PixelFormat, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    var frame: [UInt8] = []
    let range = 1 << format.bitsStored
    for row in 0..<format.rows {
      for column in 0..<format.columns {
        for sample in 0..<format.samples {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let noise = Int(state >> 40)
          var value = row * 5 + column * 3 + sample * 7
          if row % 4 == 0 { value = noise } else if column < 5 { value = 40 }
          value %= range
          if format.isSigned { value -= range / 2 }
          frame.append(UInt8(truncatingIfNeeded: value))
          if format.bitsAllocated == 16 { frame.append(UInt8(truncatingIfNeeded: value >> 8)) }
        }
      }
    }
    return frame
  }

  /// A frame of which High-Throughput streams are kept: 32 × 32 samples of 12 bits.
  static func committed(phase: Int) -> [UInt8] {
    (0..<1_024).flatMap { (index: Int) -> [UInt8] in
      let (row, column) = (index / 32, index % 32)
      let sample = (row * column + phase * (row + column)) & 0x0FFF
      return [UInt8(sample & 0xFF), UInt8(sample >> 8)]
    }
  }
}
