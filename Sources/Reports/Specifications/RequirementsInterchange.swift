import Foundation
import Office
import Specification

/// A specification in the Requirements Interchange Format (OMG ReqIF 1.2, formal/2016-07-01): a SpecObject with attributes
/// for each group and requirement, in a hierarchy by group.
public enum RequirementsInterchange {
  /// The file's text.
  ///
  /// - Parameters:
  ///   - document: The specification.
  ///   - changed: The time that stands for the last change of everything in it.
  public static func render(_ document: SpecificationDocument, changed: Date) -> String {
    InterchangeWriter(document: document, time: changed.formatted(.iso8601)).xml
  }
}

/// Writes one file. Identifiers follow from the specification's own, so that a tool that imports a later version finds
/// again what it has.
private struct InterchangeWriter {
  let document: SpecificationDocument
  let time: String

  private struct Attribute {
    var name: String
    var type: Kind
    enum Kind: String {
      case text = "STRING"
      case number = "INTEGER"
      case prose = "XHTML"
      case level = "ENUMERATION"
    }
  }

  private static let attributes: [Attribute] = [
    Attribute(name: "ReqIF.ForeignID", type: .text), Attribute(name: "ReqIF.Name", type: .text),
    Attribute(name: "ReqIF.ChapterName", type: .text), Attribute(name: "ReqIF.Text", type: .prose),
    Attribute(name: "Revision", type: .number), Attribute(name: "Level", type: .level),
    Attribute(name: "Weight", type: .number), Attribute(name: "Applies to", type: .text),
    Attribute(name: "Rationale", type: .prose), Attribute(name: "Accepted instead", type: .prose),
    Attribute(name: "What decides", type: .prose),
    Attribute(name: "Why no running system is asked", type: .prose), Attribute(name: "Remedy", type: .prose),
    Attribute(name: "Sources", type: .text), Attribute(name: "Provenance", type: .text),
  ]

