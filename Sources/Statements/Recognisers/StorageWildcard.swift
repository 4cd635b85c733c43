/// Names that stand for every class of the Storage Service Class.
enum StorageWildcard {
  static func matches(_ name: String) -> Bool {
    let words = Words(name)
    guard words.list.count <= 14, !words.hasAny(["not", "except", "no", "listed", "table"]) else { return false }
    if name.hasPrefix("*"), words.list.first == "unknown" { return true }
    return words.hasAny(["all", "any"]) && words.hasAny(["storage", "storage service class"])
      && words.hasAny(["sop class", "sop classes", "service class", "classes"])
  }
}
