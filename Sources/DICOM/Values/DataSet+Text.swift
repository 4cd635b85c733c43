import NIOCore

extension DataSet {
  /// The character sets that the data set itself declares in (0008,0005); nil where it declares none.
  public var declaredCharacterSet: SpecificCharacterSet? {
    guard case .bytes(let value)? = self[.specificCharacterSet]?.value, value.readableBytes > 0 else { return nil }
    let text = SpecificCharacterSet.standard.decode(value.readableBytesView, vr: .CS)
    return SpecificCharacterSet(terms: text.values.map { ValuePadding.trimmed($0, vr: .CS) })
  }

  /// The character sets of the text: those declared, or else those of the data set around an item (PS3.3 §C.12.1.1.2).
  public func characterSet(inheriting outer: SpecificCharacterSet = .standard) -> SpecificCharacterSet {
    declaredCharacterSet ?? outer
  }

  /// The values of an element as text without padding; numbers in decimal, tags as eight hexadecimal digits.
  ///
  /// Nil where the element is missing or its VR has no text form (sequences and uninterpreted bytes); empty where it is
  /// there without a value.
  ///
  /// - Parameter outer: of an item, the character sets of the data set around it.
  public func strings(_ tag: Tag, inheriting outer: SpecificCharacterSet = .standard) -> [String]? {
    guard let element = self[tag], case .bytes(let value) = element.value else { return nil }
    let vr = element.vr
    if value.readableBytes == 0 { return vr.isText || vr.wordSize != nil ? [] : nil }
    if vr.isText {
      let text = characterSet(inheriting: outer).decode(value.readableBytesView, vr: vr)
      let values = text.values.map { ValuePadding.trimmed($0, vr: vr) }
      return values == [""] ? [] : values
    }
    return Numbers.strings(value, vr: vr)
  }

  /// The first value of an element as text, as `strings` gives it; nil where there is none.
  public func string(_ tag: Tag, inheriting outer: SpecificCharacterSet = .standard) -> String? {
    strings(tag, inheriting: outer)?.first
  }

  /// The UIDs of an element; nil where it is missing or not of VR UI.
  public func uids(_ tag: Tag) -> [UID]? {
    guard self[tag]?.vr == .UI else { return nil }
    return strings(tag)?.map { UID($0) }
  }

  /// The first UID of an element.
  public func uid(_ tag: Tag) -> UID? { uids(tag)?.first }

  /// The items of a sequence; nil where the element is missing or is no sequence.
  public func items(_ tag: Tag) -> [DataSet]? {
    switch self[tag]?.value {
    case .items(let items)?: items
    case .bytes(let value)? where self[tag]?.vr == .SQ && value.readableBytes == 0: []
    default: nil
    }
  }

  /// The first person name of an element; nil where there is none.
  public func personName(_ tag: Tag, inheriting outer: SpecificCharacterSet = .standard) -> PersonName? {
    guard self[tag]?.vr == .PN else { return nil }
    return string(tag, inheriting: outer).map { PersonName($0) }
  }

  /// The first date of an element; nil where there is none or it is no date.
  public func date(_ tag: Tag) -> CalendarDate? {
    guard self[tag]?.vr == .DA else { return nil }
    return string(tag).flatMap { CalendarDate($0) }
  }

  /// What is wrong with the text of this data set and its items: bytes without a meaning, unknown character sets.
  public func textNotes(
    inheriting outer: SpecificCharacterSet = .standard, limits: DecodingLimits = .standard
  ) -> [DecodingNote] {
    var notes: [DecodingNote] = []
    collectTextNotes(inheriting: outer, depth: 0, limits: limits, into: &notes)
    return notes
  }

  private func collectTextNotes(
    inheriting outer: SpecificCharacterSet, depth: Int, limits: DecodingLimits, into notes: inout [DecodingNote]
  ) {
    let declared = declaredCharacterSet
    for term in declared?.unknownTerms ?? [] {
      notes.append(DecodingNote(kind: .unknownCharacterSet(term), tag: .specificCharacterSet, offset: nil))
    }
    let characterSet = declared ?? outer
    for element in elements where notes.count < limits.maximumNotes {
      switch element.value {
      case .bytes(let value):
        guard element.vr.isText, !characterSet.decode(value.readableBytesView, vr: element.vr).isExact else { continue }
        notes.append(DecodingNote(kind: .undecodableText, tag: element.tag, offset: nil))
      case .items(let items):
        guard depth < limits.maximumDepth else { continue }
        for item in items {
          item.collectTextNotes(inheriting: characterSet, depth: depth + 1, limits: limits, into: &notes)
        }
      case .fragments: continue
      }
    }
  }
}