  var xml: String {
    let rules = document.rules
    let objects = document.groups.map { group, requirements in
      groupObject(group) + requirements.map(requirementObject).joined()
    }
    let hierarchy = document.groups.map { group, requirements in
      let children = requirements.map { node("requirement", $0.id, children: "") }
      return node("group", group.id, children: children.joined())
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd" xmlns:xhtml="http://www.w3.org/1999/xhtml" \
      xml:lang="en">
      <THE-HEADER><REQ-IF-HEADER IDENTIFIER="\(id("header", rules.id))">\
      <COMMENT>\(escaped("\(document.version), SHA-256 \(document.sha256)"))</COMMENT><CREATION-TIME>\(time)</CREATION-TIME>\
      <REQ-IF-TOOL-ID>Assay</REQ-IF-TOOL-ID><REQ-IF-VERSION>1.0</REQ-IF-VERSION>\
      <SOURCE-TOOL-ID>Assay</SOURCE-TOOL-ID><TITLE>\(escaped(document.title))</TITLE></REQ-IF-HEADER></THE-HEADER>
      <CORE-CONTENT><REQ-IF-CONTENT>
      <DATATYPES>\(dataTypes)</DATATYPES>
      <SPEC-TYPES>\(types)</SPEC-TYPES>
      <SPEC-OBJECTS>
      \(objects.joined())</SPEC-OBJECTS>
      <SPECIFICATIONS><SPECIFICATION \(identity("specification", rules.id, name: document.title))>\
      <TYPE><SPECIFICATION-TYPE-REF>type-specification</SPECIFICATION-TYPE-REF></TYPE>
      <CHILDREN>
      \(hierarchy.joined())</CHILDREN></SPECIFICATION></SPECIFICATIONS>
      </REQ-IF-CONTENT></CORE-CONTENT>
      </REQ-IF>

      """
  }

  // MARK: Types

  private var dataTypes: String {
    let levels = Level.allCases.enumerated().map { index, level in
      """
      <ENUM-VALUE \(identity("level", level.rawValue, name: level.rawValue))><PROPERTIES>\
      <EMBEDDED-VALUE KEY="\(index)" OTHER-CONTENT=""/></PROPERTIES></ENUM-VALUE>
      """
    }
    return """
      <DATATYPE-DEFINITION-STRING \(identity("data", "STRING", name: "text")) MAX-LENGTH="100000"/>\
      <DATATYPE-DEFINITION-INTEGER \(identity("data", "INTEGER", name: "number")) MIN="0" MAX="2147483647"/>\
      <DATATYPE-DEFINITION-XHTML \(identity("data", "XHTML", name: "prose"))/>\
      <DATATYPE-DEFINITION-ENUMERATION \(identity("data", "ENUMERATION", name: "level"))>\
      <SPECIFIED-VALUES>\(levels.joined())</SPECIFIED-VALUES></DATATYPE-DEFINITION-ENUMERATION>
      """
  }

  private var types: String {
    func definitions(_ type: String) -> String {
      Self.attributes.map { attribute in
        let kind = attribute.type.rawValue
        let several = attribute.type == .level ? " MULTI-VALUED=\"false\"" : ""
        return """
          <ATTRIBUTE-DEFINITION-\(kind) \(identity("attribute", "\(type) \(attribute.name)", name: attribute.name))\(several)>\
          <TYPE><DATATYPE-DEFINITION-\(kind)-REF>\(id("data", kind))</DATATYPE-DEFINITION-\(kind)-REF></TYPE>\
          </ATTRIBUTE-DEFINITION-\(kind)>
          """
      }.joined()
    }
    return """
      <SPEC-OBJECT-TYPE IDENTIFIER="type-requirement" LAST-CHANGE="\(time)" LONG-NAME="Requirement">\
      <SPEC-ATTRIBUTES>\(definitions("requirement"))</SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>\
      <SPEC-OBJECT-TYPE IDENTIFIER="type-group" LAST-CHANGE="\(time)" LONG-NAME="Group">\
      <SPEC-ATTRIBUTES>\(definitions("group"))</SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>\
      <SPECIFICATION-TYPE IDENTIFIER="type-specification" LAST-CHANGE="\(time)" LONG-NAME="Specification"/>
      """
  }

  // MARK: Objects

  private func groupObject(_ group: Group) -> String {
    let values: [(String, String)] = [
      ("ReqIF.ForeignID", group.id), ("ReqIF.ChapterName", group.title), ("Weight", "\(group.weight)"),
    ]
    let all =
      values.map { value("group", $0, $1) } + [prose("group", "ReqIF.Text", document.prose.blocks(group.summary))]
    return object("group", group.id, name: group.title, all.joined())
  }

  private func requirementObject(_ requirement: Requirement) -> String {
    let deciding = document.evidence.sentences(requirement).flatMap { sentence -> [TextDocument.Block] in
      [.paragraph([Run(sentence.lead)]), .list(sentence.expectations.map { [Run($0)] }, isOrdered: false)]
    }
    let sources = requirement.sources.map { source in
      "\(source.ref)\(source.section.map { ", \($0)" } ?? "")\(source.note.map { " (\($0))" } ?? "")"
    }
    let provenance = requirement.provenance.map { "\($0.state.rawValue)\($0.note.map { ": \($0)" } ?? "")" } ?? ""
    let values: [String] = [
      value("requirement", "ReqIF.ForeignID", requirement.id), value("requirement", "ReqIF.Name", requirement.title),
      prose("requirement", "ReqIF.Text", document.prose.blocks(requirement.statement)),
      value("requirement", "Revision", "\(requirement.revision)"), level(requirement.level),
      value("requirement", "Weight", "\(requirement.weight)"),
      value(
        "requirement", "Applies to", requirement.appliesTo.map(SpecificationDocument.words).joined(separator: "; ")),
      prose("requirement", "Rationale", document.prose.blocks(requirement.rationale)),
      prose("requirement", "Accepted instead", document.prose.blocks(requirement.equivalent ?? "")),
      prose("requirement", "What decides", deciding),
      prose("requirement", "Remedy", document.prose.blocks(requirement.remedy ?? "")),
      prose("requirement", "Why no running system is asked", document.prose.blocks(requirement.notTested ?? "")),
      value("requirement", "Sources", sources.joined(separator: "; ")),
      value("requirement", "Provenance", SpecificationDocument.oneLine(provenance)),
    ]
    return object("requirement", requirement.id, name: requirement.title, values.joined())
  }

  private func object(_ type: String, _ name: String, name title: String, _ values: String) -> String {
    """
    <SPEC-OBJECT \(identity(type, name, name: title))><VALUES>\(values)</VALUES>\
    <TYPE><SPEC-OBJECT-TYPE-REF>type-\(type)</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>

    """
  }

  private func value(_ type: String, _ name: String, _ text: String) -> String {
    guard !text.isEmpty, let attribute = Self.attributes.first(where: { $0.name == name }) else { return "" }
    let kind = attribute.type.rawValue
    return
      "<ATTRIBUTE-VALUE-\(kind) THE-VALUE=\"\(escaped(text))\">\(definition(type, name, kind))</ATTRIBUTE-VALUE-\(kind)>"
  }

  private func level(_ level: Level) -> String {
    """
    <ATTRIBUTE-VALUE-ENUMERATION><VALUES><ENUM-VALUE-REF>\(id("level", level.rawValue))</ENUM-VALUE-REF></VALUES>\
    \(definition("requirement", "Level", "ENUMERATION"))</ATTRIBUTE-VALUE-ENUMERATION>
    """
  }

  private func prose(_ type: String, _ name: String, _ blocks: [TextDocument.Block]) -> String {
    guard !blocks.isEmpty else { return "" }
    return """
      <ATTRIBUTE-VALUE-XHTML><THE-VALUE><xhtml:div>\(blocks.map(markup).joined())</xhtml:div></THE-VALUE>\
      \(definition(type, name, "XHTML"))</ATTRIBUTE-VALUE-XHTML>
      """
  }

  private func definition(_ type: String, _ name: String, _ kind: String) -> String {
    """
    <DEFINITION><ATTRIBUTE-DEFINITION-\(kind)-REF>\(id("attribute", "\(type) \(name)"))</ATTRIBUTE-DEFINITION-\(kind)-REF>\
    </DEFINITION>
    """
  }

  private func markup(_ block: TextDocument.Block) -> String {
    switch block {
    case .paragraph(let runs): return "<xhtml:p>\(runs.map(markup).joined())</xhtml:p>"
    case .list(let items, let isOrdered):
      guard !items.isEmpty else { return "" }
      let name = isOrdered ? "xhtml:ol" : "xhtml:ul"
      return "<\(name)>\(items.map { "<xhtml:li>\($0.map(markup).joined())</xhtml:li>" }.joined())</\(name)>"
    case .heading, .label, .table: return ""
    }
  }

  private func markup(_ run: Run) -> String {
    var text = escaped(run.text)
    if run.marks.contains(.code) { text = "<xhtml:code>\(text)</xhtml:code>" }
    if run.marks.contains(.emphasis) { text = "<xhtml:em>\(text)</xhtml:em>" }
    if run.marks.contains(.strong) { text = "<xhtml:strong>\(text)</xhtml:strong>" }
    return text
  }

  // MARK: Hierarchy and names

  private func node(_ type: String, _ name: String, children: String) -> String {
    """
    <SPEC-HIERARCHY IDENTIFIER="\(id("place", "\(type) \(name)"))" LAST-CHANGE="\(time)">\
    <OBJECT><SPEC-OBJECT-REF>\(id(type, name))</SPEC-OBJECT-REF></OBJECT>\
    \(children.isEmpty ? "" : "<CHILDREN>\n\(children)</CHILDREN>")</SPEC-HIERARCHY>

    """
  }

  private func identity(_ type: String, _ name: String, name title: String) -> String {
    "IDENTIFIER=\"\(id(type, name))\" LAST-CHANGE=\"\(time)\" LONG-NAME=\"\(escaped(title))\""
  }

  /// An identifier as XML Schema has them (`xsd:ID`): other characters than letters and digits by their number.
  private func id(_ type: String, _ name: String) -> String {
    var result = "\(type)-"
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".": result.unicodeScalars.append(scalar)
      default: result += "_\(String(scalar.value, radix: 16))_"
      }
    }
    return result
  }

  private func escaped(_ text: String) -> String { XMLText.escaped(text) }
}
