import NIOCore

/// One data element: tag, value representation and value (PS3.5 §7.1).
public struct DataElement: Hashable, Sendable {
  /// What the element is.
  public var tag: Tag
  /// How its value is represented.
  public var vr: VR
  /// The value as it was read or will be written.
  public var value: ElementValue

  /// Makes an element; the value is not checked against the VR here.
  public init(tag: Tag, vr: VR, value: ElementValue) {
    self.tag = tag
    self.vr = vr
    self.value = value
  }
}

/// The value field of a data element.
public enum ElementValue: Hashable, Sendable {
  /// The value's bytes in little endian byte order, padding included, whatever the transfer syntax was.
  case bytes(ByteBuffer)
  /// The items of a sequence (PS3.5 §7.5).
  case items([DataSet])
  /// Encapsulated pixel data: the Basic Offset Table, then the fragments (PS3.5 §A.4).
  case fragments([ByteBuffer])
}
