"""Writes pdus.txt: PDUs and command sets as pynetdicom and pydicom encode them. Run by hand; the result is committed."""

import pynetdicom
import pydicom
from pynetdicom import build_context
from pynetdicom.pdu import (
    A_ABORT_RQ, A_ASSOCIATE_AC, A_ASSOCIATE_RJ, A_ASSOCIATE_RQ, A_RELEASE_RP, A_RELEASE_RQ, P_DATA_TF,
)
from pynetdicom.pdu_primitives import (
    A_ABORT, A_ASSOCIATE, A_RELEASE, P_DATA, AsynchronousOperationsWindowNegotiation,
    ImplementationClassUIDNotification, ImplementationVersionNameNotification, MaximumLengthNotification,
    SCP_SCU_RoleSelectionNegotiation, SOPClassCommonExtendedNegotiation, SOPClassExtendedNegotiation,
    UserIdentityNegotiation,
)
from pynetdicom.dimse_messages import C_ECHO_RQ, C_ECHO_RSP, C_FIND_RQ, C_FIND_RSP, C_STORE_RQ, C_CANCEL_RQ
from pynetdicom.dimse_primitives import C_ECHO, C_FIND, C_STORE, C_CANCEL
from pynetdicom.pdu import P_DATA_TF
from io import BytesIO

CT = "1.2.840.10008.5.1.4.1.1.2"
lines = []


def put(name, data):
    lines.append(f"{name} {data.hex()}")


def common():
    length = MaximumLengthNotification()
    length.maximum_length_received = 16382
    uid = ImplementationClassUIDNotification()
    uid.implementation_class_uid = pydicom.uid.UID("1.2.826.0.1.3680043.9.3811.3.0.4")
    name = ImplementationVersionNameNotification()
    name.implementation_version_name = "PYNETDICOM_304"
    return [length, uid, name]


request = A_ASSOCIATE()
request.application_context_name = "1.2.840.10008.3.1.1.1"
request.calling_ae_title = "CALLING"
request.called_ae_title = "CALLED AE"
request.presentation_context_definition_list = []
for number, (abstract, transfer) in enumerate([
    ("1.2.840.10008.1.1", ["1.2.840.10008.1.2"]),
    (CT, ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.4.70"]),
]):
    context = build_context(abstract, transfer)
    context.context_id = 2 * number + 1
    request.presentation_context_definition_list.append(context)
window = AsynchronousOperationsWindowNegotiation()
window.maximum_number_operations_invoked = 5
window.maximum_number_operations_performed = 0
role = SCP_SCU_RoleSelectionNegotiation()
role.sop_class_uid = CT
role.scu_role = True
role.scp_role = True
extended = SOPClassExtendedNegotiation()
extended.sop_class_uid = CT
extended.service_class_application_information = b"\x02\x00\x03\x00\x01\x00"
shared = SOPClassCommonExtendedNegotiation()
shared.sop_class_uid = CT
shared.service_class_uid = "1.2.840.10008.4.2"
shared.related_general_sop_class_identification = ["1.2.840.10008.5.1.4.1.1.88.22", "1.2.840.10008.5.1.4.1.1.88.33"]
identity = UserIdentityNegotiation()
identity.user_identity_type = 2
identity.positive_response_requested = True
identity.primary_field = b"someone"
identity.secondary_field = b"a secret"
request.user_information = common() + [window, role, extended, shared, identity]
pdu = A_ASSOCIATE_RQ()
pdu.from_primitive(request)
put("associate-rq", pdu.encode())

accept = A_ASSOCIATE()
accept.application_context_name = "1.2.840.10008.3.1.1.1"
accept.calling_ae_title = "CALLING"
accept.called_ae_title = "CALLED AE"
accept.result = 0x00
accept.presentation_context_definition_results_list = []
for number, (result, transfer) in enumerate([(0, "1.2.840.10008.1.2"), (4, "1.2.840.10008.1.2")]):
    context = build_context("1.2.840.10008.1.1", [transfer])
    context.context_id = 2 * number + 1
    context.result = result
    accept.presentation_context_definition_results_list.append(context)
response = UserIdentityNegotiation()
response.server_response = b"granted"
accept.user_information = common() + [window, role, response]
pdu = A_ASSOCIATE_AC()
pdu.from_primitive(accept)
put("associate-ac", pdu.encode())

reject = A_ASSOCIATE()
reject.result = 0x01
reject.result_source = 0x01
reject.diagnostic = 0x07
pdu = A_ASSOCIATE_RJ()
pdu.from_primitive(reject)
put("associate-rj", pdu.encode())

data = P_DATA()
data.presentation_data_value_list = [[1, b"\x03" + bytes.fromhex("0011223344")], [3, b"\x00\xaa\xbb"]]
pdu = P_DATA_TF()
pdu.from_primitive(data)
put("p-data-tf", pdu.encode())

put("release-rq", A_RELEASE_RQ().encode())
put("release-rp", A_RELEASE_RP().encode())
abort = A_ABORT_RQ()
abort.source = 2
abort.reason_diagnostic = 6
put("abort", abort.encode())


def command(name, message, primitive):
    message.primitive_to_message(primitive)
    put(name, pydicom_bytes(message.command_set))


def pydicom_bytes(command_set):
    from pynetdicom.dsutils import encode

    return encode(command_set, True, True)


echo = C_ECHO()
echo.MessageID = 7
echo.AffectedSOPClassUID = "1.2.840.10008.1.1"
command("c-echo-rq", C_ECHO_RQ(), echo)
echo = C_ECHO()
echo.MessageIDBeingRespondedTo = 7
echo.AffectedSOPClassUID = "1.2.840.10008.1.1"
echo.Status = 0x0000
command("c-echo-rsp", C_ECHO_RSP(), echo)
find = C_FIND()
find.MessageID = 65535
find.AffectedSOPClassUID = "1.2.840.10008.5.1.4.1.2.2.1"
find.Priority = 2
find.Identifier = BytesIO(b"\x00\x00")
command("c-find-rq", C_FIND_RQ(), find)
find = C_FIND()
find.MessageIDBeingRespondedTo = 3
find.AffectedSOPClassUID = "1.2.840.10008.5.1.4.1.2.2.1"
find.Status = 0xFF01
find.Identifier = BytesIO(b"\x00\x00")
command("c-find-rsp", C_FIND_RSP(), find)
store = C_STORE()
store.MessageID = 1
store.AffectedSOPClassUID = CT
store.AffectedSOPInstanceUID = "2.25.1234"
store.Priority = 0
store.DataSet = BytesIO(b"\x00\x00")
command("c-store-rq", C_STORE_RQ(), store)
cancel = C_CANCEL()
cancel.MessageIDBeingRespondedTo = 3
command("c-cancel-rq", C_CANCEL_RQ(), cancel)

print(f"# pynetdicom {pynetdicom.__version__}, pydicom {pydicom.__version__}, written by generate.py")
print("\n".join(lines))
