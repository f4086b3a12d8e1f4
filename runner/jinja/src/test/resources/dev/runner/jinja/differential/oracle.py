"""Answers templates with the real engines: a line of JSON in, a line of JSON out.

The first line holds the variables. Each line after it is {"mode": "jinja" or "ansible-native", "template": text};
its answer is {"type": name, "value": text} or {"error": kind, "message": text}. The value of "jinja" is the text
rendered, that of "ansible-native" Python's repr of plain values.
"""

import copy
import json
import re
import resource
import signal
import sys

import jinja2
from ansible.errors import AnsibleTemplateError, AnsibleTemplateSyntaxError, AnsibleUndefinedVariable
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar, trust_as_template

MEMORY = 2 << 30  # bytes
SECONDS = 60
UNDEFINED = r"\bUndefined(Marker)?\b|and no else section was defined"
JINJA = jinja2.Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])


def plain(value):
    """The value without the marks that Ansible puts on it, which its repr could show."""
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(plain, value)) if type(value) in (list, tuple) else [plain(each) for each in value]
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return value if kind is bool else kind(value)
    return value


def jinja(template, variables):
    return JINJA.from_string(template).render(variables)


def ansible(template, variables):
    return plain(Templar(variables=variables).template(trust_as_template(template)))


def kind(error):
    if isinstance(error, (jinja2.TemplateSyntaxError, AnsibleTemplateSyntaxError)):
        return "SYNTAX"
    if isinstance(error, (jinja2.UndefinedError, AnsibleUndefinedVariable)):
        return "UNDEFINED"
    # an undefined value that came to Python's own operators is a plain TypeError there
    if isinstance(error, AnsibleTemplateError) and re.search(UNDEFINED, str(error)):
        return "UNDEFINED"
    return "RUNTIME"


def answer(case, variables):
    own = copy.deepcopy(variables)
    try:
        if case["mode"] == "jinja":
            return {"type": "str", "value": jinja(case["template"], own)}
        value = ansible(case["template"], own)
        return {"type": type(value).__name__, "value": repr(value)}
    except Exception as error:
        return {"error": kind(error), "message": f"{type(error).__name__}: {error}"}


def too_long(signum, frame):
    raise TimeoutError(f"no answer within {SECONDS} s")


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, too_long)
    init_plugin_loader()
    variables = json.loads(sys.stdin.readline())
    for line in sys.stdin:
        signal.alarm(SECONDS)
        reply = json.dumps(answer(json.loads(line), variables))
        signal.alarm(0)
        print(reply, flush=True)


main()
