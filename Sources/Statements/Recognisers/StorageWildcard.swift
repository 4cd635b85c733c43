/// Names and sentences that stand for every class of the Storage Service Class.
enum StorageWildcard {
  static func matches(_ name: String) -> Bool {
    let words = Words(name)
    guard words.list.count <= 14, !words.hasAny(["not", "except", "no", "listed", "table"]) else { return false }
    if name.hasPrefix("*"), words.list.first == "unknown" { return true }
    return words.hasAny(["all", "any"]) && words.hasAny(["storage", "storage service class"])
      && words.hasAny(["sop class", "sop classes", "service class", "classes"])
  }

  /// Whether the words of a sentence speak of every class of the Storage Service Class: "all standard DICOM Storage SOP
  /// Classes".
  static func isMeant(by words: Words) -> Bool {
    guard words.has("storage"), words.hasAny(["all", "any"]) else { return false }
    let plain = words.list.filter { !["standard", "dicom", "the"].contains($0) }.joined(separator: " ")
    return Words(plain).hasAny([
      "all sop classes of storage service class", "all storage sop classes", "any storage sop class",
      "any storage sop classes", "all sop classes in storage service class",
    ])
  }
}
