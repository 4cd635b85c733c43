/// The VR of elements whose encoding does not state it (PS3.5 §A.1 and §6.2.2).
enum ImplicitVR {
  /// The VR by the registry, and by context where the registry allows several.
  ///
  /// - Parameter isSigned: Pixel Representation (0028,0103) is 1 in this data set or the one around it.
  static func of(_ tag: Tag, isSigned: Bool, isUndefinedLength: Bool) -> VR {
    let vr = defined(tag, isSigned: isSigned)
    // Only sequences have undefined length without a stated VR (PS3.5 §7.1.3); pixel data are not encapsulated here.
    return isUndefinedLength && vr == .UN ? .SQ : vr
  }

  private static func defined(_ tag: Tag, isSigned: Bool) -> VR {
    if tag.isGroupLength { return .UL }
    if tag.isPrivate { return tag.isPrivateCreator ? .LO : .UN }
    if let vr = DataDictionary.onlyVR(tag) { return vr }
    guard let vrs = DataDictionary.vrs(tag), let first = vrs.first else { return .UN }
    if vrs.count == 1 { return first }
    if vrs.contains(.SS), !vrs.contains(.OW) { return isSigned ? .SS : .US }
    // OB or OW, and lookup table data: two-byte words in implicit VR (PS3.5 §A.1).
    return vrs.contains(.OW) ? .OW : first
  }
}
