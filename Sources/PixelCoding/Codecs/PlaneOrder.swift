/// The two orders of colour samples (Planar Configuration, PS3.3 §C.7.6.3.1.3).
enum PlaneOrder {
  /// Samples plane by plane, put pixel by pixel.
  static func interleaved(_ planes: [UInt8], samples: Int, sampleBytes: Int) -> [UInt8] {
    let pixels = planes.count / max(samples * sampleBytes, 1)
    var frame = [UInt8](repeating: 0, count: planes.count)
    for sample in 0..<samples {
      for pixel in 0..<pixels {
        for byte in 0..<sampleBytes {
          frame[(pixel * samples + sample) * sampleBytes + byte] =
            planes[(sample * pixels + pixel) * sampleBytes + byte]
        }
      }
    }
    return frame
  }
}
