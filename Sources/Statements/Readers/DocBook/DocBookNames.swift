/// Names of elements of DocBook, by what they are for.
enum DocBookNames {
  /// Elements with a title that is a heading.
  static let sections: Set<String> = [
    "set", "book", "part", "chapter", "article", "preface", "appendix", "section", "sect1", "sect2", "sect3", "sect4",
    "sect5", "simplesect", "reference", "refentry", "refsection", "refsect1", "refsect2", "refsect3", "refsynopsisdiv",
    "glossary", "glossdiv", "bibliography", "dedication", "colophon", "topic", "toc",
  ]

  /// Elements that say something about what they stand in.
  static let information: Set<String> = [
    "info", "setinfo", "bookinfo", "partinfo", "chapterinfo", "articleinfo", "prefaceinfo", "appendixinfo",
    "sectioninfo", "sect1info", "sect2info", "sect3info", "sect4info", "sect5info", "refentryinfo", "glossaryinfo",
    "bibliographyinfo", "objectinfo", "blockinfo", "refmeta",
  ]

  /// Elements without text of the document.
  static let withoutText: Set<String> = [
    "indexterm", "index", "remark", "mediaobject", "inlinemediaobject", "areaspec", "beginpage", "titleabbrev",
    "colspec", "spanspec", "tocentry", "lot", "videoobject", "audioobject", "imageobject", "textobject",
  ]

  /// Elements whose layout is fixed.
  static let fixed: Set<String> = ["programlisting", "screen", "literallayout", "synopsis", "address", "screenshot"]

  /// Elements whose first paragraph is an item of a list.
  static let items: Set<String> = [
    "listitem", "step", "member", "callout", "term", "glossterm", "question", "glosssee",
  ]

  /// Elements that hold items.
  static let lists: Set<String> = [
    "itemizedlist", "orderedlist", "variablelist", "simplelist", "procedure", "substeps", "calloutlist", "glosslist",
    "qandaset",
  ]

  /// Other elements that begin and end a block.
  static let blocks: Set<String> = [
    "para", "simpara", "formalpara", "title", "subtitle", "blockquote", "note", "warning", "caution", "important",
    "tip",
    "sidebar", "example", "informalexample", "figure", "informalfigure", "equation", "informalequation", "varlistentry",
    "glossentry", "glossdef", "answer", "qandaentry", "qandadiv", "epigraph", "attribution", "abstract", "caption",
    "bridgehead", "refnamediv", "refname", "refpurpose", "biblioentry", "bibliomixed", "entry", "td", "th", "row", "tr",
    "thead", "tbody", "tfoot", "table", "informaltable", "tgroup", "entrytbl", "footnote", "revhistory", "revision",
    "cmdsynopsis", "segmentedlist", "seglistitem", "seg", "task", "msgset",
  ]
}
