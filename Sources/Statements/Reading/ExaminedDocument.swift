import Evidence

/// A reading with the blocks it was made from, for whoever shows the document beside the claims.
public struct ExaminedDocument: Sendable {
  /// What was understood.
  public var reading: DocumentReading
  /// The document as blocks; nil for machine-readable descriptions and for what could not be read.
  public var document: BlockDocument?
  /// For each claim of the reading the position of the block that makes it.
  public var claimBlocks: [Int]
}
