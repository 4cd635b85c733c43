import DICOM
import NIOCore
import PixelCoding

/// What became of pixel data on their way: they are decoded where the transfer syntaxes differ, and compared sample by
/// sample.
struct PixelComparison {
  /// The finding in a word.
  enum Word: String, CaseIterable {
    case equal
    case different
    /// The bytes are not what their transfer syntax or the attributes say.
    case undecodable
    /// Nothing here decodes them, or the colours are in another space.
    case notCompared = "not-compared"
    case missing
  }

  /// Whether information was lost, and whether the object says so.
  enum Loss: String, CaseIterable {
    case none
    case marked
    case unmarked
  }

  /// The finding.
  private(set) var word: Word
  /// The largest difference of a sample; nil where nothing differs or the shapes do.
  private(set) var largestDifference: Int?
  /// Why they could not be compared.
  private(set) var note: String?
  /// Loss of information on the way or before; nil for objects without pixel data.
  private(set) var loss: Loss?
  /// Whether the two forms of the pixel data differ, so that attributes which go with the form may.
  let wasTranscoded: Bool

  /// Whether the finding speaks against who sent the object.
  var isFault: Bool { word == .different || word == .undecodable || word == .missing }

  /// Compares.
  init(
    sent: DataSet, sentAs sentSyntax: TransferSyntax, received: DataSet, receivedAs receivedSyntax: TransferSyntax
  ) {
    let before = sent[.pixelData]?.value
    let after = received[.pixelData]?.value
    wasTranscoded =
      Self.isEncapsulated(before) != Self.isEncapsulated(after)
      || Self.isEncapsulated(after) && sentSyntax != receivedSyntax
    switch (before, after) {
    case (nil, nil): word = .equal
    case (_, nil): word = .missing
    case (nil, _): word = .different
    case (let before?, let after?):
      word = .equal
      if !Self.isSame(before, after) || wasTranscoded {
        compare(sent, sentSyntax, received, receivedSyntax)
      } else if Self.isEncapsulated(after), case .failure(let error) = Self.decoded(received, receivedSyntax),
        error.isOfTheData
      {
        // The same bytes under a label that is not theirs.
        (word, note) = (.undecodable, error.description)
      }
      let lost =
        word == .different || sent.string(.lossyImageCompression) == "01"
        || received.isIrreversiblyCompressed(receivedSyntax) == true
      loss = !lost ? Loss.none : received.hasLossyMarks ? .marked : .unmarked
    }
  }

  private mutating func compare(
    _ sent: DataSet, _ sentSyntax: TransferSyntax, _ received: DataSet, _ receivedSyntax: TransferSyntax
  ) {
    let after: DecodedPixels
    switch Self.decoded(received, receivedSyntax) {
    case .success(let pixels): after = pixels
    case .failure(let error):
      (word, note) = (error.isOfTheData ? .undecodable : .notCompared, error.description)
      return
    }
    guard case .success(let before) = Self.decoded(sent, sentSyntax) else {
      (word, note) = (.notCompared, "the fixture's own pixel data are not decoded here")
      return
    }
    switch after.relation(to: before) {
    case .equal: word = .equal
    case .different(_, let maximum): (word, largestDifference) = (.different, maximum)
    case .otherShape: (word, note) = (.different, "the image has other rows, columns, frames, samples or bits")
    case .otherColours:
      (word, note) = (
        .notCompared,
        "the colours are \(after.format.photometricInterpretation), and \(before.format.photometricInterpretation) was sent"
      )
    }
  }

  private static func decoded(_ dataSet: DataSet, _ syntax: TransferSyntax) -> Result<DecodedPixels, PixelCodingError> {
    do throws(PixelCodingError) { return .success(try DecodedPixels(dataSet, syntax)) } catch { return .failure(error) }
  }

  private static func isEncapsulated(_ value: ElementValue?) -> Bool {
    if case .fragments? = value { true } else { false }
  }

  /// Whether values are the same but for one byte of padding.
  private static func isSame(_ before: ElementValue, _ after: ElementValue) -> Bool {
    guard case .bytes(let one) = before, case .bytes(let two) = after else { return before == after }
    return ValueBytes.isSame(one, two)
  }
}
