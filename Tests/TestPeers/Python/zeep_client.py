"""Asks a registry and a repository as a client that zeep makes of a WSDL and the published schemas: stored queries over SOAP
1.2 with WS-Addressing, and documents through MTOM.

It shares nothing with what it asks: zeep writes the messages and reads the answers, lxml holds the answers against the
schemas. zeep packs no request as MTOM, so that is done here.

usage: zeep_client.py SCHEMAS REGISTRY REPOSITORY PATIENT REPOSITORY-ID, the patient as CX
Prints what it found, a line for each question.
"""
import hashlib
import pathlib
import sys
import tempfile
import uuid

import zeep
import zeep.plugins
import zeep.transports
import zeep.wsa
from lxml import etree

schemas, registry, repository, patient, repository_id = sys.argv[1:]
QUERY = "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"
RIM = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
XDS = "urn:ihe:iti:xds-b:2007"
SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
WSA = "{http://www.w3.org/2005/08/addressing}"
FIND = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d"
APPROVED = "('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')"

WSDL = """<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap12/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:query="{query}" xmlns:xds="{xds}" xmlns:this="urn:assay:sharing" targetNamespace="urn:assay:sharing">
  <types><xs:schema>
    <xs:import namespace="{query}" schemaLocation="{schemas}/query.xsd"/>
    <xs:import namespace="{xds}" schemaLocation="{schemas}/XDS.b_DocumentRepository.xsd"/>
  </xs:schema></types>
  <message name="Query"><part name="body" element="query:AdhocQueryRequest"/></message>
  <message name="Queried"><part name="body" element="query:AdhocQueryResponse"/></message>
  <message name="Retrieve"><part name="body" element="xds:RetrieveDocumentSetRequest"/></message>
  <message name="Retrieved"><part name="body" element="xds:RetrieveDocumentSetResponse"/></message>
  <portType name="Registry"><operation name="RegistryStoredQuery">
    <input message="this:Query"/>
    <output message="this:Queried"/></operation></portType>
  <portType name="Repository"><operation name="RetrieveDocumentSet">
    <input message="this:Retrieve"/>
    <output message="this:Retrieved"/></operation></portType>
  <binding name="RegistryBinding" type="this:Registry">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="RegistryStoredQuery"><soap:operation soapAction="urn:ihe:iti:2007:RegistryStoredQuery"/>
      <input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
  <binding name="RepositoryBinding" type="this:Repository">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="RetrieveDocumentSet"><soap:operation soapAction="urn:ihe:iti:2007:RetrieveDocumentSet"/>
      <input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
  <service name="RegistryService"><port name="Registry" binding="this:RegistryBinding">
    <soap:address location="{registry}"/></port></service>
  <service name="RepositoryService"><port name="Repository" binding="this:RepositoryBinding">
    <soap:address location="{repository}"/></port></service>
</definitions>"""


class Packing(zeep.transports.Transport):
    """Packs what goes out as MTOM/XOP where it is told to."""

    packs = False

    def post(self, address, message, headers):
        if not self.packs:
            return super().post(address, message, headers)
        action = headers["Content-Type"].split("action=")[1].strip('"')
        boundary = uuid.uuid4().hex
        content = (
            "--%s\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"application/soap+xml\"\r\n"
            "Content-Transfer-Encoding: binary\r\nContent-ID: <root@zeep>\r\n\r\n" % boundary
        ).encode() + message + ("\r\n--%s--\r\n" % boundary).encode()
        kind = ('multipart/related; type="application/xop+xml"; start="<root@zeep>"; start-info="application/soap+xml"; '
                'action="%s"; boundary="%s"' % (action, boundary))
        return super().post(address, content, {**headers, "Content-Type": kind})


class Judge(zeep.Plugin):
    """Holds every answer against the schemas, and its relation against the request."""

    def __init__(self):
        self.schemas = {
            name: etree.XMLSchema(etree.parse(schemas + "/" + file))
            for name, file in [("AdhocQueryResponse", "query.xsd"),
                               ("RetrieveDocumentSetResponse", "XDS.b_DocumentRepository.xsd")]}

    def egress(self, envelope, headers, operation, options):
        self.sent = envelope.findtext(".//" + WSA + "MessageID")
        return envelope, headers

    def ingress(self, envelope, headers, operation):
        related = envelope.findtext(SOAP + "Header/" + WSA + "RelatesTo")
        self.relation = "related" if related == self.sent else "unrelated"
        body = envelope.find(SOAP + "Body")[0]
        name = etree.QName(body).localname
        if name in self.schemas:
            alone = etree.fromstring(etree.tostring(body))
            judge = self.schemas[name]
            self.verdict = "valid" if judge.validate(alone) else "invalid: %s" % judge.error_log.last_error.message
            self.body = alone
        else:
            self.verdict = "unjudged"
        return envelope, headers


judge, transport = Judge(), Packing(timeout=20, operation_timeout=20)
with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder) / "sharing.wsdl"
    place.write_text(WSDL.format(query=QUERY, xds=XDS, schemas=schemas, registry=registry, repository=repository))
    # Objects stand in their list by substitution groups, which zeep does not know: lxml reads them.
    client = zeep.Client(
        str(place), transport=transport, plugins=[zeep.wsa.WsAddressingPlugin(), judge],
        settings=zeep.Settings(strict=False))
queries = client.bind("RegistryService", "Registry")
documents = client.bind("RepositoryService", "Repository")


def ask(kind, parameters):
    slots = [{"name": name, "ValueList": {"_value_1": [{"Value": value}]}} for name, value in parameters]
    answer = queries.RegistryStoredQuery(
        ResponseOption={"returnType": kind, "returnComposedObjects": True}, AdhocQuery={"id": FIND, "Slot": slots})
    errors = [one.get("errorCode") for one in judge.body.iter("{*}RegistryError")]
    objects = [etree.QName(one).localname for lists in judge.body.iter("{*}RegistryObjectList") for one in lists]
    print("query %s %s %s %s %s %s" % (
        kind, answer.status.split(":")[-1], ",".join(errors) or "-", ",".join(objects) or "-", judge.verdict, judge.relation))
    return [one.get("value") for one in judge.body.iter("{*}ExternalIdentifier")
            if one.get("identificationScheme") == "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"]


def retrieve(unique_id, packs=True):
    transport.packs = packs
    try:
        answer = documents.RetrieveDocumentSet(
            DocumentRequest=[{"RepositoryUniqueId": repository_id, "DocumentUniqueId": unique_id}])
    except zeep.exceptions.Fault as fault:
        print("retrieve fault %s" % fault.code)
        return
    errors = [one.get("errorCode") for one in judge.body.iter("{*}RegistryError")]
    given = [(one.mimeType, hashlib.sha1(one.Document).hexdigest()) for one in answer.DocumentResponse or []]
    print("retrieve %s %s %s %s %s" % (
        answer.RegistryResponse.status.split(":")[-1], ",".join(errors) or "-",
        ",".join("%s %s" % one for one in given) or "-", judge.verdict, judge.relation))


both = [("$XDSDocumentEntryPatientId", "'%s'" % patient), ("$XDSDocumentEntryStatus", APPROVED)]
ask("ObjectRef", both)
found = ask("LeafClass", both)
ask("LeafClass", both[:1])
for one in found:
    retrieve(one)
retrieve("1.2.3.4.5.6")
for one in found[:1]:
    retrieve(one, packs=False)
