import DICOM
import NIOCore

extension SyntheticStudy {
  /// The data set of an instance; nil where the study has no such instance.
  func dataSet(of instance: String) -> DataSet? {
    for series in series {
      if let index = series.instances.firstIndex(of: instance) {
        return SyntheticImage(study: self).dataSet(series: series, index: index)
      }
    }
    return nil
  }

  /// The native pixel data of a frame, from 1; nil where there is no such frame or the pixels are compressed.
  func frame(_ number: Int, of instance: String) -> ByteBuffer? {
    guard let dataSet = dataSet(of: instance), case .bytes(let pixels) = dataSet[.pixelData]?.value else { return nil }
    let frames = max(1, dataSet.integers(Tag(0x0028, 0x0008))?.first ?? 1)
    let length = pixels.readableBytes / frames
    guard (1...frames).contains(number) else { return nil }
    return pixels.getSlice(at: pixels.readerIndex + (number - 1) * length, length: length)
  }

  /// One native frame of an instance as an image by itself, with the instance's attributes; nil where it has none.
  func image(_ number: Int, of instance: String) -> DataSet? {
    guard var image = dataSet(of: instance), let frame = frame(number, of: instance), let vr = image[.pixelData]?.vr
    else {
      return nil
    }
    image[Tag(0x0028, 0x0008)] = nil
    image[.pixelData] = DataElement(tag: .pixelData, vr: vr, value: .bytes(frame))
    return image
  }
}
