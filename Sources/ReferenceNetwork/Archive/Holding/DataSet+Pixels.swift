import DICOM
import NIOCore

extension DataSet {
  /// The same with another value of the first pixel, where pixel data are native.
  var withOtherPixels: DataSet {
    guard case .bytes(var pixels)? = self[.pixelData]?.value,
      let first = pixels.getInteger(at: pixels.readerIndex, as: UInt8.self)
    else { return self }
    pixels.setInteger(first ^ 1, at: pixels.readerIndex)
    return DataSet(
      elements.map { element in
        guard element.tag == .pixelData else { return element }
        var element = element
        element.value = .bytes(pixels)
        return element
      })
  }
}
