"""The responding gateway of patient discovery of a community (ITI-55) for tests, with the community's patient index, which takes
registrations over HL7 v2 (ADT A28).

It shares nothing with the client that it is asked by: lxml and the standard library.

usage: discovery.py PORT HL7-PORT DEFECT, where DEFECT is `none` or
  guesses: answers the first of several patients who fit
  gives-any: answers everybody of the same family name as the one match
  other-community: names another community as that of the patient
  no-community: names none
  no-identifier: gives the patient without the number
  errs-on-nobody: answers an error where nobody fits
  asks-nothing: asks for no attribute where several fit
  forgets-query: does not repeat the query
  no-interaction: does not say which message it is (interactionId)
"""
import re
import sys
import uuid

from lxml import etree

import messages
from soap_service import Answer, Fault, serve

port, index_port, defect = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
HL7, NHS = "urn:hl7-org:v3", "2.16.840.1.113883.2.1.4.1"
COMMUNITY = "1.3.6.1.4.1.21367.2026.70.1"
QUERY = HL7 + ":PRPA_IN201305UV02:CrossGatewayPatientDiscovery"
patients = []


def register(frame):
    """Takes a registration."""
    message = messages.Message(frame)
    number = next((given[0] for given in message.identifiers("PID", 3) if given[1] == "NHS"), "")
    patient = [number] + [message.value("PID", field, component) for field, component in ((5, 1), (5, 2), (7, 1), (8, 1))]
    if patient not in patients:
        patients.append(patient)
    return messages.acknowledge(message, "AA", "INDEX")


def local(element, *path):
    """Elements below one by their names."""
    found = [element]
    for name in path:
        found = [child for one in found for child in one.findall("{%s}%s" % (HL7, name))]
    return found


def value(query, parameter, attribute="value"):
    for one in local(query, "parameterList", parameter, "value"):
        return one.get(attribute)
    return None


def find(query):
    """Patients who fit."""
    numbers = [one.get("extension") for one in local(query, "parameterList", "livingSubjectId", "value")
               if one.get("root") == NHS]
    families = [(one.text or "").strip().lower()
                for one in local(query, "parameterList", "livingSubjectName", "value", "family")]
    givens = [(one.text or "").strip().lower()
              for one in local(query, "parameterList", "livingSubjectName", "value", "given")]
    born, sex = value(query, "livingSubjectBirthTime"), value(query, "livingSubjectAdministrativeGender", "code")
    found = [one for one in patients
             if (not families or one[1].lower() in families) and (not givens or one[2].lower() in givens)
             and (not born or one[3] == born) and (not sex or one[4] == sex)]
    if defect == "gives-any" and numbers:
        return [one for one in patients if one[1].lower() in families]
    return [one for one in found if one[0] in numbers] if numbers else found


def registration(patient):
    number, family, given, born, sex = patient
    keeper = {"other-community": "1.3.6.1.4.1.21367.2026.70.2", "no-community": ""}.get(defect, COMMUNITY)
    custodian = '<id root="%s"/>' % keeper if keeper else '<id nullFlavor="UNK"/>'
    identity = '<id root="2.25.4711" extension="X"/>' if defect == "no-identifier" else (
        '<id root="%s" extension="%s"/>' % (NHS, number))
    return """<subject typeCode="SUBJ" contextConductionInd="false"><registrationEvent classCode="REG" moodCode="EVN">
<id nullFlavor="NA"/><statusCode code="active"/><subject1 typeCode="SBJ"><patient classCode="PAT">%s
<statusCode code="active"/><patientPerson classCode="PSN" determinerCode="INSTANCE"><name><given>%s</given>
<family>%s</family></name><administrativeGenderCode code="%s"/><birthTime value="%s"/></patientPerson>
<providerOrganization classCode="ORG" determinerCode="INSTANCE"><id root="%s"/><contactParty classCode="CON"/>
</providerOrganization><subjectOf1 typeCode="SBJ"><queryMatchObservation classCode="COND" moodCode="EVN">
<code code="IHE_PDQ"/><value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="INT" value="98"/>
</queryMatchObservation></subjectOf1></patient></subject1><custodian typeCode="CST"><assignedEntity classCode="ASSIGNED">
%s<code code="NotHealthDataLocator" codeSystem="1.3.6.1.4.1.19376.1.2.27.2"/></assignedEntity></custodian>
</registrationEvent></subject>""" % (identity, given, family, sex, born, COMMUNITY, custodian)


