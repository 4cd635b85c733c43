import Programs

/// What can be wrong with a PDF file, and what to do about it.
enum PDFProblem {
  /// The failure of a program that did not start.
  static func failure(_ failure: LimitedProcess.Failure, _ program: String) -> ReadingFailure {
    switch failure {
    case .notInstalled:
      ReadingFailure(
        "program-missing",
        "is PDF, which \(program) of poppler reads, and that is not installed. Install it: "
          + "apt-get install poppler-utils.")
    case .refused(let number):
      ReadingFailure(
        "program-refused",
        "is PDF, and \(program) could not be started (error \(number) of the system). Check that programs may run here."
      )
    }
  }

  /// Why no word was read.
  static func failure(_ outcome: LimitedProcess.Outcome, _ read: WordBoxes.Reading) -> ReadingFailure {
    if outcome.errors.utf8Contains("Incorrect password") || outcome.errors.utf8Contains("security handler") {
      return ReadingFailure("encrypted", "is encrypted and asks for a password. Give a copy without protection.")
    }
    // Text that cannot be decoded is missing as well, and the program says so.
    if outcome.isSuccess, read.isComplete, !read.pages.isEmpty, !outcome.errors.utf8Contains("Syntax Error") {
      let pages = read.pages.count == 1 ? "its page" : "any of its \(read.pages.count) pages"
      return ReadingFailure(
        "no-text",
        "holds no text on \(pages): it is scanned or drawn. Give the document that it was made from, or run OCR over "
          + "it (ocrmypdf) and give the result.")
    }
    switch outcome.end {
    case .exit:
      return ReadingFailure(
        "damaged",
        "is damaged or cut short, and no text of it can be read. Get it again, or give it in another format.")
    case .deadline, .signal:
      return ReadingFailure(
        "took-too-much",
        "could not be read with the time and memory that a file of its size may take; it is damaged or made to harm. "
          + "Print it to a new PDF file, or give it in another format.")
    }
  }

  /// What kept some of the document from being read.
  static func notes(
    _ outcome: LimitedProcess.Outcome, _ read: WordBoxes.Reading, _ information: PDFInformation, isCut: Bool
  ) -> [BlockDocument.Note] {
    var notes: [BlockDocument.Note] = []
    let pages = read.pages
    let total = max(information.pages ?? pages.count, pages.count)
    if total > PDFReader.maximumPages || read.isCut || outcome.isCut || isCut {
      notes.append(
        BlockDocument.Note(
          code: "cut-short",
          message: "The document has \(total) pages and was not read to its end: up to \(PDFReader.maximumPages) pages "
            + "and \(WordBoxes.maximumWords) words are read. Give the conformance statement alone.",
          place: Place()))
    } else if !read.isComplete || !outcome.isSuccess {
      notes.append(
        BlockDocument.Note(
          code: "damaged",
          message: "Reading stopped on page \(max(1, pages.count)) of \(max(1, total)): the file is damaged, or takes "
            + "too long. What stands before was read. Get the file again, or give it in another format.",
          place: Place(page: max(1, pages.count))))
    } else if outcome.errors.utf8Contains("xref") || outcome.errors.utf8Contains("XRef")
      || outcome.errors.utf8Contains("trailer")
    {
      notes.append(
        BlockDocument.Note(
          code: "damaged",
          message:
            "The file is damaged and was read as far as it could be repaired; text may be missing. Get it again.",
          place: Place()))
    }
    let blank = pages.filter(\.words.isEmpty).map(\.number)
    // A blank page or two are part of many documents; scanned ones come in numbers.
    if blank.count > 2, blank.count * 10 > pages.count {
      notes.append(
        BlockDocument.Note(
          code: "no-text",
          message: "\(blank.count) of \(pages.count) pages hold no text and may be scanned: \(Self.list(blank)). "
            + "Run OCR over them (ocrmypdf), or give the document that they were made from.",
          place: Place(page: blank.first)))
    }
    return notes
  }

  /// `2-5, 9`
  private static func list(_ pages: [Int]) -> String {
    var ranges: [(first: Int, last: Int)] = []
    for page in pages {
      if let last = ranges.last, page == last.last + 1 {
        ranges[ranges.count - 1].last = page
      } else {
        ranges.append((page, page))
      }
    }
    let shown = ranges.prefix(12).map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }
    return shown.joined(separator: ", ") + (ranges.count > 12 ? ", …" : "")
  }
}
