import Foundation
import Programs

/// Makes a PDF of a page, with WeasyPrint in a process without network and with limits.
public enum PaperPrinter {
  /// The program that prints, as Debian's package and PyPI's name it.
  public static let program = "weasyprint"

  /// What printing may take: a report of twenty sites has some hundred pages.
  private static let limits = LimitedProcess.Limits(seconds: 900, memory: 8 << 30, output: 256 << 20)

  /// Prints a page.
  ///
  /// - Parameter page: HTML that loads nothing, as `PaperReport` and `HTMLDocument` make it.
  /// - Returns: The PDF's bytes.
  public static func pdf(of page: String) throws(PaperError) -> [UInt8] {
    let outcome: LimitedProcess.Outcome
    do {
      let folder = try PrivateDirectory()
      try folder.write(Array(page.utf8), to: "page.html")
      var process = try LimitedProcess(
        program, ["--quiet", "--encoding", "utf-8", "--media-type", "print", folder.path + "/page.html", "-"],
        named: "print", in: folder, limits: limits)
      outcome = process.finish(in: folder)
    } catch let failure as LimitedProcess.Failure {
      throw failure == .notInstalled ? .notInstalled : .failed("it could not be started")
    } catch {
      throw .failed("\(error)")
    }
    switch outcome.end {
    case .deadline: throw .failed("it took more than \(limits.seconds) s and was ended")
    case .exit(0) where outcome.output.starts(with: Array("%PDF-".utf8)) && !outcome.isCut: return outcome.output
    default:
      let words = outcome.errors.split(whereSeparator: \.isNewline).last.map(String.init) ?? "it gave no reason"
      throw .failed(words)
    }
  }
}

/// Why there is no PDF.
public enum PaperError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The program that prints is not there.
  case notInstalled
  /// It did not print, with its last words.
  case failed(String)

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .notInstalled:
      "no PDF was made: WeasyPrint is not installed. On Debian and Ubuntu: apt install weasyprint. Every other format "
        + "is made without it, and a browser prints index.html."
    case .failed(let reason): "no PDF was made: WeasyPrint says: \(reason)"
    }
  }
}
