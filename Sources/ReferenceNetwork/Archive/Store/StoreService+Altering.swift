import DICOM
import NIOCore

extension StoreService {
  /// What is kept of an instance: the instance as it came, unless a defect alters it.
  func altered(
    _ dataSet: DataSet, _ instance: StoredInstance, _ content: HeldContent
  ) -> (StoredInstance, HeldContent) {
    var bent = dataSet
    if settings.has(.storeRenumbersSeries) {
      try? bent.set(.seriesInstanceUID, UID(Self.shortened(instance.series) + ".1"))
    }
    if settings.has(.storeRenumbersInstances) {
      try? bent.set(.sopInstanceUID, UID(Self.shortened(instance.sopInstance) + ".1"))
    }
    if settings.has(.storeDropsAttributes) {
      bent[.referringPhysicianName] = nil
      bent[.studyDescription] = nil
    }
    if settings.has(.storeDropsPrivateElements) { bent = DataSet(bent.elements.filter { !$0.tag.isPrivate }) }
    if settings.has(.storeBreaksCharacters) { Self.breakCharacters(of: &bent) }
    if settings.has(.storeCutsLongNames), let name = bent.string(.patientName), name.unicodeScalars.count > 24 {
      try? bent.set(.patientName, String(name.prefix(24)))
    }
    if settings.has(.storeDropsNameParts), let name = bent.string(.patientName) {
      try? bent.set(.patientName, name.split(separator: "^").prefix(2).joined(separator: "^"))
    }
    if settings.has(.storeDropsLossMark) { bent[Tag(0x0028, 0x2110)] = nil }
    if settings.has(.storeLosesPixels), !instance.transferSyntax.isEncapsulated { Self.blur(&bent) }
    guard bent != dataSet, let kept = StoredInstance(bent, transferSyntax: instance.transferSyntax),
      let bytes = try? bent.encoded(as: instance.transferSyntax), let file = HeldFile(bytes, in: folder)
    else { return (instance, content) }
    return (kept, .written(file))
  }

  private static func shortened(_ uid: String) -> String { String(uid.prefix(60)) }

  /// Letters beyond ASCII become question marks, and the character set is no longer stated.
  private static func breakCharacters(of dataSet: inout DataSet) {
    for tag in [Tag.patientName, .referringPhysicianName] {
      guard let text = dataSet.string(tag), !text.utf8.allSatisfy({ $0 < 0x80 }) else { continue }
      let plain = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : "?" }))
      try? dataSet.set(tag, plain)
    }
  }

  /// The lowest three bits of samples of two bytes are lost.
  private static func blur(_ dataSet: inout DataSet) {
    guard let element = dataSet[.pixelData], case .bytes(let bytes) = element.value, bytes.readableBytes > 1 else {
      return
    }
    let samples = bytes.readableBytesView.enumerated().map {
      $0.offset.isMultiple(of: 2) ? $0.element & 0xF8 : $0.element
    }
    dataSet[.pixelData] = DataElement(tag: .pixelData, vr: element.vr, value: .bytes(ByteBuffer(bytes: samples)))
  }
}
