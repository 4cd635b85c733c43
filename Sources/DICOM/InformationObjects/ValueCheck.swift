import NIOCore

/// Holds every element of an object and its items against PS3.6 (value representation and number of values) and PS3.5
/// §6 (form of values, character sets).
struct ValueCheck {
  /// What PS3.6 says of the tags met so far: most come again in every item.
  private var entries: [Tag: DataDictionary.Entry?] = [:]

  mutating func check(_ object: DataSet, into notes: inout FindingList) {
    check(object, inheriting: .standard, in: "", depth: 0, into: &notes)
  }

  private mutating func check(
    _ item: DataSet, inheriting outer: SpecificCharacterSet, in path: String, depth: Int, into notes: inout FindingList
  ) {
    let characterSet = item.characterSet(inheriting: outer)
    CharacterSetCheck.checkDeclaration(item, in: path, into: &notes)
    for element in item.elements where !notes.isCut {
      let place = AttributePlace(element.tag, in: path)
      checkRegistration(element, in: item, place, into: &notes)
      switch element.value {
      case .bytes(let bytes): check(element.vr, bytes, characterSet, place, into: &notes)
      case .fragments: continue
      case .items(let items):
        guard depth < ObjectConformance.maximumDepth else { continue }
        for (number, inner) in items.enumerated() where !notes.isCut {
          check(inner, inheriting: characterSet, in: place.item(number), depth: depth + 1, into: &notes)
        }
      }
    }
  }

  private mutating func entry(_ tag: Tag) -> DataDictionary.Entry? {
    if let known = entries[tag] { return known }
    let found = DataDictionary.entry(tag)
    entries[tag] = .some(found)
    return found
  }

  // MARK: Registration

  private mutating func checkRegistration(
    _ element: DataElement, in item: DataSet, _ place: AttributePlace, into notes: inout FindingList
  ) {
    if element.tag.isPrivate { return checkCreator(element.tag, in: item, place, into: &notes) }
    guard let entry = entry(element.tag) else {
      return notes.add(
        ObjectFinding(
          .registration, .warning, at: place, section: "PS3.6",
          "is no element of the standard's edition \(DataDictionary.edition)"))
    }
    // UN stands for a VR that an application on the way did not know (PS3.5 §6.2.2).
    if element.vr != .UN, !entry.vrs.isEmpty, !entry.vrs.contains(element.vr) {
      notes.add(
        ObjectFinding(
          .representation, at: place, section: "PS3.6",
          "is of \(element.vr.rawValue), and is of \(entry.vrs.map(\.rawValue).joined(separator: " or "))"))
    }
    checkCount(element, entry, place, into: &notes)
  }

  private func checkCreator(_ tag: Tag, in item: DataSet, _ place: AttributePlace, into notes: inout FindingList) {
    guard tag.element >= 0x1000, item[Tag(tag.group, tag.element >> 8)] == nil else { return }
    notes.add(
      ObjectFinding(
        .registration, .warning, at: place, section: "PS3.5 §7.8.1", "is private, and its block has no private creator")
    )
  }

  private func checkCount(
    _ element: DataElement, _ entry: DataDictionary.Entry, _ place: AttributePlace, into notes: inout FindingList
  ) {
    guard case .bytes(let bytes) = element.value, bytes.readableBytes > 0, entry.vrs.contains(element.vr) else {
      return
    }
    let count: Int
    if element.vr == .AT {
      count = bytes.readableBytes / 4
    } else if let size = element.vr.wordSize, !element.vr.isBulk {
      count = bytes.readableBytes / size
    } else if element.vr.separatesValues, !element.vr.followsSpecificCharacterSet {
      count = bytes.readableBytesView.count { $0 == UInt8(ascii: "\\") } + 1
    } else {
      return
    }
    guard !entry.multiplicity.allows(count) else { return }
    notes.add(
      ObjectFinding(
        .multiplicity, at: place, section: "PS3.6",
        "has \(count) \(count == 1 ? "value" : "values"), and \(entry.multiplicity) are allowed"))
  }

  // MARK: Values

  private func check(
    _ vr: VR, _ bytes: ByteBuffer, _ characterSet: SpecificCharacterSet, _ place: AttributePlace,
    into notes: inout FindingList
  ) {
    guard bytes.readableBytes > 0 else { return }
    if let size = vr == .AT ? 4 : vr.wordSize, bytes.readableBytes % size != 0 {
      notes.add(
        ObjectFinding(
          .form, at: place, section: "PS3.5 §6.2",
          "has \(bytes.readableBytes) bytes, and a value of \(vr.rawValue) has \(size)"))
    }
    guard vr.isText else { return }
    if let offset = CharacterSetCheck.firstFault(in: bytes, vr: vr, characterSet) {
      return notes.add(CharacterSetCheck.finding(offset, in: bytes, vr: vr, characterSet, at: place))
    }
    let text = characterSet.decode(bytes.readableBytesView, vr: vr)
    if vr.followsSpecificCharacterSet, vr.separatesValues, let entry = entries[place.tag] ?? nil,
      entry.vrs.contains(vr), !entry.multiplicity.allows(text.values.count)
    {
      notes.add(
        ObjectFinding(
          .multiplicity, at: place, section: "PS3.6",
          "has \(text.values.count) values, and \(entry.multiplicity) are allowed"))
    }
    for value in text.values {
      guard let fault = ValueForm.fault(in: value, vr: vr) else { continue }
      notes.add(
        ObjectFinding(
          .form, place.tag.isPrivate ? .warning : fault.severity, at: place, section: fault.section,
          "\(fault.message): \"\(ValueForm.shown(value))\""))
      break
    }
  }
}

extension VR {
  /// Whether the value is one run of words, not several values.
  var isBulk: Bool {
    switch self {
    case .OB, .OD, .OF, .OL, .OV, .OW, .UN: true
    default: false
    }
  }
}