ISSUE = """<reasonOf typeCode="RSON"><detectedIssueEvent classCode="ALRT" moodCode="EVN">
<code code="ActAdministrativeDetectedIssueCode" codeSystem="2.16.840.1.113883.5.4"/><triggerFor typeCode="TRIG">
<actOrderRequired classCode="ACT" moodCode="RQO"><code code="PatientAddressRequested"
 codeSystem="1.3.6.1.4.1.19376.1.2.27.1"/></actOrderRequired></triggerFor></detectedIssueEvent></reasonOf>"""


def device(name, code, root):
    return """<%s typeCode="%s"><device classCode="DEV" determinerCode="INSTANCE"><id root="%s"/>
<asAgent classCode="AGNT"><representedOrganization classCode="ORG" determinerCode="INSTANCE"><id root="%s"/>
</representedOrganization></asAgent></device></%s>""" % (name, code, root, root, name)


def answer_to(path, action, body, parts):
    if action != QUERY or etree.QName(body).localname != "PRPA_IN201305UV02":
        raise Fault("no patient discovery: " + action)
    receiver = local(body, "receiver", "device", "asAgent", "representedOrganization", "id")
    if receiver and receiver[0].get("root") != COMMUNITY:
        raise Fault("this community is another")
    query = local(body, "controlActProcess", "queryByParameter")[0]
    found = find(query)
    taken, ended, shown, issue = "AA", "OK", found, ""
    if not found:
        taken, ended = ("AE", "AE") if defect == "errs-on-nobody" else ("AA", "NF")
    if len(found) > 1 and defect == "guesses":
        shown = found[:1]
    elif len(found) > 1 and defect != "gives-any":
        shown, issue = [], "" if defect == "asks-nothing" else ISSUE
    sender = local(body, "sender", "device", "id")[0].get("root")
    asked = local(body, "id")[0]
    copied = re.sub(r' xmlns(:\w+)?="[^"]*"', "", etree.tostring(query, with_tail=False).decode())
    query_id = local(query, "queryId")[0]
    known = '<queryId root="%s"/>' % ("2.25.1" if defect == "forgets-query" else query_id.get("root"))
    code = '<code code="PRPA_TE201306UV02" codeSystem="2.16.840.1.113883.1.6"/>'
    named = "" if defect == "no-interaction" else (
        '<interactionId root="2.16.840.1.113883.1.6" extension="PRPA_IN201306UV02"/>')
    text = """<PRPA_IN201306UV02 xmlns="%s" ITSVersion="XML_1.0"><id root="2.25.%d"/><creationTime value="20260101120000"/>
%s<processingCode code="P"/>
<processingModeCode code="T"/><acceptAckCode code="NE"/>%s%s<acknowledgement><typeCode code="%s"/><targetMessage>
<id root="%s"/></targetMessage></acknowledgement><controlActProcess classCode="CACT" moodCode="EVN">%s%s%s<queryAck>%s
<statusCode code="deliveredResponse"/><queryResponseCode code="%s"/>
<resultTotalQuantity value="%d"/><resultCurrentQuantity value="%d"/><resultRemainingQuantity value="0"/></queryAck>%s</controlActProcess>
</PRPA_IN201306UV02>""" % (
        HL7, uuid.uuid4().int, named, device("receiver", "RCV", sender), device("sender", "SND", COMMUNITY), taken,
        asked.get("root"), code, "".join(registration(one) for one in shown), issue, known, ended, len(shown),
        len(shown), copied)
    return Answer(etree.fromstring(text), QUERY.replace("201305", "201306"))


messages.serve(index_port, register)
serve(port, answer_to)
