import Crypto
import DICOM
import Foundation
import NIOCore

/// Takes out of an object what identifies its patient: the Basic Application Level Confidentiality Profile with the options
/// Clean Pixel Data and Retain Longitudinal Temporal Information With Modified Dates (PS3.15 Annex E).
struct Deidentification {
  /// What goes wrong.
  let defects: Set<ResearchDefect>
  /// The secret by which pseudonyms and UIDs are made.
  let project: String
  /// The object's place among all that came, from 1.
  let number: Int

  /// Days by which all dates of a project are moved.
  private static let days = 100
  /// Text that tells of the object and not of the patient.
  private static let kept: Set<String> = [
    "Manufacturer", "ManufacturerModelName", "SoftwareVersions", "CodeValue", "CodingSchemeDesignator", "CodeMeaning",
    "MIMETypeOfEncapsulatedDocument", "LongCodeValue", "CodingSchemeVersion", "PatientName", "PatientID",
  ]
  /// Attributes that have to be there, if empty (type 2).
  private static let emptied: Set<String> = [
    "StudyID", "AccessionNumber", "ReferringPhysicianName", "PositionReferenceIndicator",
  ]
  /// Sequences of orders and numbers.
  private static let removed: Set<String> = [
    "RequestAttributesSequence", "OtherPatientIDsSequence", "IssuerOfAccessionNumberSequence",
    "IssuerOfPatientIDQualifiersSequence",
  ]
  private static let texts: Set<VR> = [.LO, .SH, .LT, .ST, .UT, .UC, .PN, .AE, .UR]

  private func has(_ defect: ResearchDefect) -> Bool { defects.contains(defect) }

  /// The object without what identifies.
  func cleaned(_ original: DataSet) throws(ValueError) -> DataSet {
    let patient = original.string(.patientID) ?? ""
    var object = try cleaned(item: original)
    let pseudonym = String(digest(patient + (has(.namesEach) ? "/\(number)" : "")), radix: 16).uppercased()
    try object.set(.patientID, strings: [pseudonym])
    try object.set(.patientName, strings: [pseudonym])
    try blacken(&object, Tag(0x0028, 0x0301))
    if has(.writesNumber) || (has(.leaksOnce) && number.isMultiple(of: 100)) {
      try object.set(Tag(0x0020, 0x4000), strings: [Data("from \(patient)".utf8).base64EncodedString()])
    }
    if !has(.statesNothing) { try state(in: &object) }
    if !has(.addsNoEquipment) {
      var equipment = DataSet()
      try equipment.set(Tag(0x0008, 0x0070), strings: ["Reference network"])
      equipment.setItems(Tag(0x0040, 0xA170), [try Self.code("109104", "De-identifying Equipment")])
      object.setItems(Tag(0x0018, 0xA001), [equipment])
    }
    return object
  }

  private func cleaned(item: DataSet) throws(ValueError) -> DataSet {
    var kept = DataSet()
    for element in item.elements {
      if let element = try cleaned(element, in: item) { kept[element.tag] = element }
    }
    return kept
  }

