import Evidence
import Statements
import Testing

@Suite("WSDL")
struct WSDLTests {
  private let namespaces =
    "xmlns=\"http://schemas.xmlsoap.org/wsdl/\" xmlns:s11=\"http://schemas.xmlsoap.org/wsdl/soap/\" "
    + "xmlns:s12=\"http://schemas.xmlsoap.org/wsdl/soap12/\" xmlns:t=\"urn:t\" "
    + "xmlns:wsaw=\"http://www.w3.org/2006/05/addressing/wsdl\""

  private func details(_ text: String) -> [ClaimDetail.Operation] {
    DescribedFacts.reading(text, "a.wsdl").claims.compactMap { claim in
      if case .operation(let operation) = claim.detail { return operation }
      return nil
    }
  }

  @Test("An operation is claimed once for each endpoint, with messages, actions, SOAP version and path")
  func version11() {
    let text = """
      <definitions name="Registry" \(namespaces)>
      <portType name="P"><operation name="Query"><documentation>Asks  the registry</documentation>
      <input message="t:Ask" wsaw:Action="urn:ask"/><output message="t:Answer" wsaw:Action="urn:answer"/>
      <fault name="f" message="t:Fault"/></operation><operation name="Unbound"><input message="t:Ask"/></operation></portType>
      <binding name="B11" type="t:P"><s11:binding/><operation name="Query"><s11:operation soapAction="urn:other"/></operation>
      </binding><binding name="B12" type="t:P"><s12:binding/><operation name="Query"/></binding>
      <service name="S"><port name="p1" binding="t:B11"><s11:address location="http://host:80/a/b"/></port>
      <port name="p2" binding="t:B12"><s12:address location="https://host"/></port></service></definitions>
      """
    func query(_ version: String, _ path: String) -> ClaimDetail.Operation {
      ClaimDetail.Operation(
        operation: "Query", interface: "P", action: "urn:ask", outputAction: "urn:answer", input: "Ask",
        output: "Answer", faults: ["Fault"], path: path, soapVersion: version)
    }
    #expect(
      details(text) == [
        query("1.1", "/a/b"), query("1.2", "/"),
        ClaimDetail.Operation(operation: "Unbound", interface: "P", input: "Ask"),
      ])
    let reading = DescribedFacts.reading(text, "a.wsdl")
    #expect(reading.claims.map(\.name) == ["Asks the registry", "Asks the registry", nil])
    #expect(reading.claims.map(\.property) == ["soapAction", nil, nil])
    #expect(reading.claims.first?.value == "urn:other")
    #expect(
      reading.claims.first?.evidence.map(\.element) == [
        "/definitions/portType[1]/operation[1]", "/definitions/binding[1]/operation[1]",
        "/definitions/service[1]/port[1]",
      ])
    #expect(reading.product == "Registry")
    #expect(reading.problems.isEmpty)
  }

  @Test("The SOAP action stands for the action where WS-Addressing gives none; imports are noted")
  func soapAction() {
    let text = """
      <w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/">
      <w:import location="x.wsdl"/><w:portType name="P"><w:operation name="O"/></w:portType>
      <w:binding name="B" type="P"><s:binding/><w:operation name="O"><s:operation soapAction="urn:o"/></w:operation>
      </w:binding></w:definitions>
      """
    #expect(
      details(text) == [ClaimDetail.Operation(operation: "O", interface: "P", action: "urn:o", soapVersion: "1.1")])
    #expect(DescribedFacts.reading(text, "a.wsdl").problems.map(\.code) == ["external-reference"])
  }

  @Test("WSDL 2.0 is read; its SOAP version is 1.2 where it gives none")
  func version20() {
    for (attribute, version) in [("", "1.2"), ("w:version=\"1.1\"", "1.1")] {
      let text = """
        <description xmlns="http://www.w3.org/ns/wsdl" xmlns:w="http://www.w3.org/ns/wsdl/soap" xmlns:t="urn:t"
        xmlns:m="http://www.w3.org/2007/05/addressing/metadata"><interface name="I"><operation name="O">
        <input element="t:Ask" m:Action="urn:ask"/><output element="t:Answer"/><outfault ref="t:F"/></operation></interface>
        <binding name="B" interface="t:I" type="http://www.w3.org/ns/wsdl/soap" \(attribute)><operation ref="t:O"/></binding>
        <service name="S" interface="t:I"><endpoint name="E" binding="t:B" address="http://h/x"/></service></description>
        """
      #expect(
        details(text) == [
          ClaimDetail.Operation(
            operation: "O", interface: "I", action: "urn:ask", input: "Ask", output: "Answer", faults: ["F"],
            path: "/x",
            soapVersion: version)
        ])
    }
  }

  @Test(
    "The IHE registry's description says what it prints",
    .enabled(if: SharedStatements.isThere, "The collection of statements is not beside the repository."))
  func registry() throws {
    let reading = StatementReader.read(file: try #require(SharedStatements.document("wsdl-iti18.wsdl")))
    #expect(reading.claims.map(\.role) == [.server])
    #expect(
      reading.claims.map(\.detail) == [
        .operation(
          ClaimDetail.Operation(
            operation: "DocumentRegistry_RegistryStoredQuery", interface: "DocumentRegistry_PortType",
            action: "urn:ihe:iti:2007:RegistryStoredQuery",
            outputAction: "urn:ihe:iti:2007:RegistryStoredQueryResponse",
            input: "RegistryStoredQuery_Message", output: "RegistryStoredQueryResponse_Message",
            path: "/DocumentRegistry_Service12", soapVersion: "1.2"))
      ])
    #expect(reading.claims.first?.evidence.map(\.line) == [44, 54, 66])
  }
}
