import DICOM
import Foundation
import NIOCore

/// Plants canaries in an object: every identifying text attribute of PS3.15 Table E.1-1 that an object of its kind may
/// carry gets a value of its own, by which it is found again wherever an export puts it.
struct CanaryObject {
  /// A planted text and where it was planted.
  struct Canary: Hashable {
    /// Path by keyword: `OtherPatientIDsSequence[0].PatientID`.
    var attribute: String
    /// What is searched for.
    var text: String
  }

  /// The object with its canaries.
  private(set) var dataSet: DataSet
  /// The canaries, in the order in which they were planted.
  private(set) var canaries: [Canary] = []

  /// Begins every canary: capitals that no word has, allowed in every value representation of text.
  private static let mark = "ZQXK"
  private static let digits = Array("0123456789ABCDEFGHJKLMNPQRSTUVWX")
  /// Places other than attributes of the table, so that each has a number of its own.
  private static let places = [
    "RequestAttributesSequence[0].RequestedProcedureDescription",
    "RequestAttributesSequence[0].ScheduledProcedureStepDescription", "(0009,1101)", "(0009,1102)[0].(0009,1103)",
    "OverlayData", "ContentSequence.TextValue", "EncapsulatedDocument",
  ]
  private static let numbers: [String: Int] = {
    let keywords = ConfidentialityProfile.attributes.compactMap(\.keyword)
    return Dictionary(
      (keywords + places).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }()

  /// Plants canaries. The same place has the same canary in every object.
  init(_ original: DataSet) {
    dataSet = original
    plantAttributes()
    plantItems()
    plantPrivate()
    plantOverlay()
    plantContent()
    plantDocument()
    BurnedInText.write(into: &dataSet)
  }

  /// The canary of a place: the mark, and a number in four digits of base 32.
  private mutating func next(_ place: String) -> String {
    let number = Self.numbers[place] ?? 0
    let code = (0..<4).reversed().map { String(Self.digits[number >> ($0 * 5) & 31]) }.joined()
    let text = Self.mark + code
    canaries.append(Canary(attribute: place, text: text))
    return text
  }

  /// What identifies the study itself, and attributes with a value that its readers act on, stay as they are.
  private static let untouched: Set<Tag> = [
    .patientID, .accessionNumber, .studyID, Tag(0x0008, 0x0201), Tag(0x0010, 0x0021), Tag(0x0008, 0x0054),
  ]

  private mutating func plantAttributes() {
    for tag in ConfidentialityProfile.attributes where tag.group > 0x0004 && !Self.untouched.contains(tag) {
      guard let entry = DataDictionary.entry(tag), !entry.isRetired, entry.vrs.count == 1, let vr = entry.vrs.first,
        Self.isFit(tag), entry.multiplicity.minimum == 1
      else { continue }
      switch vr {
      case .LO, .SH, .LT, .ST, .UT, .UC: put(next(entry.keyword), at: tag, vr)
      case .PN: put(next(entry.keyword) + "^X", at: tag, vr)
      default: continue
      }
    }
  }

  /// Attributes of the modules that every object may have: patient, study, series, equipment, acquisition, general image.
  private static func isFit(_ tag: Tag) -> Bool {
    switch tag.group {
    case 0x0008, 0x0010, 0x0018, 0x0020, 0x0032, 0x0038, 0x0040: tag.element < 0xA000
    default: false
    }
  }

  private mutating func put(_ text: String, at tag: Tag, _ vr: VR) {
    // The mark and digits are in every repertoire, so this can't fail for the character set.
    try? dataSet.set(tag, strings: [text], vr: vr)
  }

  private mutating func plantItems() {
    let places: [(sequence: String, attributes: [String])] = [
      ("RequestAttributesSequence", ["RequestedProcedureDescription", "ScheduledProcedureStepDescription"])
    ]
    for (sequence, attributes) in places {
      guard let tag = Tag(keyword: sequence) else { continue }
      var item = DataSet()
      for keyword in attributes {
        guard let inner = Tag(keyword: keyword), let vr = DataDictionary.entry(inner)?.vrs.first else { continue }
        try? item.set(inner, strings: [next("\(sequence)[0].\(keyword)")], vr: vr)
      }
      dataSet[tag] = DataElement(tag: tag, vr: .SQ, value: .items([item]))
    }
  }

  private mutating func plantPrivate() {
    let creator = Tag(0x0009, 0x0011)
    put("ASSAY CANARY", at: creator, .LO)
    put(next("(0009,1101)"), at: Tag(0x0009, 0x1101), .LO)
    var item = DataSet()
    try? item.set(Tag(0x0009, 0x0011), strings: ["ASSAY CANARY"], vr: .LO)
    try? item.set(Tag(0x0009, 0x1103), strings: [next("(0009,1102)[0].(0009,1103)")], vr: .UT)
    dataSet[Tag(0x0009, 0x1102)] = DataElement(tag: Tag(0x0009, 0x1102), vr: .SQ, value: .items([item]))
  }

  /// An overlay whose bits are the bytes of a canary (PS3.3 §C.9.2).
  private mutating func plantOverlay() {
    guard let rows = dataSet.integer(.rows), let columns = dataSet.integer(.columns), rows * columns >= 128 else {
      return
    }
    let group: UInt16 = 0x6000
    for (element, number) in [(UInt16(0x0010), rows), (0x0011, columns), (0x0100, 1), (0x0102, 0)] {
      let value = UInt16(truncatingIfNeeded: number)
      dataSet.set(Tag(group, element), bytes: ByteBuffer(integer: value, endianness: .little), vr: .US)
    }
    put("G", at: Tag(group, 0x0040), .CS)
    var origin = ByteBuffer(integer: Int16(1), endianness: .little)
    origin.writeInteger(Int16(1), endianness: .little)
    dataSet.set(Tag(group, 0x0050), bytes: origin, vr: .SS)
    let length = (rows * columns + 15) / 16 * 2
    var bits = [UInt8](repeating: 0, count: length)
    let canary = Array(next("OverlayData").utf8)
    bits.replaceSubrange(0..<min(canary.count, length), with: canary.prefix(length))
    dataSet.set(Tag(group, 0x3000), bytes: ByteBuffer(bytes: bits), vr: .OW)
  }

  /// Texts in the content of a report (PS3.3 §C.17.3), all with the same canary.
  private mutating func plantContent() {
    let content = Tag(0x0040, 0xA730)
    guard let items = dataSet.items(content) else { return }
    let canary = next("ContentSequence.TextValue")
    dataSet[content] = DataElement(tag: content, vr: .SQ, value: .items(Self.planted(items, canary, depth: 0)))
  }

  private static func planted(_ items: [DataSet], _ canary: String, depth: Int) -> [DataSet] {
    let (content, text) = (Tag(0x0040, 0xA730), Tag(0x0040, 0xA160))
    return items.map { item in
      var item = item
      if item.string(Tag(0x0040, 0xA040)) == "TEXT" { try? item.set(text, strings: [canary], vr: .UT) }
      if depth < 8, let inner = item.items(content) {
        let planted = planted(inner, canary, depth: depth + 1)
        item[content] = DataElement(tag: content, vr: .SQ, value: .items(planted))
      }
      return item
    }
  }

  /// A text at the end of an encapsulated document, where a reader of PDF or XML takes it for a comment.
  private mutating func plantDocument() {
    let tag = Tag(0x0042, 0x0011)
    guard let element = dataSet[tag], case .bytes(var bytes) = element.value else { return }
    let canary = next("EncapsulatedDocument")
    let isXML = dataSet.string(Tag(0x0042, 0x0012)) == "text/XML"
    bytes.writeString(isXML ? "<!-- \(canary) -->" : "\n%\(canary)\n")
    if bytes.readableBytes % 2 == 1 { bytes.writeInteger(UInt8(0x0A)) }
    dataSet[tag] = DataElement(tag: tag, vr: element.vr, value: .bytes(bytes))
  }
}
