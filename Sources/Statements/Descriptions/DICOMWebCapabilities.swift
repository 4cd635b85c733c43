/// Reads it.
enum DICOMWebCapabilities {
  static func read(_ bytes: [UInt8], into findings: inout Findings) throws(ReadingFailure) -> DescribedSystem {
    throw ReadingFailure("unsupported-format", "is not read yet.")
  }
}
