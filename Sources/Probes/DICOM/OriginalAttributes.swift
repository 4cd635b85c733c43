import DICOM

/// What an object tells of its own coercion: Original Attributes Sequence (0400,0561) (PS3.3 §C.12.1.1.9).
enum OriginalAttributes {
  private static let sequence = Tag(0x0400, 0x0561)
  private static let modified = Tag(0x0400, 0x0550)
  /// Attributes that are told.
  private static let limit = 200

  /// Keywords of the attributes whose earlier value is kept, each once, ascending by tag.
  static func keywords(of dataSet: DataSet) -> [String] {
    let tags = (dataSet.items(sequence) ?? []).flatMap { $0.items(modified) ?? [] }
      .flatMap { $0.elements.map(\.tag) }
    return Set(tags).sorted().prefix(limit).map { $0.keyword ?? $0.description }
  }
}
