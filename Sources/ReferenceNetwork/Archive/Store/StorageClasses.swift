import DICOM

/// SOP classes and transfer syntaxes that an archive stores.
enum StorageClasses {
  /// Storage SOP classes of the registry (PS3.4 Annex B, Annex GG).
  static let all: [String] = UIDRegistry.entries(of: .sopClass).filter { entry in
    entry.name.contains("Storage") && !entry.name.contains("Commitment") && !entry.name.contains("Directory")
  }.map(\.uid.value)

  /// Transfer syntaxes that hold the pixel data themselves, the retired one of big endian among them.
  static let transferSyntaxes: [String] = UIDRegistry.entries(of: .transferSyntax).filter { entry in
    let syntax = TransferSyntax(entry.uid)
    return (!entry.isRetired || syntax == .explicitVRBigEndian) && !syntax.referencesPixelData
      && entry.uid != "1.2.840.10008.1.20"
  }.map(\.uid.value)

  /// The classes that an archive with defects takes.
  static func taken(with defects: Set<ArchiveDefect>) -> [String] {
    let refused = Set(defects.flatMap(\.refusedClasses))
    return all.filter { uid in !refused.contains { UID(uid).keyword == $0 } }
  }

  /// The transfer syntaxes that an archive with defects takes.
  static func syntaxes(with defects: Set<ArchiveDefect>) -> [String] {
    let refused = Set(defects.flatMap(\.refusedSyntaxes))
    return transferSyntaxes.filter { uid in !refused.contains { UID(uid).keyword == $0 } }
  }
}
