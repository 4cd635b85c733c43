/// The YAML parser's terse problems in words that say what to do.
enum YAMLProblem {
  /// What to tell the author.
  static func words(_ problem: String, context: String?) -> (message: String, hint: String?) {
    for (part, message, hint) in known where problem.contains(part) || context?.contains(part) == true {
      return (message, hint)
    }
    return (problem, nil)
  }

  /// Whether something was opened that is not closed, so that the place of the problem is not that of the mistake.
  static func isUnclosed(_ problem: String, context: String) -> Bool {
    context.contains("while scanning a quoted scalar") && problem.contains("unexpected end of stream")
      || problem.contains("did not find expected ',' or ']'") || problem.contains("did not find expected ',' or '}'")
  }

  private static let known: [(String, String, String?)] = [
    (
      "cannot start any token", "this character can't begin a value",
      "indent with spaces, never with tabs; text that begins with `@`, a backtick or `%` goes in quotes"
    ),
    (
      "mapping values are not allowed", "a second `: ` in one line",
      "text that holds a colon and a space goes in quotes or in a `|` block"
    ),
    (
      "could not find expected ':'", "a key without a colon", "write `key: value`, with a space after the colon"
    ),
    ("while scanning a quoted scalar", "the quotes are never closed", "end the text with the quote that it began with"),
    ("did not find expected ',' or ']'", "the list in brackets is not closed", "separate with `,` and close with `]`"),
    ("did not find expected ',' or '}'", "the braces are not closed", "separate with `,` and close with `}`"),
    (
      "did not find expected key", "this line does not fit the indentation of the lines above",
      "keys of one mapping begin in the same column"
    ),
    (
      "did not find expected '-' indicator", "this line does not fit the list above",
      "each element of the list begins with `- ` in the same column"
    ),
    (
      "block sequence entries are not allowed", "a list can't begin here",
      "begin it on the next line, below its key"
    ),
    (
      "unknown escape character", "this escape is not known inside double quotes",
      "use single quotes, or write the backslash twice"
    ),
    (
      "control characters are not allowed", "the file holds a control character",
      "remove it; only tabs and line ends are allowed"
    ),
    ("found a tab character", "a tab where indentation is expected", "indent with spaces"),
    (
      "did not find expected <document start>", "something stands after the end of the file's one mapping",
      "keys of one mapping begin in the same column"
    ),
  ]
}
