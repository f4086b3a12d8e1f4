# user ACT: looks at a user (ACT is 0) or brings it about (1). What is wanted (JSON, RUNNER_GIVEN) and the
# password (RUNNER_PASSWORD) are in the environment, where no other user of the host sees them.


def user(hand_over):
    given = json.loads(os.environ["RUNNER_GIVEN"])
    model = user_model()
    field = getattr(model, "USERNAME_FIELD", "username")
    done = []
    found = find_user(model, field, given["name"])
    if REST[0] == "1":
        if found is not None and given["replace_orphan"] and is_orphan(found, given):
            found.delete()
            found = None
            done.append("remove what a failed try left")
        if found is None:
            if given["state"] == "present":
                create_user(model, field, given)
                found = find_user(model, field, given["name"])
                done.append("create")
                if found is None:
                    sys.exit("the site said nothing, but there is no user %s" % given["name"])
        elif given["state"] == "absent":
            found.delete()
            found = None
            done.append("delete")
        if found is not None and given["state"] == "present":
            done += put_right(found, given)
    say({"user": describe(found, given), "done": done})


def user_model():
    try:
        from django.contrib.auth import get_user_model

        return get_user_model()
    except ImportError:
        from django.contrib.auth.models import User

        return User


def find_user(model, field, name):
    found = list(model._default_manager.using(DATABASE).filter(**{field: name})[:2])
    return found[0] if found else None


def describe(found, given):
    if found is None:
        return None
    return {
        "id": found.pk,
        "active": bool(found.is_active),
        "email": text(getattr(found, "email", "") or ""),
        "missing": [name for name in given["requires"] if not has(found, name)],
        "orphan": is_orphan(found, given),
        "wrong": differences(found, given),
    }


def has(found, name):
    """Whether the row that the site keeps beside a user, such as its profile, is there."""
    from django.core.exceptions import ObjectDoesNotExist

    try:
        value = getattr(found, name)
    except ObjectDoesNotExist:
        return False
    return value.exists() if hasattr(value, "exists") else value is not None


def is_orphan(found, given):
    """What a failed try leaves where a transaction can't be taken back: never active, never used."""
    unused = found.last_login is None or found.last_login <= found.date_joined
    return not found.is_active and unused and any(not has(found, n) for n in given["requires"])


def differences(found, given):
    wrong = []
    if given["active"] is not None and bool(found.is_active) != given["active"]:
        wrong.append("activate" if given["active"] else "deactivate")
    for name in ("email", "first_name", "last_name"):
        if given.get(name) is not None and getattr(found, name, None) != given[name]:
            wrong.append("set the %s" % name.replace("_", " "))
    for name, words in (("staff", "staff"), ("superuser", "superuser")):
        if given.get(name) is not None and getattr(found, "is_" + name) != given[name]:
            wrong.append(("make it %s" if given[name] else "no longer %s") % words)
    password = os.environ.get("RUNNER_PASSWORD")
    if password is not None and given["update_password"] and not matches(password, found.password):
        wrong.append("set the password")
    have = set(group.name for group in found.groups.all())
    for name in given["groups"]:
        if name not in have:
            wrong.append("add to the group %s" % name)
    return wrong


def matches(password, encoded):
    """Compares only: a user's own check_password may write a newer hash."""
    try:
        from django.contrib.auth.hashers import check_password
    except ImportError:
        from django.contrib.auth.models import check_password
    if isinstance(password, bytes):
        password = password.decode("utf-8")
    try:
        return bool(check_password(password, encoded))
    except ValueError:
        return False


def put_right(found, given):
    wrong = differences(found, given)
    if not wrong:
        return []
    if given["active"] is not None:
        found.is_active = given["active"]
    for name in ("email", "first_name", "last_name"):
        if given.get(name) is not None:
            setattr(found, name, given[name])
    for name in ("staff", "superuser"):
        if given.get(name) is not None:
            setattr(found, "is_" + name, given[name])
    if "set the password" in wrong:
        password = os.environ["RUNNER_PASSWORD"]
        found.set_password(password.decode("utf-8") if isinstance(password, bytes) else password)
    found.save()
    if given["groups"]:
        from django.contrib.auth.models import Group

        for name in given["groups"]:
            found.groups.add(Group.objects.using(DATABASE).get(name=name))
    return wrong


def named(path):
    """What a dotted name stands for."""
    import importlib

    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            value = getattr(value, part)
        return value
    sys.exit("nothing is called %s here" % path)


def silence(path):
    """Takes the effect of one function of the site, in this process only: no file is touched."""
    holder, name = path.rsplit(".", 1)
    named(path)
    setattr(named(holder), name, lambda *given, **more: None)


def create_user(model, field, given):
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends." + given["mail"]
    for path in given["silence"]:
        silence(path)
    password = os.environ.get("RUNNER_PASSWORD")
    if isinstance(password, bytes):
        password = password.decode("utf-8")
    fields = dict((str(name), value) for name, value in given["fields"].items())
    if given.get("form"):
        by_form(given, field, fields, password)
        return
    if given.get("manager"):
        maker = named(given["manager"])
    else:
        maker = model._default_manager.db_manager(DATABASE).create_user
    fields.setdefault(str(field), given["name"])
    fields.setdefault("email", given.get("email") or "")
    fields.setdefault("password", password)
    maker(**fields)


def by_form(given, field, fields, password):
    form = named(given["form"])
    fields.setdefault(str(field), given["name"])
    fields.setdefault("email", given.get("email") or "")
    if password is not None:
        for name in ("password", "password1", "password2"):
            if name in getattr(form, "base_fields", {}):
                fields.setdefault(name, password)
    bound = form(data=fields)
    if not bound.is_valid():
        # The messages of a form may repeat what was typed; the password isn't among it.
        sys.exit("the form refuses: %s" % json.dumps(dict((k, list(map(text, v))) for k, v in bound.errors.items())))
    if wants_request(bound.save):
        from django.http import HttpRequest

        request = HttpRequest()
        request.method = "POST"
        request.META.update({"SERVER_NAME": "localhost", "SERVER_PORT": "80"})
        request.user = admin()
        bound.save(request)
    else:
        bound.save()


def wants_request(save):
    code = getattr(save, "__func__", save).__code__
    return "request" in code.co_varnames[: code.co_argcount]


def admin():
    found = list(
        user_model()._default_manager.using(DATABASE).filter(is_superuser=True, is_active=True)[:1]
    )
    return found[0] if found else None


MODES["user"] = user
