import Foundation
import HL7
import TestPeers
import Testing

/// The bundled profile of a merge and messages made of one that keeps to it, judged by hl7apy as well.
@Suite("Agreement with hl7apy about a profile")
struct ProfileAgreementTests {
  struct Variant: Sendable {
    let title: String
    let old: String
    let new: String
    /// Why hl7apy finds nothing where the profile is not kept; nil where both must say the same.
    var reason: String?
  }

  static let good = [
    #"MSH|^~\&|RIS|RXX|EPR|RXX|20260301101500||ADT^A40^ADT_A39|1|P|2.4"#, "EVN||20260301101500",
    "PID|1||77^^^RXX^PI~9434765919^^^NHS^NH||Lee^Ann||19700102|F", "MRG|78^^^RXX^PI",
  ].map { $0 + "\r" }.joined()

  static let variants: [Variant] = [
    Variant(title: "good", old: "", new: ""), Variant(title: "event in EVN-1", old: "EVN||", new: "EVN|A40|"),
    Variant(title: "no name", old: "|Lee^Ann|", new: "||"),
    Variant(title: "no type", old: "77^^^RXX^PI", new: "77^^^RXX"),
    Variant(title: "no number", old: "77^^^RXX^PI", new: "^^^RXX^PI"),
    Variant(title: "no authority", old: "77^^^RXX^PI", new: "77^^^^PI"),
    Variant(title: "no MRG", old: "MRG|78^^^RXX^PI\r", new: ""),
    Variant(title: "no EVN", old: "EVN||20260301101500\r", new: ""),
    Variant(title: "two MRG", old: "MRG|78", new: "MRG|76^^^RXX^PI\rMRG|78"),
    Variant(title: "a field too many", old: "|F\r", new: "|F" + String(repeating: "|", count: 31) + "x\r"),
    Variant(title: "two birth dates", old: "|19700102|", new: "|19700102~19710102|"),
    Variant(title: "a component too many", old: "77^^^RXX^PI", new: "77^^^RXX^PI^^^^^x"),
    Variant(title: "no control id", old: "|1|P|", new: "||P|"),
    Variant(title: "no time", old: "|20260301101500||ADT", new: "|||ADT"),
    Variant(
      title: "PV1", old: "MRG", new: "PV1|1|O\rMRG", reason: "segments that the profile does not have are passed over"),
    Variant(title: "local segment", old: "MRG", new: "ZZZ|1\rMRG", reason: "local segments may always stand anywhere"),
    Variant(title: "no date", old: "|19700102|", new: "|1970-01-02|", reason: "the form of a moment is not looked at"),
    Variant(title: "no code", old: "|F\r", new: "|Q\r", reason: "codes that a table lacks are warnings"),
    Variant(
      title: "other event", old: "ADT^A40", new: "ADT^A41", reason: "type, event and constant values are not held to"),
    Variant(title: "wrong number", old: "9434765919", new: "9434765918", reason: "it knows no NHS numbers"),
    Variant(title: "long control id", old: "|1|P|", new: "|123456789012345678901|P|", reason: "lengths are warnings"),
  ]

  @Test("hl7apy finds the same messages wrong, but for what it is known not to look at")
  func agreement() throws {
    let file = Project.root.appendingPathComponent("Specs/nhs-imaging-network/hl7-profiles/adt-a40")
    let result = ProfileReader.read(Array(try Data(contentsOf: file.appendingPathExtension("xml"))))
    #expect(result.faults == [])
    var profile = try #require(result.profile)
    let tables = Array(try Data(contentsOf: file.appendingPathExtension("tables.xml")))
    let conditions = Array(try Data(contentsOf: file.appendingPathExtension("constraints.xml")))
    #expect(ProfileReader.addTables(tables, to: &profile) == [])
    #expect(ProfileReader.addConditions(conditions, to: &profile) == [])
    let texts = Self.variants.map { variant in
      variant.old.isEmpty ? Self.good : Self.good.replacingOccurrences(of: variant.old, with: variant.new)
    }
    #expect(Set(texts).count == texts.count)
    let input = file.appendingPathExtension("xml").path + "\u{1}" + texts.joined(separator: "\u{1}")
    let theirs = try Python.run(Self.program, input: Data(input.utf8)).split(separator: "\n").map(String.init)
    try #require(theirs.count == texts.count)
    for (index, variant) in Self.variants.enumerated() {
      let report = ProfileCheck.report(try MessageParser().parse(Array(texts[index].utf8)), against: profile)
      let findings = report.findings.map(\.description)
      #expect(findings.isEmpty == (index < 2), "\(variant.title): \(findings)")
      #expect(
        (theirs[index] == "good") == (findings.isEmpty || variant.reason != nil), "\(variant.title): \(theirs[index])")
    }
  }

  /// Prints, a line for each message, `good` or hl7apy's first error. Its reader of profiles is the program that it brings
  /// along; what its validator takes for a data type's definition lacks a part, which is put in.
  static let program = """
    import contextlib, importlib.machinery, importlib.util, io, os, sys, tempfile
    import hl7apy.validation
    from hl7apy.parser import parse_message
    script = os.path.join(os.path.dirname(sys.executable), 'hl7apy_profile_parser')
    loader = importlib.machinery.SourceFileLoader('profile_parser', script)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('profile_parser', loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    load = hl7apy.validation.load_reference
    def whole(name, kind, version):
        found = load(name, kind, version)
        return ('sequence', found, name, None, None, -1) if kind == 'Datatypes_Structs' else found
    hl7apy.validation.load_reference = whole
    path, *texts = sys.stdin.buffer.read().decode('utf-8').split('\\x01')
    parser = module.ProfileParser.__new__(module.ProfileParser)
    parser.input_path = ''
    with contextlib.redirect_stdout(io.StringIO()):
        profile = parser.parse_profile(path)
    for text in texts:
        with tempfile.NamedTemporaryFile('r') as report:
            message = parse_message(text, message_profile=profile, find_groups=True)
            with contextlib.suppress(Exception):
                hl7apy.validation.Validator.validate(message, next(iter(profile.values())), report_file=report.name)
            errors = [line for line in open(report.name) if line.startswith('Error')]
            print(errors[0].strip() if errors else 'good')
    """
}
