import ArgumentParser
import Foundation
import PixelCoding

/// The program.
@main
struct AssayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Holds what a tender requires, what bidders claim and what their systems do on the wire side by side.",
    discussion: """
      EXAMPLE
        assay check Specs/nhs-imaging-network
        assay run Specs/nhs-imaging-network --network my-network.yaml \\
          --bid bids/acme --out Reports/acme

      EXIT CODES
        0 all well; 1 usage; 2 a file is invalid; 3 the harness could not do its
        work (the run is provisional); 4 a mandatory requirement is not met; 5 score
        below the threshold; 6 a waiver is expired, unknown, stale or unused, or a
        bundle does not hold. Where several hold, 1 goes before 2, then 3, 6, 4, 5.
        130 after Ctrl-C.
      """,
    version: Tool.version,
    subcommands: [
      CheckCommand.self, ExplainCommand.self, RunCommand.self, GateCommand.self, ClaimsCommand.self, JudgeCommand.self,
      MergeCommand.self, ReportCommand.self, CompareCommand.self, SchemaCommand.self, InitCommand.self,
      RenderCommand.self, LintCommand.self, DiffCommand.self, CoverageCommand.self,
      SimulateCommand.self, ProveCommand.self, DemoCommand.self, SelfTestCommand.self, KeyCommand.self,
      BundleCommand.self, VerifyCommand.self, ServeCommand.self, PackCommand.self, EvaluateCommand.self,
      AwardCommand.self, CleanupCommand.self, ClarifyCommand.self, WorksheetCommand.self, DecodeFramesCommand.self,
    ])

  /// Runs the program; usage errors exit with 1, as the language page has it.
  static func main() async {
    MemoryAreas.limit()
    // A file that may not become longer is a failed write, which is told, and not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    FrameDecoders.useThisProgram(arguments: [DecodeFramesCommand.name])
    do {
      var command = try parseAsRoot()
      if let files = OpenFileLimit.raise() {
        Terminal.error(
          "assay: this process may have \(files) files and connections open at a time, and needs \(OpenFileLimit.needed). "
            + "Nothing was sent. Raise the limit, and run again: ulimit -n 1024")
        exit(.harness)
      }
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let status as ExitStatus {
      exit(status)
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess {
        Terminal.out(fullMessage(for: error))
        exit(.success)
      }
      Terminal.error(fullMessage(for: error))
      exit(.usage)
    }
  }

  private static func exit(_ status: ExitStatus) -> Never {
    Terminal.flush()
    ExitStatus.leave(status)
  }
}
