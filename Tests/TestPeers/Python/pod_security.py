"""Holds rendered manifests against what Kubernetes calls restricted, and against what this project promises besides.

Restricted: https://kubernetes.io/docs/concepts/security/pod-security-standards/. Besides: a root file system that is not
written, resources, no token of the cluster, probes where a pod serves, and a number of parts that the pods are told.

usage: pod_security.py RENDERED.yaml; prints a line for each fault
"""
import sys

import yaml


def faults(document):
    kind, name = document["kind"], document["metadata"]["name"]
    spec = document.get("spec", {})
    pod = spec.get("template", {}).get("spec")
    if pod is None:
        return
    security = pod.get("securityContext", {})
    if pod.get("automountServiceAccountToken", True):
        yield f"{kind} {name}: automountServiceAccountToken"
    for key in ("hostNetwork", "hostPID", "hostIPC"):
        if pod.get(key):
            yield f"{kind} {name}: {key}"
    allowed = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
    for volume in pod.get("volumes", []):
        if set(volume) - {"name"} - allowed:
            yield f"{kind} {name}: volume {volume['name']}"
    for container in pod["containers"] + pod.get("initContainers", []):
        own = security | container.get("securityContext", {})
        if own.get("runAsNonRoot") is not True or own.get("runAsUser", 1) == 0:
            yield f"{kind} {name}: runAsNonRoot"
        if own.get("seccompProfile", {}).get("type") not in ("RuntimeDefault", "Localhost"):
            yield f"{kind} {name}: seccompProfile"
        if own.get("allowPrivilegeEscalation") is not False or own.get("privileged"):
            yield f"{kind} {name}: allowPrivilegeEscalation"
        if "ALL" not in own.get("capabilities", {}).get("drop", []) or own["capabilities"].get("add"):
            yield f"{kind} {name}: capabilities"
        if own.get("readOnlyRootFilesystem") is not True:
            yield f"{kind} {name}: readOnlyRootFilesystem"
        resources = container.get("resources", {})
        if {"cpu", "memory"} - set(resources.get("requests", {})) or "memory" not in resources.get("limits", {}):
            yield f"{kind} {name}: resources"
        if kind == "Deployment" and not {"readinessProbe", "livenessProbe"} <= set(container):
            yield f"{kind} {name}: probes"
        if kind == "Job":
            environment = {entry["name"]: entry.get("value") for entry in container.get("env", [])}
            if spec.get("completionMode") != "Indexed" or environment.get("ASSAY_SHARDS") != str(spec["completions"]):
                yield f"{kind} {name}: completions"
        # Whatever is written goes to a volume.
        mounts = {mount["mountPath"] for mount in container.get("volumeMounts", [])}
        if "/tmp" not in mounts:
            yield f"{kind} {name}: nowhere to write"


with open(sys.argv[1]) as file:
    found = [fault for document in yaml.safe_load_all(file) for fault in faults(document)]
print("\n".join(found))
sys.exit(1 if found else 0)
