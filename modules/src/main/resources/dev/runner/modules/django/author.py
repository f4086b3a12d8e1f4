# author ACT GIVEN: writes a migration of what changed in an application's models, or (ACT is 0) says
# what it would write. GIVEN is JSON. Whatever South or Django would ask a person is answered from it.
import datetime
import re


class Missing(Exception):
    pass


def author(hand_over):
    given = json.loads(REST[1])
    act = REST[0] == "1"
    folder = migrations_folder(given["app"])
    before = listing(folder)
    failure = None
    said = Heard()
    kept, sys.stdout = sys.stdout, said
    errors, sys.stderr = sys.stderr, said
    asked = []
    try:
        answer_all(given, asked)
        hand_over([MANAGE] + (south_words if kind() == "south" else django_words)(given, act))
    except Missing as missing:
        failure = text(missing)
    except SystemExit as end:
        if end.code not in (None, 0):
            failure = said.last() or text(end.code)
    except BaseException as trouble:
        failure = "%s: %s" % (type(trouble).__name__, text(trouble))
    finally:
        sys.stdout, sys.stderr = kept, errors
    new = sorted(listing(folder) - before)
    nothing = re.search("Nothing seems to have changed|No changes detected", said.all()) is not None
    if failure and not nothing:
        for name in new:
            os.remove(os.path.join(folder, name))
        say({"failure": failure, "asked": asked})
        sys.exit(1)
    if act and new and given["keep"]:
        for name in new:
            keep_defaults(os.path.join(folder, name), given["keep"])
    say(
        {
            "nothing": nothing,
            "files": [os.path.join(folder, name) for name in new],
            "operations": operations(said.all()),
            "asked": asked,
        }
    )


class Heard(object):
    """What is printed, kept instead."""

    encoding = "utf-8"

    def __init__(self):
        self.parts = []

    def write(self, value):
        self.parts.append(text(value))

    def flush(self):
        pass

    def isatty(self):
        return False

    def all(self):
        return u"".join(self.parts)

    def last(self):
        lines = [line for line in self.all().splitlines() if line.strip()]
        return lines[-1].strip() if lines else ""


def migrations_folder(app):
    try:
        from django.apps import apps

        module = apps.get_app_config(app).module
    except ImportError:
        from django.db.models import get_app

        module = sys.modules[get_app(app).__name__.rsplit(".", 1)[0]]
    return os.path.join(os.path.dirname(os.path.abspath(module.__file__)), "migrations")


def listing(folder):
    if not os.path.isdir(folder):
        return set()
    return set(n for n in os.listdir(folder) if n.endswith(".py") and n != "__init__.py")


def operations(said):
    """Lines in which South and Django name what a migration does: ` + Added`, `    - Add field`."""
    return [line.strip() for line in said.splitlines() if re.match(r"^\s+[-+~] \w", line)]


def south_words(given, act):
    words = ["schemamigration", given["app"]]
    words += [str(given["name"])] if given["name"] else []
    words.append("--" + given["kind"])
    return words + ([] if act else ["--stdout"])


def django_words(given, act):
    words = ["makemigrations", given["app"]]
    words += ["--name", given["name"]] if given["name"] else []
    words += ["--empty"] if given["kind"] == "empty" else []
    return words + ([] if act else ["--dry-run"])


def default_of(given, asked, model, field):
    name = "%s.%s" % (model, field)
    asked.append(name)
    for known, code in given["defaults"].items():
        if known.lower() == name.lower():
            return text(code)
    raise Missing(
        "%s has no default, and its rows need one: give it under `defaults` as %s" % (name, name)
    )


def answer_all(given, asked):
    if kind() == "south":
        answer_south(given, asked)
    else:
        answer_django(given, asked)


def answer_south(given, asked):
    from south.creator import actions

    current, replies = [], []

    def reply(prompt=""):
        if not replies:
            if not current[2]:
                raise Missing("what is given for %s.%s is no Python expression" % tuple(current[:2]))
            current[2] = False
            code = default_of(given, asked, current[0], current[1])
            replies.extend(["3"] if code == "irreversible" else ["2", code])
        return replies.pop(0)

    question = actions._NullIssuesField
    original = question.deal_with_not_null_no_default

    def deal(self, field, field_def):
        current[:] = [self.model._meta.object_name, field.name, True]
        return original(self, field, field_def)

    question.deal_with_not_null_no_default = deal
    actions.raw_input = reply


def class_name(app, model_name):
    """A model as its source names it: Django asks for it in lower case."""
    from django.apps import apps

    try:
        return apps.get_model(app, model_name).__name__
    except LookupError:
        return model_name


def answer_django(given, asked):
    from django.core.management.commands import makemigrations
    from django.db.migrations import questioner

    class Answers(questioner.InteractiveMigrationQuestioner):
        def value(self, model_name, field_name):
            code = default_of(given, asked, class_name(given["app"], model_name), field_name)
            try:
                from django.utils import timezone
            except ImportError:
                timezone = None
            return eval(code, {"datetime": datetime, "timezone": timezone})

        def ask_not_null_addition(self, field_name, model_name):
            return self.value(model_name, field_name)

        def ask_not_null_alteration(self, field_name, model_name):
            return self.value(model_name, field_name)

        def ask_auto_now_add_addition(self, field_name, model_name):
            return self.value(model_name, field_name)

        def ask_unique_callable_default_addition(self, field_name, model_name):
            raise Missing(
                "%s.%s is unique and has a callable default: write this migration by hand"
                % (model_name, field_name)
            )

        def ask_rename(self, model_name, old_name, new_name, field_instance):
            return "%s.%s:%s" % (model_name, old_name, new_name) in given["renames"]

        def ask_rename_model(self, old_model_state, new_model_state):
            return "%s:%s" % (old_model_state.name, new_model_state.name) in given["renames"]

        def ask_merge(self, app_label):
            return False

    makemigrations.InteractiveMigrationQuestioner = Answers


def keep_defaults(path, names):
    """A default that is for good stays in the column: South's keep_default, Django's preserve_default."""
    with open(path) as source:
        content = source.read()
    for name in names:
        field = re.escape(name.split(".")[-1])
        content = re.sub(
            r"(?s)('%s', self\.gf\(.*?keep_default=)False" % field, r"\1True", content, count=1
        )
        content = re.sub(
            r"(?s)(name='%s',\n.*?)\s+preserve_default=False," % field, r"\1", content, count=1
        )
    with open(path, "w") as out:
        out.write(content)


MODES["author"] = author
