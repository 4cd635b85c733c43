"""A Slurm cluster on one machine: munged, slurmctld and a slurmd for each node, every node in a PID namespace of its own.

It lies whole in the folder that it is started in. When it can take jobs it listens on the port, and does what a line says:
`kill NODE` ends a node as a power cut does, with everything that runs on it, and tells the controller, as a watchdog would; `start
NODE` brings it back. Whoever ends this process ends the cluster: it is to be started as the first process of a PID namespace.

usage: slurm_cluster.py PORT NODES FIRST-PORT
"""
import os
import pathlib
import signal
import socketserver
import subprocess
import sys
import time

# Threads that start programs for tests may block signals, and all programs below would inherit that.
signal.pthread_sigmask(signal.SIG_SETMASK, [])
port, count, first_port = (int(text) for text in sys.argv[1:4])
folder = pathlib.Path.cwd()
nodes = {f"node{number}": first_port + number for number in range(1, count + 1)}
environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "SLURM_CONF": str(folder / "slurm.conf")}
running = {}


def write(name, text, mode=0o644):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)


def start(name, *command):
    log = open(folder / f"{name}.log", "ab")
    running[name] = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)


def start_node(name):
    start(
        name, "unshare", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc", "slurmd", "-D", "-N", name, "-f",
        str(folder / "slurm.conf"))


def kill_node(name):
    running[name].kill()
    running[name].wait()
    subprocess.run(
        ["scontrol", "update", f"nodename={name}", "state=down", "reason=lost"], env=environment, check=True)


def states():
    """State of each node as the controller says it; empty while it does not answer."""
    try:
        found = subprocess.run(
            ["sinfo", "--noheader", "--Node", "--format", "%N %t"], env=environment, capture_output=True, text=True,
            timeout=10)
    except subprocess.TimeoutExpired:
        return {}
    return dict(line.split() for line in found.stdout.splitlines())


def await_idle():
    deadline = time.monotonic() + 60
    while not (found := states()) or any(found.get(name) not in ("idle", "mix", "alloc") for name in nodes):
        for name, process in running.items():
            if process.poll() is not None:
                sys.exit(f"{name} ended: {(folder / (name + '.log')).read_text()[-2000:]}")
        if time.monotonic() > deadline:
            sys.exit(f"no whole cluster within 60 s: {found}")
        time.sleep(0.05)


write("munge.key", os.urandom(128), 0o400)
for name in ["state", *nodes]:
    (folder / name).mkdir()
# No trust is asked of the folder's parents: they may be anybody's on a machine for tests.
start(
    "munged", "munged", "--foreground", "--force", f"--key-file={folder}/munge.key", f"--socket={folder}/munge.socket",
    f"--pid-file={folder}/munged.pid", f"--log-file={folder}/munged.txt", f"--seed-file={folder}/munged.seed")
write("slurm.conf", f"""
ClusterName=test
SlurmctldHost=localhost
SlurmctldAddr=127.0.0.1
SlurmctldPort={first_port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
# How long a job waits before it is begun again follows from the life of a credential.
AuthInfo=socket={folder}/munge.socket,cred_expire=5
CryptoType=crypto/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,defer
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobRequeue=1
ReturnToService=2
SlurmdTimeout=6
SlurmctldTimeout=10
InactiveLimit=0
KillWait=1
MaxArraySize=1001
PropagateResourceLimits=NONE
""" + "".join(
    f"NodeName={name} NodeHostname=localhost NodeAddr=127.0.0.1 Port={node_port} CPUs=2 RealMemory=512 State=UNKNOWN\n"
    for name, node_port in nodes.items()) + f"PartitionName=all Nodes={','.join(nodes)} Default=YES MaxTime=INFINITE State=UP\n")
start("slurmctld", "slurmctld", "-D", "-f", str(folder / "slurm.conf"))
for name in nodes:
    start_node(name)
await_idle()


class Order(socketserver.StreamRequestHandler):
    def handle(self):
        word, _, node = self.rfile.readline().decode().strip().partition(" ")
        if node not in nodes:
            answer = f"no node {node}"
        elif word == "kill":
            kill_node(node)
            answer = "ok"
        elif word == "start":
            start_node(node)
            answer = "ok"
        else:
            answer = f"no order {word}"
        self.wfile.write(f"{answer}\n".encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
socketserver.TCPServer.allow_reuse_address = True
with socketserver.TCPServer(("127.0.0.1", port), Order) as server:
    server.serve_forever()
