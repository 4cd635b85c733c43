/// A piece of a document's page as it looks, to be shown beside the words that were read there.
public struct PagePicture: Hashable, Sendable {
  /// The picture, PNG (ISO/IEC 15948).
  public var png: [UInt8]
  /// Pixels across.
  public var width: Int
  /// Pixels down.
  public var height: Int

  /// Makes a picture.
  public init(png: [UInt8], width: Int, height: Int) {
    self.png = png
    self.width = width
    self.height = height
  }
}
