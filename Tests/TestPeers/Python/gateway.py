"""Gateways between communities for tests. Two communities, `a` and `b`, each with a registry and repository in one
(/a/repository: ITI-18, ITI-41, ITI-43) and a responding gateway (/a/gateway: ITI-38, ITI-39); and an initiating gateway
before them (/gateway: ITI-18, ITI-43), which knows a third community that never answers.

It shares nothing with the client that it is asked by: the standard library's HTTP server and email package, and lxml.

usage: gateway.py PORT DEFECT, where DEFECT is `none` or, of the responding gateways,
  no-home, bare-home, other-home: objects name no community, one without urn:oid:, or another
  no-home-retrieved: retrieved documents name no community
  takes-any-home: answers for any community that is named
  takes-no-home: answers a retrieval that names no community
  no-location: errors do not say of which community they are
  local-action: answers with the action of a query within the community
  truncates: gives a document without its last byte
  inline: gives documents as base64 in the message
  slow: takes one and a half seconds to find documents
  refuses-often: answers every second query by patient with a failure
  keeps-failures: gives what it has of several documents as a success, without a word of the others, as a gateway may
or, of the initiating gateway,
  drops-homes: objects name no community
  first-only: asks the first community alone
  all-or-nothing: answers a failure and nothing else where one community does not answer
  hides-silence: does not say that a community did not answer
  nameless-silence: says that a community did not answer, but not which
  general-silence: calls that XDSRegistryError
  asks-all: asks all communities where one is chosen
  takes-strangers: answers success and nothing for a community that it does not know
  ignores-time: does not look at times
  repeats: gives every object twice
  lists-once: lists a document of two communities once
  gives-once: gives a document of two communities once
  waits: takes two seconds until it gives a community up
"""
import base64
import hashlib
import re
import sys
import threading
import time
import uuid

from lxml import etree

from soap_service import Answer, Fault, XOP, include, serve

port, defect = int(sys.argv[1]), sys.argv[2]
EBXML = "urn:oasis:names:tc:ebxml-regrep:"
RIM, RS, LCM, QUERY = (EBXML + "xsd:%s:3.0" % name for name in ("rim", "rs", "lcm", "query"))
XDS = "urn:ihe:iti:xds-b:2007"
PATIENT = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
UNIQUE = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
FIND_DOCUMENTS = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d"
GET_DOCUMENTS = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
SILENT = "urn:oid:1.3.6.1.4.1.21367.2026.70.9"
LABELLED = ("ExtrinsicObject", "RegistryPackage", "ObjectRef")
lock = threading.Lock()


def tag(space, name):
    return "{%s}%s" % (space, name)


def kind(element):
    return etree.QName(element).localname


def slot(element, name):
    return [value.text or "" for one in element.findall(tag(RIM, "Slot")) if one.get("name") == name
            for value in one.iter(tag(RIM, "Value"))]


def add_slot(element, name, value):
    one = etree.Element(tag(RIM, "Slot"), name=name)
    etree.SubElement(etree.SubElement(one, tag(RIM, "ValueList")), tag(RIM, "Value")).text = value
    element.insert(0, one)


def identifier(element, scheme):
    for one in element.findall(tag(RIM, "ExternalIdentifier")):
        if one.get("identificationScheme") == scheme:
            return one.get("value")
    return None


class Problem:
    """An error of a registry response; where is the community that it is of."""

    def __init__(self, code, text, where=None):
        self.code, self.text, self.where = code, text, where


class Community:
    def __init__(self, number):
        self.home = "urn:oid:1.3.6.1.4.1.21367.2026.70.%d" % number
        self.repository = "1.3.6.1.4.1.21367.2026.71.%d" % number
        self.entries, self.contents, self.queries = [], {}, 0

    def submit(self, body, parts):
        given = {}
        for one in body.findall(tag(XDS, "Document")):
            place = one.find(tag(XOP, "Include"))
            given[one.get("id")] = base64.b64decode(one.text) if place is None else parts[place.get("href")[4:]]
        for one in body.iter(tag(RIM, "ExtrinsicObject")):
            content = given[one.get("id")]
            add_slot(one, "hash", hashlib.sha1(content).hexdigest())
            add_slot(one, "size", str(len(content)))
            add_slot(one, "repositoryUniqueId", self.repository)
            one.set("id", "urn:uuid:%s" % uuid.uuid4())
            one.set("lid", one.get("id"))
            one.set("status", EBXML + "StatusType:Approved")
            for number, child in enumerate(one.findall("*[@id]")):
                child.set("id", "%s-%d" % (one.get("id"), number))
                for name in ("registryObject", "classifiedObject"):
                    if child.get(name):
                        child.set(name, one.get("id"))
            self.entries.append(one)
            self.contents[identifier(one, UNIQUE)] = (one.get("mimeType"), content)

    def find(self, query, looks_at_time=True):
        """Entries of a stored query, and problems."""
        given = parameters(query)
        if query.get("id") == GET_DOCUMENTS:
            wanted = given.get("$XDSDocumentEntryUniqueId", [])
            return [one for one in self.entries if identifier(one, UNIQUE) in wanted], []
        if query.get("id") != FIND_DOCUMENTS:
            return [], [Problem("XDSUnknownStoredQuery", query.get("id"))]
        for name in ("$XDSDocumentEntryPatientId", "$XDSDocumentEntryStatus"):
            if name not in given:
                return [], [Problem("XDSStoredQueryMissingParam", name)]
        found = [one for one in self.entries
                 if identifier(one, PATIENT) in given["$XDSDocumentEntryPatientId"]
                 and one.get("status") in given["$XDSDocumentEntryStatus"]]
        for edge, holds in (("From", lambda moment, limit: moment >= limit), ("To", lambda moment, limit: moment < limit)):
            limit = given.get("$XDSDocumentEntryServiceStartTime" + edge)
            if limit and looks_at_time:
                found = [one for one in found for moment in slot(one, "serviceStartTime")
                         if holds(moment.ljust(14, "0"), limit[0].ljust(14, "0"))]
        return found, []

    def retrieve(self, repository, document):
        """Media type and content, or a problem."""
        if repository != self.repository:
            return Problem("XDSUnknownRepositoryId", repository)
        if document not in self.contents:
            return Problem("XDSDocumentUniqueIdError", document)
        return self.contents[document]


