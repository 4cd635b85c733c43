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
  static func failure(_ outcome: LimitedProcess.Outcome, pages: Int, isComplete: Bool) -> ReadingFailure {
    if outcome.errors.utf8Contains("Incorrect password") || outcome.errors.utf8Contains("Unsupported security handler")
      || outcome.errors.utf8Contains("Couldn't find the security handler")
    {
      return ReadingFailure(
        "encrypted", "is encrypted and asks for a password. Give a copy without protection.")
    }
    if outcome.end == .deadline {
      return ReadingFailure(
        "took-too-long",
        "could not be read in the time that a file of its size may take; it may be damaged or made to harm. "
          + "Print it to a new PDF file, or give it in another format.")
    }
    if outcome.isSuccess, isComplete, pages > 0 {
      return ReadingFailure(
        "no-text",
        "holds no text on \(pages == 1 ? "its page" : "any of its \(pages) pages"): it is scanned or drawn. "
          + "Give the document that it was made from, or run OCR over it (ocrmypdf) and give the result.")
    }
    return ReadingFailure(
      "damaged", "is damaged or cut short, and no text of it can be read. Get it again, or give it in another format.")
  }

  /// What kept some of the document from being read.
  static func notes(
    _ outcome: LimitedProcess.Outcome, pages: [PDFPage], isComplete: Bool, _ information: PDFInformation
  ) -> [BlockDocument.Note] {
    var notes: [BlockDocument.Note] = []
    let total = information.pages ?? pages.count
    if total > PDFReader.maximumPages {
      notes.append(
        BlockDocument.Note(
          code: "cut-short",
          message: "The document has \(total) pages; the first \(PDFReader.maximumPages) were read.",
          place: Place(page: PDFReader.maximumPages + 1)))
    }
    if !isComplete || outcome.end == .deadline {
      notes.append(
        BlockDocument.Note(
          code: "damaged",
          message:
            "Reading stopped on page \(max(1, pages.count)) of \(max(total, pages.count)): the file is damaged, or "
            + "too large to read in time. What stands before was read. Get the file again, or give it in another format.",
          place: Place(page: pages.count)))
    } else if outcome.end != .exit(0) || outcome.errors.utf8Contains("xref")
      || outcome.errors.utf8Contains("Couldn't read")
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
