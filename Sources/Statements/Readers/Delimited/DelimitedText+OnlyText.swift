import Office

extension DelimitedText.Record {
  /// The one field with text, where there is only one.
  var onlyText: String? {
    let texts = fields.lazy.map(\.collapsed).filter { !$0.isEmpty }.prefix(2)
    return texts.count == 1 ? texts.first : nil
  }
}