A, B = Community(1), Community(2)
COMMUNITIES = {"a": A, "b": B}


def parameters(query):
    found = {}
    for one in query.findall(tag(RIM, "Slot")):
        for value in one.iter(tag(RIM, "Value")):
            text = (value.text or "").strip()
            values = re.findall(r"'((?:[^']|'')*)'", text) if "'" in text else [text]
            found.setdefault(one.get("name"), []).extend(item.replace("''", "'") for item in values)
    return found


def response(parent, problems, has_results, space=RS, name="RegistryResponse"):
    element = etree.Element(tag(space, name), nsmap={"rs": RS, "rim": RIM})
    status = EBXML + "ResponseStatusType:" + ("Failure" if problems else "Success")
    if problems and has_results:
        status = "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess"
    element.set("status", status)
    if problems:
        listed = etree.SubElement(element, tag(RS, "RegistryErrorList"))
        for problem in problems:
            one = etree.SubElement(listed, tag(RS, "RegistryError"), errorCode=problem.code, codeContext=problem.text,
                                   severity=EBXML + "ErrorSeverityType:Error")
            if problem.where and defect != "no-location":
                one.set("location", problem.where)
    if parent is not None:
        parent.append(element)
    return element


def copy(element):
    return etree.fromstring(etree.tostring(element))


def label(element, home):
    if defect == "no-home":
        return element
    if defect == "bare-home":
        home = home[len("urn:oid:"):]
    if defect == "other-home":
        home = B.home if home == A.home else A.home
    element.set("home", home)
    return element


def query_response(found, problems, returns, some_answered):
    answer = response(None, problems, bool(found) or some_answered, QUERY, "AdhocQueryResponse")
    listed = etree.SubElement(answer, tag(RIM, "RegistryObjectList"))
    for one in found:
        if returns == "ObjectRef":
            one = etree.Element(tag(RIM, "ObjectRef"), {name: one.get(name) for name in ("id", "home") if one.get(name)})
        listed.append(one)
    return answer


def responding_query(community, query):
    """What a responding gateway finds: labelled entries, and problems with their place."""
    home, named = query.get("home"), any("PatientId" in name for name in parameters(query))
    if home is None and not named:
        return [], [Problem("XDSMissingHomeCommunityId", "no home", community.home)]
    if home not in (None, community.home) and defect != "takes-any-home":
        return [], [Problem("XDSUnknownCommunity", home, community.home)]
    found, problems = community.find(query)
    if defect == "refuses-often" and named:
        community.queries += 1
        if community.queries % 2 == 0:
            found, problems = [], [Problem("XDSRegistryError", "not now")]
    for problem in problems:
        problem.where = community.home
    return [label(copy(one), community.home) for one in found], problems


def responding_retrieval(community, requests):
    """What a responding gateway gives: (home, repository, document, media type, content), and problems."""
    given, problems = [], []
    for home, repository, document in requests:
        if home is None and defect != "takes-no-home":
            problems.append(Problem("XDSMissingHomeCommunityId", document, community.home))
        elif home not in (None, community.home) and defect != "takes-any-home":
            problems.append(Problem("XDSUnknownCommunity", home, community.home))
        else:
            found = community.retrieve(repository, document)
            if isinstance(found, Problem):
                found.where = community.home
                problems.append(found)
            else:
                media_type, content = found
                given.append((community.home, repository, document, media_type,
                              content[:-1] if defect == "truncates" else content))
    return given, [] if given and defect == "keeps-failures" else problems


def silence():
    """What the initiating gateway says of the community that does not answer."""
    if defect == "hides-silence":
        return []
    code = "XDSRegistryError" if defect == "general-silence" else "XDSUnavailableCommunity"
    return [Problem(code, "no connection", None if defect == "nameless-silence" else SILENT)]


