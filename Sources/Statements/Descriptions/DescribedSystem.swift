/// What a machine-readable description says of itself.
struct DescribedSystem: Hashable, Sendable {
  /// Format as readings name it: a word of `StatementSchema.formats`.
  var format: String
  /// Product that it describes.
  var product: String?
  /// Version of the product.
  var version: String?
}
