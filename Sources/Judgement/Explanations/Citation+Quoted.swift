import Evidence

extension Citation {
  /// `“CT Image Storage Yes” (acme.txt, line 12, section 4.2)`
  public var quoted: String { Phrases.quoted(self) }
}
