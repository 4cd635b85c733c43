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
      "pdftotext", ["-bbox", "-raw", "-q", "-l", "\(PDFReader.maximumPages)", path, "-"], seconds: wordSeconds,
      output: 96 << 20)
    var facts = try start("pdfinfo", [path], seconds: 4, output: 1 << 20)
    let information = PDFInformation(facts.finish(in: directory).output)
    let structure = information.isTagged ? try structureTree() : nil
    let outcome = words.finish(in: directory)
    let (pages, isComplete) = WordBoxes.read(outcome.output)
    guard pages.contains(where: { !$0.words.isEmpty }) else {
      throw PDFProblem.failure(outcome, pages: pages.count, isComplete: isComplete)
    }
    var blocks = PDFAssembly.blocks(of: pages)
    _ = structure
    if blocks.isEmpty { blocks = [] }
    return BlockDocument(
      format: "pdf", blocks: blocks, title: information.title,
      notes: PDFProblem.notes(outcome, pages: pages, isComplete: isComplete, information))
  }

  private func structureTree() throws(ReadingFailure) -> [UInt8]? { nil }

  private func start(
    _ program: String, _ arguments: [String], seconds: Int, output: Int
  ) throws(ReadingFailure) -> LimitedProcess {
    do throws(LimitedProcess.Failure) {
      return try LimitedProcess(
        program, arguments, named: "\(program)\(seconds)", in: directory,
        limits: LimitedProcess.Limits(seconds: seconds, memory: 400 << 20, output: output))
    } catch {
      throw PDFProblem.failure(error, program)
    }
  }
}
