/// What is done with a directive.
enum DirectiveKind {
  case table
  case listTable
  case csvTable
  case figure
  case image
  /// Contents under a title.
  case titled
  /// Contents that begin beside the name.
  case contents
  /// Contents after a number of a version.
  case versioned
  case fixed
  case rawMarkup
  /// The contents of another file.
  case include
  /// Says nothing to a reader, or repeats what stands elsewhere.
  case dropped

  /// The kind of a directive of docutils or Sphinx; nil for others.
  init?(named name: String) {
    switch name {
    case "table": self = .table
    case "list-table": self = .listTable
    case "csv-table": self = .csvTable
    case "figure": self = .figure
    case "image": self = .image
    case "admonition", "topic", "sidebar", "rubric", "centered", "tab", "dropdown", "card": self = .titled
    case "note", "warning", "attention", "caution", "danger", "error", "hint", "important", "tip", "seealso", "todo",
      "epigraph", "highlights", "pull-quote", "compound", "line-block":
      self = .contents
    case "container", "only", "ifconfig", "hlist", "glossary", "class", "rst-class", "tabs", "tab-set", "tab-item":
      self = .contents
    case "versionadded", "versionchanged", "deprecated", "versionremoved": self = .versioned
    case "code-block", "code", "sourcecode", "parsed-literal", "highlight-block", "productionlist", "math", "doctest",
      "prompt", "literal-block":
      self = .fixed
    case "raw": self = .rawMarkup
    case "include", "literalinclude": self = .include
    case "contents", "toctree", "index", "meta", "title", "header", "footer", "sectnum", "section-numbering", "role",
      "default-role", "default-domain", "highlight", "tabularcolumns", "target-notes", "sectionauthor", "codeauthor",
      "module", "currentmodule", "py:module", "py:currentmodule", "graphviz", "digraph", "graph", "uml", "mermaid":
      self = .dropped
    default: return nil
    }
  }

  /// Whether the words beside the name are an argument for the program, not for a reader.
  static func hasHiddenArgument(_ name: String) -> Bool {
    ["container", "only", "ifconfig", "hlist", "class", "rst-class", "tabs", "tab-set", "glossary"].contains(name)
  }
}