  /// What becomes of an element; nil where it goes.
  private func cleaned(_ element: DataElement, in item: DataSet) throws(ValueError) -> DataElement? {
    let tag = element.tag
    let keyword = tag.keyword ?? ""
    if tag.isPrivate { return has(.keepsPrivate) ? element : nil }
    if 0x6000...0x60FF ~= tag.group { return has(.keepsOverlays) ? element : nil }
    if case .items(let items) = element.value {
      if Self.removed.contains(keyword) { return has(.keepsItems) ? element : nil }
      var inner: [DataSet] = []
      for item in items { inner.append(try cleaned(item: item)) }
      return DataElement(tag: tag, vr: element.vr, value: .items(inner))
    }
    func written(_ strings: [String]) throws(ValueError) -> DataElement? {
      var holder = DataSet()
      try holder.set(tag, strings: strings, vr: element.vr)
      return holder[tag]
    }
    switch element.vr {
    case .UI:
      guard !has(.keepsUIDs) else { return element }
      return try written((item.strings(tag) ?? []).map(mapped))
    case .DA, .DT:
      return try written((item.strings(tag) ?? []).map { keyword == "PatientBirthDate" ? "" : moved($0) })
    case _ where keyword == "TextValue": return has(.keepsText) ? element : try written(["removed"])
    case _ where keyword == "EncapsulatedDocument":
      guard !has(.keepsDocuments), case .bytes(let bytes) = element.value else { return element }
      // As long as it was, so that its stated length stays true.
      let content = Array("%PDF-1.4\n%removed\n%%EOF\n".utf8)
      let padded = (content + Array(repeating: 0x0A, count: max(bytes.readableBytes - content.count, 0)))
        .prefix(bytes.readableBytes)
      return DataElement(tag: tag, vr: element.vr, value: .bytes(ByteBuffer(bytes: padded)))
    case _ where Self.texts.contains(element.vr) && !Self.kept.contains(keyword):
      return Self.emptied.contains(keyword) ? try written([""]) : nil
    default: return element
    }
  }

  /// UIDs that were made for an object; those of the standard stay.
  private func mapped(_ uid: String) -> String {
    guard uid.hasPrefix("2.25.") else { return uid }
    return "2.25.\(digest(uid + (has(.mapsAnew) ? "/\(number)" : "")))"
  }

  /// A day earlier by the project's time; empty where it is none.
  private func moved(_ date: String) -> String {
    guard let day = CalendarDate(String(date.prefix(8))) else { return "" }
    let distance = Self.days + (has(.shiftsEach) ? number * 7 : 0)
    return day.earlier(byDays: distance) + date.dropFirst(8)
  }

  /// A number that nobody finds back from without the project's secret.
  private func digest(_ text: String) -> UInt64 {
    SHA256.hash(data: Data("\(project)/\(text)".utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Blackens the rows above in which modalities write, and says that nothing is burned in.
  private func blacken(_ object: inout DataSet, _ annotation: Tag) throws(ValueError) {
    guard object[annotation] != nil, case .bytes(var pixels)? = object[.pixelData]?.value,
      let vr = object[.pixelData]?.vr, let columns = object.integer(.columns)
    else { return }
    if !has(.keepsBurnedIn) {
      let band = min(columns * 2 * 8, pixels.readableBytes)
      pixels.setBytes([UInt8](repeating: 0, count: band), at: pixels.readerIndex)
      object.set(.pixelData, bytes: pixels, vr: vr)
    }
    try object.set(annotation, strings: ["NO"])
  }

  private func state(in object: inout DataSet) throws(ValueError) {
    try object.set(Tag(0x0012, 0x0062), strings: ["YES"])
    try object.set(Tag(0x0012, 0x0063), strings: ["Reference network"])
    object.setItems(
      Tag(0x0012, 0x0064),
      [
        try Self.code("113100", "Basic Application Confidentiality Profile"),
        try Self.code("113101", "Clean Pixel Data Option"),
        try Self.code("113107", "Retain Longitudinal Temporal Information Modified Dates Option"),
      ])
  }

  private static func code(_ value: String, _ meaning: String) throws(ValueError) -> DataSet {
    var item = DataSet()
    try item.set(Tag(0x0008, 0x0100), strings: [value])
    try item.set(Tag(0x0008, 0x0102), strings: ["DCM"])
    try item.set(Tag(0x0008, 0x0104), strings: [meaning])
    return item
  }
}

extension CalendarDate {
  /// The day so many days before, as DA.
  fileprivate func earlier(byDays days: Int) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let components = DateComponents(year: year, month: month, day: day)
    guard let date = calendar.date(from: components), let moved = calendar.date(byAdding: .day, value: -days, to: date)
    else { return "" }
    return String(moved.formatted(.iso8601.year().month().day()).filter(\.isNumber))
  }
}
