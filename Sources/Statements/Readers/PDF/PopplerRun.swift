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

  /// Seconds for the words: little for a small file, which is hostile if it takes longer.
  private var wordSeconds: Int { min(30, 4 + size / 65_536) }
  /// Seconds for the structure tree, whose reading may take a minute where that of the words takes less than one second.
  private var structureSeconds: Int { min(20, 4 + size / 65_536) }

  consuming func read() throws(ReadingFailure) -> BlockDocument {
    var words = try start(
      "pdftotext", ["-bbox", "-raw", "-q", "-l", "\(PDFReader.maximumPages)", path, "-"], seconds: wordSeconds)
    var facts = try start("pdfinfo", [path], seconds: 4)
    let information = PDFInformation(facts.finish(in: directory).output)
    guard information.isTagged else { return try document(words.finish(in: directory), information, nil) }
    var structure = try start(
      "pdfinfo", ["-struct-text", path], named: "structure", seconds: structureSeconds)
    let outcome = words.finish(in: directory)
    // Without words there is nothing to hold the tree against, and nothing worth waiting for.
    guard outcome.end != .deadline, !outcome.output.isEmpty else { return try document(outcome, information, nil) }
    return try document(outcome, information, structure.finish(in: directory))
  }

  /// The document of what the programs printed.
  private func document(
    _ words: LimitedProcess.Outcome, _ information: PDFInformation, _ structure: LimitedProcess.Outcome?
  ) throws(ReadingFailure) -> BlockDocument {
    let (pages, isComplete) = WordBoxes.read(words.output)
    guard pages.contains(where: { !$0.words.isEmpty }) else {
      throw PDFProblem.failure(words, pages: pages.count, isComplete: isComplete)
    }
    let body = PageMargins.removed(from: pages)
    let (blocks, contents) = PDFAssembly.read(body)
    var result = blocks
    if let structure, structure.isSuccess, !structure.isCut {
      result = StructureChoice.better(StructureTree(structure.output), body, blocks, contents)
    }
    return BlockDocument(
      format: "pdf", blocks: result, title: information.title,
      notes: PDFProblem.notes(words, pages: pages, isComplete: isComplete, information))
  }

  private func start(
    _ program: String, _ arguments: [String], named name: String? = nil, seconds: Int
  ) throws(ReadingFailure) -> LimitedProcess {
    do throws(LimitedProcess.Failure) {
      return try LimitedProcess(
        program, arguments, named: name ?? program, in: directory,
        limits: LimitedProcess.Limits(seconds: seconds, memory: 400 << 20, output: 96 << 20))
    } catch {
      throw PDFProblem.failure(error, program)
    }
  }
}
