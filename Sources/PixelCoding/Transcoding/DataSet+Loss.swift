import DICOM

extension DataSet {
  /// Whether the compressed pixel data can't give back what they were made of; nil where the streams do not tell, or are
  /// not compressed.
  ///
  /// - Parameter syntax: The transfer syntax that the data set came in.
  public func isIrreversiblyCompressed(_ syntax: TransferSyntax) -> Bool? {
    guard let codec = PixelCodec(syntax), let format = try? PixelFormat(self),
      let streams = try? EncapsulatedFrames.read(self, count: format.frames)
    else { return nil }
    let answers = streams.map { codec.isLossy($0) }
    return answers.contains(true) ? true : answers.contains(nil) ? nil : false
  }

  /// Whether the data set tells that its pixels were compressed irreversibly, by which ratio and method
  /// (PS3.3 §C.7.6.1.1.5).
  public var hasLossyMarks: Bool {
    string(.lossyImageCompression) == "01" && string(.lossyImageCompressionRatio)?.isEmpty == false
      && string(.lossyImageCompressionMethod)?.isEmpty == false
  }
}
