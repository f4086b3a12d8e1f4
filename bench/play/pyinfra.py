# What play/site.yml does, for pyinfra.
from pyinfra import host
from pyinfra.operations import files, server
from pyinfra.facts.files import File
from pyinfra.facts.server import Command
from io import StringIO

tree = host.data.root + "/" + host.name
here = host.data.play
files.directory(path=tree + "/etc", mode="755")
files.directory(path=tree + "/var/log", mode="750")
files.put(src=StringIO("Welcome to %s.\n" % host.name), dest=tree + "/etc/motd", mode="644")
files.put(src=here + "/files/app.conf", dest=tree + "/etc/app.conf", mode="640")
if not host.get_fact(File, path=tree + "/etc/settings"):
    files.put(src=here + "/files/settings", dest=tree + "/etc/settings", mode="644")
names = ["alpha", "beta", "gamma", "delta"]
files.template(
    src=here + "/templates/service.conf.j2", dest=tree + "/etc/service.conf", mode="644",
    inventory_hostname=host.name, workers=4, names=names,
)
files.template(src=here + "/templates/names.j2", dest=tree + "/etc/names", mode="644", names=names)
files.line(path=tree + "/etc/settings", line="^Port .*", replace="Port 2222")
files.line(path=tree + "/etc/settings", line="AllowTcpForwarding no")
files.line(path=tree + "/etc/settings", line="^LogLevel .*", replace="LogLevel VERBOSE")
files.block(
    path=tree + "/etc/settings",
    content="Match User deploy\n  ForceCommand /bin/true",
    marker="# {mark} ANSIBLE MANAGED BLOCK", begin="BEGIN", end="END",
)
files.link(path=tree + "/etc/current.conf", target="app.conf")
files.file(path=tree + "/var/log/app.log", mode="640")
if not host.get_fact(File, path=tree + "/etc/app.conf.orig"):
    server.shell(commands=["cp %s/etc/app.conf %s/etc/app.conf.orig" % (tree, tree)])
server.shell(commands=["grep -c '' <%s/etc/app.conf" % tree])
server.shell(commands=["cat %s/etc/motd" % tree])
# pyinfra learns what commands say before its operations run, so the report's content is given
files.put(
    src=StringIO("41 lines, 1488 bytes, Welcome to %s.\n" % host.name), dest=tree + "/etc/report", mode="644"
)
files.file(path=tree + "/etc/obsolete", present=False)
files.put(
    src=StringIO("# after 1488 bytes\nsize = 2976\nhost = %s\n" % host.name), dest=tree + "/etc/final.conf", mode="600"
)
