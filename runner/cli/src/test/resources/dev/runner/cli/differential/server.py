"""What the differential test of uri and get_url asks. Prints its port, and listens on a socket in the directory too."""

import base64
import email.utils
import gzip
import hashlib
import http.server
import json
import re
import socketserver
import sys
import threading
import time

FILE = b"the file\n"
CHANGED = 1700000000
SUM = hashlib.sha256(FILE).hexdigest()
SUMS = {
    "one": SUM + "\n",
    "named": "0" * 64 + "  other\n" + SUM + "  file\n",
    "star": SUM + " *file\n",
    "path": SUM + "  ./file\n",
    "wrong": "0" * 64 + "  file\n",
    "missing": "0" * 64 + "  nothing\n",
}
UNTOLD = ("host", "user-agent", "connection", "accept", "accept-encoding")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def address_string(self):
        return "somebody"

    def give(self, status, body=b"", kind="text/plain", headers=()):
        if isinstance(body, str):
            body = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def echo(self, body):
        headers = {k.lower(): v for k, v in self.headers.items() if k.lower() not in UNTOLD}
        text = body.decode("latin1")
        boundary = re.search('boundary="?([^";]+)', self.headers.get("Content-Type") or "")
        if boundary:
            text = sorted(set(text.split("--" + boundary[1])))
            text = [sorted(filter(None, part.split("\r\n"))) for part in text]
            headers["content-type"] = headers["content-type"].split(";")[0]
            headers.pop("content-length", None)
        told = {"method": self.command, "path": self.path, "headers": headers, "body": text}
        self.give(200, json.dumps(told, sort_keys=True), "application/json")

    def file(self):
        since = self.headers.get("If-Modified-Since")
        if since and email.utils.mktime_tz(email.utils.parsedate_tz(since)) >= CHANGED:
            self.send_response(304)
            self.end_headers()
            return
        self.give(200, FILE, headers=[("Last-Modified", email.utils.formatdate(CHANGED, usegmt=True))])

    def login(self):
        given = self.headers.get("Authorization")
        if given == "Basic " + base64.b64encode(b"ann:pw").decode():
            self.give(200, "in " + self.command)
        else:
            self.give(401, "no", headers=[("WWW-Authenticate", 'Basic realm="x"')])

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.startswith("http://"):
            login = self.headers.get("Proxy-Authorization")
            self.give(200, json.dumps({"proxied": self.path, "login": login}), "application/json")
            return
        path, _, query = self.path.partition("?")
        words = path.strip("/").split("/")
        match words[0]:
            case "echo":
                self.echo(body)
            case "auth":
                self.login()
            case "redir":
                self.give(int(words[1]), "moved", headers=[("Location", "/" + "/".join(words[2:]))])
            case "loop":
                self.give(302, headers=[("Location", "/loop")])
            case "status":
                self.give(int(words[1]), "status " + words[1])
            case "gz":
                zipped = gzip.compress(b'{"zipped": true}', mtime=0)
                self.give(200, zipped, "application/json", [("Content-Encoding", "gzip")])
            case "cookie":
                self.give(200, "c", headers=[("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=two; Path=/")])
            case "cd":
                name = query or "given.txt"
                self.give(200, "content", headers=[("Content-Disposition", f'attachment; filename="{name}"')])
            case "slow":
                time.sleep(3)
                self.give(200, "late")
            case "file":
                self.file()
            case "sums":
                self.give(200, SUMS[words[1]])
            case "json":
                self.give(200, '{"a": [1, 2.5, null]}', "application/json; charset=utf-8")
            case "badjson":
                self.give(200, '{"a": ', "application/json")
            case "latin":
                self.give(200, "é".encode("latin1"), "text/plain; charset=iso-8859-1")
            case "binary":
                self.give(200, bytes(range(256)), "application/octet-stream")
            case "empty":
                self.give(204)
            case _:
                self.give(404, "nothing here")

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = do_PATCH = do_OPTIONS = answer


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # whoever waits no longer is gone


class Local(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # whoever waits no longer is gone

    def get_request(self):
        request, _ = super().get_request()
        return request, ("local", 0)


server = Server(("127.0.0.1", 0), Handler)
local = Local(sys.argv[1], Handler)
threading.Thread(target=local.serve_forever, daemon=True).start()
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
