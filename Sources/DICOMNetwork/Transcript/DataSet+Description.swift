import DICOM
import NIOCore

/// Data sets for people: a line for each attribute, keyword and value. Pixel data is never shown.
enum DataSetDescription {
  /// Characters of a value that are shown.
  static let valueLength = 64
  /// Lines shown of one data set.
  static let lineLimit = 200
  /// What is decoded to be shown. Deflated data sets grow, so that they have a smaller share.
  private static func limits(_ syntax: TransferSyntax) -> DecodingLimits {
    DecodingLimits(maximumElements: 20_000, maximumLength: (syntax.isDeflated ? 4 : 64) << 20, maximumNotes: 1)
  }

  /// The lines of an encoded data set; one line that says why when it can't be decoded.
  static func lines(_ bytes: ByteBuffer, transferSyntax: String) -> [String] {
    let syntax = TransferSyntax(UID(transferSyntax))
    let decoder = DataSetDecoder(syntax, limits: limits(syntax))
    do throws(DataSetDecodingError) {
      var lines: [String] = []
      describe(try decoder.decode(bytes).dataSet, indentation: "  ", inheriting: .standard, into: &lines)
      return lines.count > lineLimit ? lines.prefix(lineLimit) + ["  …"] : lines
    } catch {
      return ["  Data set of \(bytes.readableBytes) bytes that can't be decoded: \(error)"]
    }
  }

  private static func describe(
    _ dataSet: DataSet, indentation: String, inheriting outer: SpecificCharacterSet, into lines: inout [String]
  ) {
    let characterSet = dataSet.characterSet(inheriting: outer)
    for element in dataSet.elements {
      guard lines.count <= lineLimit else { return }
      let name = indentation + (element.tag.keyword ?? element.tag.description) + ": "
      switch element.value {
      case .items(let items):
        lines.append(name + "\(items.count) item\(items.count == 1 ? "" : "s")")
        for item in items { describe(item, indentation: indentation + "  ", inheriting: characterSet, into: &lines) }
      case .fragments(let fragments): lines.append(name + "\(fragments.count) fragments")
      case .bytes(let bytes):
        lines.append(name + value(of: element, bytes, in: dataSet, inheriting: outer))
      }
    }
  }

  private static func value(
    of element: DataElement, _ bytes: ByteBuffer, in dataSet: DataSet, inheriting outer: SpecificCharacterSet
  ) -> String {
    let bulk = "\(bytes.readableBytes) bytes"
    guard element.tag != .pixelData, bytes.readableBytes <= 64 << 10 else { return bulk }
    let text: String?
    if element.vr == .UI {
      text = dataSet.uids(element.tag)?.map { named($0.value) }.joined(separator: "\\")
    } else if let strings = dataSet.strings(element.tag, inheriting: outer) {
      text = strings.joined(separator: "\\")
    } else if let tags = dataSet.tags(element.tag) {
      text = tags.map(\.description).joined(separator: "\\")
    } else {
      text = dataSet.numbers(element.tag)?.map { "\($0)" }.joined(separator: "\\")
    }
    guard let text else { return bulk }
    return readable(text.count > valueLength ? text.prefix(valueLength) + "…" : text)
  }
}
