import Foundation

/// Names within a run directory.
///
/// ```
/// run.json            what was run, when, with what
/// specification/…     the files judged by, byte for byte
/// network/…           the network file
/// bid/…               the bid, its declaration and its documents, byte for byte
/// readings/…          what was understood of each document
/// evidence.jsonl      the evidence, one item a line, each line chained to the one before
/// transcripts/…       the exchanges
/// verdicts.json       the scorecard, from all of the above alone
/// SHA256SUMS          fingerprints of all of the above (readable by `sha256sum -c`)
/// ```
public enum RunLayout {
  /// The manifest.
  public static let manifest = "run.json"
  /// Evidence.
  public static let evidence = "evidence.jsonl"
  /// Scorecard.
  public static let verdicts = "verdicts.json"
  /// Fingerprints.
  public static let sums = "SHA256SUMS"
  /// Fingerprints of the state that is being written; it takes the place of ``sums`` when all of it is there.
  static let comingSums = ".SHA256SUMS.next"
  /// Folder of the specification's files.
  public static let specification = "specification"
  /// Folder of specifications that a later judgement used, by fingerprint.
  public static let judgedBy = "judged-by"
  /// Folder of the network file.
  public static let network = "network"
  /// Folder of the bid.
  public static let bid = "bid"
  /// Folder of document readings.
  public static let readings = "readings"
  /// Folder of transcripts.
  public static let transcripts = "transcripts"
  /// File of the waivers.
  public static let waivers = "waivers.yaml"

  /// File of what evaluators read.
  public static let assessment = "assessment.yaml"

  /// Files that are renderings of the record and not part of it.
  public static let renderings: Set<String> = ["index.html", "report.json", "report.schema.json", "junit.xml"]

  /// The folders and files that belong to the record.
  public static let recorded: Set<String> = [
    manifest, evidence, verdicts, specification, judgedBy, network, bid, readings, transcripts, waivers, assessment,
  ]

  /// A relative path that stays below its folder: no empty or dotted component, no absolute path.
  public static func isContained(_ path: String) -> Bool {
    guard !path.isEmpty, !path.hasPrefix("/"), !path.utf8.contains(0) else { return false }
    return path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8)
    }
  }
}