def initiating_query(query):
    home = query.get("home")
    if home is None and not any("PatientId" in name for name in parameters(query)):
        return [], [Problem("XDSMissingHomeCommunityId", "no home")]
    if home not in (None, A.home, B.home, SILENT):
        return [], [] if defect == "takes-strangers" else [Problem("XDSUnknownCommunity", home, home)]
    found, problems = [], []
    for community in (A, B):
        if home in (None, community.home) or defect == "asks-all":
            if defect == "first-only" and community is B:
                continue
            some, of_them = community.find(query, defect != "ignores-time")
            found += [label(copy(one), community.home) for one in some]
            problems += of_them
    if home in (None, SILENT):
        problems += silence()
    if problems and defect == "all-or-nothing":
        found = []
    if defect == "lists-once":
        found = list({identifier(one, UNIQUE): one for one in found}.values())
    if defect == "drops-homes":
        for one in found:
            one.attrib.pop("home", None)
    return found + [copy(one) for one in found] if defect == "repeats" else found, problems


def initiating_retrieval(requests):
    given, problems = [], []
    for home, repository, document in requests:
        community = {A.home: A, B.home: B}.get(home)
        if home is None:
            problems.append(Problem("XDSMissingHomeCommunityId", document))
        elif community is not None:
            some, of_them = responding_retrieval(community, [(home, repository, document)])
            given, problems = given + some, problems + of_them
        elif home == SILENT:
            problems += silence()
        elif defect != "takes-strangers":
            problems.append(Problem("XDSUnknownCommunity", home, home))
    if problems and defect == "all-or-nothing":
        given = []
    if defect == "gives-once":
        given = list({one[2]: one for one in given}.values())
    if defect == "drops-homes":
        given = [(None, *one[1:]) for one in given]
    return given + given if defect == "repeats" else given, problems


def requests_of(body):
    return [tuple(one.findtext(tag(XDS, name))
                  for name in ("HomeCommunityId", "RepositoryUniqueId", "DocumentUniqueId"))
            for one in body.findall(tag(XDS, "DocumentRequest"))]


def retrieve_response(given, problems):
    answer, attachments = etree.Element(tag(XDS, "RetrieveDocumentSetResponse"), nsmap={"xds": XDS}), []
    response(answer, problems, bool(given))
    for number, (home, repository, document, media_type, content) in enumerate(given):
        one = etree.SubElement(answer, tag(XDS, "DocumentResponse"))
        if home is not None and defect != "no-home-retrieved":
            etree.SubElement(one, tag(XDS, "HomeCommunityId")).text = home
        etree.SubElement(one, tag(XDS, "RepositoryUniqueId")).text = repository
        etree.SubElement(one, tag(XDS, "DocumentUniqueId")).text = document
        etree.SubElement(one, tag(XDS, "mimeType")).text = media_type
        place = etree.SubElement(one, tag(XDS, "Document"))
        if defect == "inline":
            place.text = base64.b64encode(content).decode()
        else:
            include(place, "document%d@peer" % number, media_type, content, attachments)
    return answer, attachments


def answer_to(path, action, body, parts):
    if defect == "slow" and path == "/a/gateway" and kind(body) == "AdhocQueryRequest":
        time.sleep(1.5)
    if defect == "waits" and path == "/gateway":
        query = body.find(tag(RIM, "AdhocQuery"))
        if query is not None and query.get("home") in (None, SILENT):
            time.sleep(2)
    with lock:
        return answer_alone(path, action, body, parts)


def answer_alone(path, action, body, parts):
    place = path.strip("/").split("/")
    community = COMMUNITIES.get(place[0])
    asked, query = kind(body), body.find(tag(RIM, "AdhocQuery"))
    if place[-1] == "repository" and asked == "ProvideAndRegisterDocumentSetRequest":
        community.submit(body, parts)
        return Answer(response(None, [], True), "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse")
    if place[-1] == "gateway":
        crosses = community is not None
        if query is not None:
            expected = "urn:ihe:iti:2007:" + ("CrossGatewayQuery" if crosses else "RegistryStoredQuery")
            found, problems = responding_query(community, query) if crosses else initiating_query(query)
            returns = body.find(tag(QUERY, "ResponseOption")).get("returnType")
            is_search = query.get("home") is None and any("PatientId" in name for name in parameters(query))
            some_answered = not crosses and is_search and defect != "all-or-nothing"
            answer, attachments = query_response(found, problems, returns, some_answered), []
        elif asked == "RetrieveDocumentSetRequest":
            expected = "urn:ihe:iti:2007:" + ("CrossGatewayRetrieve" if crosses else "RetrieveDocumentSet")
            given, problems = (responding_retrieval(community, requests_of(body)) if crosses
                               else initiating_retrieval(requests_of(body)))
            answer, attachments = retrieve_response(given, problems)
        else:
            raise Fault("no transaction of a gateway: " + asked)
        if action != expected:
            raise Fault("the action is %s and not %s" % (action, expected))
        if defect == "local-action":
            expected = expected.replace("CrossGatewayQuery", "RegistryStoredQuery")
        return Answer(answer, expected + "Response", attachments)
    raise Fault("nothing at %s" % path)


serve(port, answer_to)
