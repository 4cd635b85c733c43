/// Names of the parts of an OpenDocument archive.
enum OpenDocumentPackage {
  /// The member that names the format.
  static let mediaType = "mimetype"
  /// What it says of texts, templates and master documents too.
  static let textType = "application/vnd.oasis.opendocument.text"
}
