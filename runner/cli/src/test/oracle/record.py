#!/usr/bin/env python3
"""Records what ansible-core answers to the tasks of `*.cases` files, for ModuleAnswersTest.

    python record.py [FILE.cases ...]     (by a Python that has ansible-core, as any user's)

Modules are run as such, which takes moments; those that ansible-core carries out on the control
machine too (ACTIONS) are run by ansible-playbook.

A file of cases holds parts. `== NAME` begins a case, `-- task` its task (YAML below the task's
name; @DIR@ stands for a directory of its own), `-- file PATH [MODE]` a file that is there before,
`-- differs KEY: REASON` a returned value in which runner differs on purpose, or `check`, where its
check run does. Each case is run with
--check, then applied, then applied again; the answers go to FILE.json beside it.
"""
import importlib, json, os, pathlib, re, shutil, stat, subprocess, sys, tempfile

DROPPED = {"diff", "invocation", "warnings", "deprecations", "exception", "ansible_facts"}
ACTIONS = {"fetch", "assemble", "unarchive", "script"}
MODULES = {"ini_file": "ansible_collections.community.general.plugins.modules.ini_file",
           "xml": "ansible_collections.community.general.plugins.modules.xml"}  # needs Python's lxml
for each in ("openssl_csr", "openssl_publickey", "openssl_privatekey", "openssl_dhparam", "x509_certificate",
             "x509_certificate_info"):  # these need Python's cryptography
    MODULES[each] = "ansible_collections.community.crypto.plugins.modules." + each
VARYING = {"atime", "mtime", "ctime", "inode", "dev", "delta", "start", "end", "size"}


def parse(text):
    cases, parts = {}, None
    part = None
    for line in text.splitlines(keepends=True):
        if line.startswith("== "):
            parts = cases.setdefault(line[3:].strip(), {})
            part = None
        elif line.startswith("-- ") and parts is not None:
            part = line[3:].strip()
            parts[part] = ""
        elif part is not None:
            parts[part] += line
    return cases


def content(text):
    return text[:-len("\\c\n")] if text.endswith("\\c\n") else text


def prepare(root, cases):
    for number, parts in enumerate(cases.values()):
        own = root / str(number)
        own.mkdir(mode=0o755)
        for part, text in parts.items():
            words = part.split()
            if words[0] in ("file", "dir", "link"):
                path = own / words[1]
                path.parent.mkdir(parents=True, exist_ok=True)
                if words[0] == "dir":
                    path.mkdir(exist_ok=True)
                elif words[0] == "link":
                    os.symlink(words[2], path)
                    continue
                else:
                    path.write_bytes(content(text).encode("utf-8").replace(b"\\xff", b"\xff").replace(b"\\r", b"\r"))
                os.chmod(path, int(words[2], 8) if len(words) > 2 else (0o755 if words[0] == "dir" else 0o644))


def playbook(root, cases, names):
    lines = ["- hosts: all", "  gather_facts: false", "  tasks:"]
    for number, parts in enumerate(cases.values()):
        task = parts["task"].replace("@DIR@", str(root / str(number)))
        for name in names:
            lines += [f"    - name: {name} {number}"]
            lines += ["      " + line for line in task.splitlines()]
            lines += [f"      register: {name}", "      ignore_errors: true"]
        found = ", ".join(f"'{name}': {name}" for name in names)
        lines += ["    - copy:", f"        dest: {root}/{number}.{names[0]}.json",
                  "        content: \"{{ {" + found + "} | to_json }}\"", "      check_mode: false"]
    return "\n".join(lines) + "\n"


def tree(own):
    found = {}
    for path in sorted(own.rglob("*")):
        name = re.sub(r"\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~$", ".BACKUP", str(path.relative_to(own)))
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            found[name] = "link " + os.readlink(path).replace(str(own), "@DIR@")
        elif stat.S_ISDIR(status.st_mode):
            found[name] = "dir %04o" % stat.S_IMODE(status.st_mode)
        else:
            text = path.read_bytes().decode("latin-1").replace(str(own), "@DIR@")
            found[name] = "file %04o " % stat.S_IMODE(status.st_mode) + text
    return found


def normal(value, own):
    if isinstance(value, dict):
        return {k: ("*" if k in VARYING else normal(v, own)) for k, v in value.items()
                if k not in DROPPED and not k.startswith("_ansible")}
    if isinstance(value, list):
        return [normal(item, own) for item in value]
    if isinstance(value, str):
        text = value.replace(str(own), "@DIR@")
        return re.sub(r"\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~", ".BACKUP", text)
    return value


def run_module(task, own, check):
    """One module in a process of its own, without ansible-playbook around it."""
    import yaml
    from ansible.parsing.splitter import parse_kv
    (name, arguments), = yaml.safe_load(task.replace("@DIR@", str(own))).items()
    if isinstance(arguments, str):
        arguments = parse_kv(arguments)
    arguments = dict(arguments or {})
    module = importlib.import_module(MODULES.get(name, "ansible.modules." + name))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        os.umask(0o022)
        from ansible.module_utils.testing import patch_module_args
        with patch_module_args({**arguments, "_ansible_check_mode": check}):
            try:
                module.main()
            except SystemExit:
                pass
        sys.stdout.flush()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as output:
        text = output.read()
    os.waitpid(child, 0)
    lines = text.strip().splitlines()
    answer = json.loads(lines[-1]) if lines else {"failed": True}  # it crashed
    answer.setdefault("changed", False)
    answer["failed"] = bool(answer.get("failed", False))
    return answer


def record_modules(root, cases):
    results = {}
    for number, (name, parts) in enumerate(cases.items()):
        own = root / str(number)
        results[name] = {
            "check": run_module(parts["task"], own, True),
            "apply": run_module(parts["task"], own, False),
            "again": run_module(parts["task"], own, False),
        }
    return results


def record_playbooks(root, cases):
    ansible = pathlib.Path(sys.executable).parent / "ansible-playbook"
    (root / "hosts").write_text(f"h ansible_connection=local ansible_python_interpreter={sys.executable}\n")
    for names, arguments in ((["check"], ["--check"]), (["apply", "again"], [])):
        (root / "play.yml").write_text(playbook(root, cases, names))
        done = subprocess.run([ansible, "-i", root / "hosts", root / "play.yml", *arguments],
                              cwd=root, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stdout + done.stderr)
    results = {}
    for number, name in enumerate(cases):
        results[name] = {}
        for which in ("check", "apply"):
            results[name].update(json.loads((root / f"{number}.{which}.json").read_text()))
    return results


def record(file):
    cases = parse(file.read_text())
    root = pathlib.Path(tempfile.mkdtemp(prefix="record")).resolve()
    prepare(root, cases)
    playing = file.stem in ACTIONS
    results = record_playbooks(root, cases) if playing else record_modules(root, cases)
    answers = {}
    for number, name in enumerate(cases):
        own = root / str(number)
        answers[name] = {**normal(results[name], own), "after": tree(own)}
    shutil.rmtree(root)
    file.with_suffix(".json").write_text(json.dumps(answers, indent=1, sort_keys=True) + "\n")
    print(f"{file.name}: {len(answers)} cases")


if __name__ == "__main__":
    folder = pathlib.Path(__file__).parent.parent / "resources/dev/runner/cli/answers"
    files = [pathlib.Path(name) for name in sys.argv[1:]] or sorted(folder.glob("*.cases"))
    for each in files:
        record(each.resolve())
