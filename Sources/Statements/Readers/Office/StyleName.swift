/// What names of paragraph styles say, in lower case.
enum StyleName {
  /// Level of a style that is named as programs name headings in some language.
  static func headingLevel(_ name: String) -> Int? {
    let words = name.split(separator: " ")
    guard words.count == 2, let level = Int(words[1]), (1...9).contains(level), headings.contains(String(words[0]))
    else { return nil }
    return level
  }

  private static let headings: Set<String> = [
    "heading", "überschrift", "titre", "título", "titolo", "kop", "rubrik", "overskrift", "otsikko", "nagłówek",
    "nadpis", "címsor", "заголовок", "başlık", "見出し", "标题", "標題", "제목", "naslov", "titlu",
  ]

  /// Whether it is that of entries of a table of contents, or of its title.
  static func isContents(_ name: String) -> Bool {
    if ["table of figures", "toc heading", "contents heading"].contains(name) { return true }
    return name.last?.isNumber == true
      && ["toc ", "contents ", "verzeichnis ", "index "].contains { name.hasPrefix($0) }
  }

  /// Whether it is that of captions.
  static func isCaption(_ name: String) -> Bool {
    ["caption", "table caption", "beschriftung", "table", "légende", "epígrafe", "didascalia"].contains(name)
  }

  /// Whether it is that of text whose layout is fixed.
  static func isFixed(_ name: String) -> Bool {
    [
      "source code", "preformatted text", "html preformatted", "plain text", "macro", "macro text", "preformatted",
      "listing", "code",
    ].contains(name)
  }
}
