extension DataSet {
  /// The integers of an element: of VR IS or of binary integers. Nil where the element is missing, of another VR, or one
  /// of its values is no integer.
  public func integers(_ tag: Tag) -> [Int]? {
    guard let element = self[tag], case .bytes(let value) = element.value else { return nil }
    guard element.vr == .IS else { return Numbers.integers(value, vr: element.vr) }
    guard let texts = strings(tag) else { return nil }
    let numbers = texts.compactMap { Int($0.hasPrefix("+") ? String($0.dropFirst()) : $0) }
    return numbers.count == texts.count ? numbers : nil
  }

  /// The first integer of an element.
  public func integer(_ tag: Tag) -> Int? { integers(tag)?.first }

  /// The numbers of an element: of VR DS, FL, FD, or of any of integers. Nil where the element is missing, of another VR,
  /// or one of its values is no number.
  public func numbers(_ tag: Tag) -> [Double]? {
    guard let element = self[tag], case .bytes(let value) = element.value else { return nil }
    if element.vr == .DS {
      guard let texts = strings(tag) else { return nil }
      let numbers = texts.compactMap { DecimalText.number($0) }
      return numbers.count == texts.count ? numbers : nil
    }
    return Numbers.doubles(value, vr: element.vr) ?? integers(tag)?.map { Double($0) }
  }

  /// The first number of an element.
  public func number(_ tag: Tag) -> Double? { numbers(tag)?.first }

  /// The first value of an element of VR DS or IS as it is written, so that nothing is lost to binary fractions.
  public func decimalString(_ tag: Tag) -> String? {
    guard let vr = self[tag]?.vr, vr == .DS || vr == .IS, let text = string(tag),
      DecimalText.number(text) != nil
    else { return nil }
    return text
  }

  /// The tags that an element of VR AT holds.
  public func tags(_ tag: Tag) -> [Tag]? {
    guard let element = self[tag], element.vr == .AT, case .bytes(let value) = element.value else { return nil }
    return Numbers.tags(value)
  }
}
