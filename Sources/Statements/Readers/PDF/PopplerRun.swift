import Programs

/// One reading of a file with poppler's programs.
struct PopplerRun: ~Copyable {
  private let directory: PrivateDirectory
  private let size: Int

  /// Takes the file's bytes, which stand in `directory` as well.
  init(_ directory: consuming PrivateDirectory, size: Int) {
    self.directory = directory
    self.size = size
  }

  /// The file's name in its directory.
  static let file = "document.pdf"

  private var path: String { directory.path + "/" + Self.file }

  /// Seconds for the words: little for a small file or few pages, which are hostile if they take longer.
  private func wordSeconds(_ pages: Int?) -> Int { min(30, 4 + size >> 16, 4 + (pages ?? 0) / 25) }

  /// Seconds for the structure tree, whose reading may take a minute where that of the words takes a second.
  private func structureSeconds(_ pages: Int?) -> Int { min(20, 4 + size >> 16, 4 + (pages ?? 0) / 6) }

  consuming func read() throws(ReadingFailure) -> BlockDocument {
    var facts = try start("pdfinfo", [path], seconds: 4)
    var words = try start(
      "pdftotext", ["-bbox", "-raw", "-l", "\(PDFReader.maximumPages)", path, "-"], seconds: wordSeconds(.max))
    let information = PDFInformation(facts.finish(in: directory).output)
    words.shorten(to: wordSeconds(information.pages))
    guard information.isTagged else { return try document(words.finish(in: directory), information, nil) }
    var structure = try start(
      "pdfinfo", ["-struct-text", path], named: "structure", seconds: structureSeconds(information.pages))
    let outcome = words.finish(in: directory)
    // Without words there is nothing to hold the tree against, and nothing worth waiting for.
    guard outcome.end != .deadline, !outcome.output.isEmpty else { return try document(outcome, information, nil) }
    return try document(outcome, information, structure.finish(in: directory))
  }

  /// The document of what the programs printed.
  private func document(
    _ words: LimitedProcess.Outcome, _ information: PDFInformation, _ structure: LimitedProcess.Outcome?
  ) throws(ReadingFailure) -> BlockDocument {
    let read = WordBoxes.read(words.output)
    guard !read.isEmpty else { throw PDFProblem.failure(words, read) }
    let isWhole = structure.map { $0.isSuccess && !$0.isCut } ?? false
    let (blocks, isCut) = PDFReader.blocks(of: read.pages, structure: isWhole ? structure?.output : nil)
    return BlockDocument(
      format: "pdf", blocks: blocks, title: information.title,
      notes: PDFProblem.notes(words, read, information, isCut: isCut))
  }

  private func start(
    _ program: String, _ arguments: [String], named name: String? = nil, seconds: Int
  ) throws(ReadingFailure) -> LimitedProcess {
    do throws(LimitedProcess.Failure) {
      return try LimitedProcess(
        program, arguments, named: name ?? program, in: directory,
        limits: LimitedProcess.Limits(seconds: seconds, memory: 240 << 20, output: 64 << 20))
    } catch {
      throw PDFProblem.failure(error, program)
    }
  }
}
