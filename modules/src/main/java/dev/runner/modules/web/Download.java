package dev.runner.modules.web;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.modules.files.Edit;
import dev.runner.modules.files.FileValues;
import dev.runner.modules.files.Ownership;
import dev.runner.modules.files.Placement;
import dev.runner.values.None;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way of a file from a server to its place on the host.
final class Download {
  private static final long LIST_LIMIT = 4L << 20;

  private final GetUrl task;
  private final URI url;
  private final Optional<Login> own;

  Download(GetUrl task) {
    this.task = task;
    this.url = Urls.parse(task.url()).orElseThrow();
    this.own = Access.login(task.urlUsername(), task.urlPassword(), url);
  }

  /// What came, or what is there instead.
  ///
  /// @param file where the host has it
  /// @param name what it is called in a directory
  private record Arrival(RemotePath file, String name, Map<String, Object> values) {}

  Plan plan(Probe host) {
    Pending<FileStat> there = host.later(new Question.Stat(task.dest(), true));
    Pending<FileStat> parent = host.later(new Question.Stat(task.dest().parent(), true));
    Optional<Pending<FileStat>> temporary =
        task.tmpDest().map(path -> host.later(new Question.Stat(path, true)));
    if (temporary.isPresent() && !temporary.get().get().isDirectory()) {
      return Plan.refuse(
          task.tmpDest().get()
              + (temporary.get().get().exists()
                  ? " is a file but should be a directory."
                  : " directory does not exist."),
          "Make it first: file: state=directory.");
    }
    boolean within = task.dest().text().endsWith("/");
    if (!there.get().exists() && (within || !parent.get().isDirectory())) {
      RemotePath missing =
          within ? RemotePath.of(task.dest().text().replaceAll("/+$", "")) : task.dest().parent();
      return Plan.refuse(
          "Destination %s does not exist".formatted(missing),
          "Make it first: file: state=directory.");
    }
    if (task.checksum().isEmpty()) {
      return fetch(host, there.get(), Optional.empty());
    }
    WantedSum wanted = WantedSum.parse(task.checksum());
    return wanted.isListed()
        ? listed(host, there.get(), wanted)
        : compared(
            host, there.get(), new WantedSum(wanted.algorithm(), WantedSum.digest(wanted.given())));
  }

  private Plan listed(Probe host, FileStat there, WantedSum wanted) {
    URI list = Urls.parse(wanted.given()).orElseThrow();
    if (isFile(list)) {
      return found(host, there, wanted, host.read(RemotePath.of(list.getPath())));
    }
    HttpRequest request =
        request(list, Map.of("Cache-Control", "no-cache"), LIST_LIMIT, Optional.empty());
    return (Plan)
        Visit.start(
                route(
                    list,
                    false,
                    (visit, reply, now) ->
                        reply.status() == 200
                            ? found(now, there, wanted, Optional.of(body(reply)))
                            : refused(visit, reply)),
                request)
            .go(host);
  }

  private Content body(HttpReply reply) {
    return task.access().decompress() ? Unpacking.of(reply.body(), reply.headers()) : reply.body();
  }

  private Plan found(Probe host, FileStat there, WantedSum wanted, Optional<Content> list) {
    String path = String.valueOf(url.getPath());
    String file = path.substring(path.lastIndexOf('/') + 1);
    Optional<String> digest = list.flatMap(it -> WantedSum.find(it.lenientText(), file));
    return digest.isEmpty()
        ? Plan.refuse(
                "Unable to find a checksum for file '%s' in '%s'"
                    .formatted(file, Urls.parse(wanted.given()).map(Urls::bare).orElse("it")),
                "The list has a line with the digest and the name of each file.")
            .with("url", Urls.bare(url))
        : compared(host, there, new WantedSum(wanted.algorithm(), digest.get()));
  }

  private Plan compared(Probe host, FileStat there, WantedSum wanted) {
    if (there.isFile()
        && !task.force()
        && wanted.of(host, task.dest()).get().filter(wanted.given()::equals).isPresent()) {
      return already(host, there, "file already exists", Map.of());
    }
    return fetch(host, there, Optional.of(wanted));
  }

  /// The file stays; owner, group and mode may change.
  private Plan already(Probe host, FileStat there, String message, Map<String, ?> more) {
    return task.labels().over(host, task.dest(), () -> kept(host, there, message, more));
  }

  private Plan kept(Probe host, FileStat there, String message, Map<String, ?> more) {
    Attributes wanted = task.permissions().wanted();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("url", Urls.bare(url));
    values.put("dest", task.dest().text());
    values.put("msg", message);
    values.putAll(FileValues.of(there));
    values.putAll(more);
    Content same = Content.of("");
    Ownership ownership = Ownership.ask(host, wanted);
    return ownership
        .obstacle()
        .orElseGet(
            () -> {
              Plan plan =
                  new Edit(
                          task.dest(),
                          Optional.of(same),
                          same,
                          there,
                          ownership.asShown(wanted, there),
                          Optional.empty(),
                          false)
                      .plan(message, values, "backup_file");
              return plan instanceof Plan.Changes changes
                  ? changes.after(
                      (outputs, now) ->
                          Finished.changed(message)
                              .withAll(values)
                              .withAll(FileValues.of(now.stat(task.dest()))))
                  : plan;
            });
  }

  private Plan fetch(Probe host, FileStat there, Optional<WantedSum> wanted) {
    if (isFile(url)) {
      return copied(host, wanted);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    if (task.force() || wanted.isPresent()) {
      headers.put("Cache-Control", "no-cache");
    } else if (there.isFile()) {
      headers.put("If-Modified-Since", HttpDate.of(there.modified()));
    }
    RemotePath saved =
        task.tmpDest()
            .map(path -> path.resolve(".runner-" + host.scratch().name()))
            .orElseGet(() -> host.scratch().resolve("body"));
    HttpRequest request = request(url, headers, Long.MAX_VALUE, Optional.of(saved));
    boolean steps = task.tmpDest().isPresent();
    return (Plan)
        Visit.start(
                route(
                    url,
                    steps,
                    (visit, reply, now) -> {
                      Answer answer = answered(visit, reply, now, there, wanted, saved);
                      return steps ? cleared(answer, saved) : answer;
                    }),
                request)
            .go(host);
  }

  private Visit.Route route(URI server, boolean steps, Visit.End end) {
    return new Visit.Route(
        new Redirects(Follow.URLLIB2, task.access().unredirectedHeaders()),
        (now, asked) -> task.access().login(now, own, server, asked),
        end,
        steps);
  }

  private HttpRequest request(
      URI from, Map<String, String> headers, long limit, Optional<RemotePath> save) {
    boolean mine = Urls.host(from).equals(Urls.host(url));
    return new HttpRequest(
        "GET",
        Urls.bare(from),
        task.access().headers(headers, Map.of(), mine ? own : Optional.empty()),
        Optional.empty(),
        0,
        task.access().validateCerts(),
        task.timeout(),
        limit,
        save,
        task.access().route(Optional.empty(), Optional.empty()));
  }

  private Answer answered(
      Visit visit,
      HttpReply reply,
      Probe now,
      FileStat there,
      Optional<WantedSum> wanted,
      RemotePath saved) {
    if (reply.status() == 304 && there.isFile()) {
      return already(now, there, Reasons.error(reply), Map.of("status_code", 304L));
    }
    if (reply.status() != 200) {
      return refused(visit, reply);
    }
    String length = reply.headers().getOrDefault("content-length", "unknown");
    Map<String, Object> values = values(visit.first(), visit.took());
    values.put("status_code", (long) reply.status());
    values.put("msg", "OK (%s bytes)".formatted(length));
    Arrival arrival = new Arrival(unpacked(reply, now, saved), Saved.name(visit, reply), values);
    return placed(now, arrival, wanted);
  }

  private RemotePath unpacked(HttpReply reply, Probe now, RemotePath saved) {
    boolean packed = task.access().decompress() && Unpacking.packed(reply.headers());
    return packed ? Unpacking.of(saved, now) : saved;
  }

  private Plan copied(Probe host, Optional<WantedSum> wanted) {
    RemotePath source = RemotePath.of(url.getPath());
    FileStat stat = host.stat(source);
    Map<String, Object> values = values(url.toString(), Duration.ZERO);
    if (!stat.isFile()) {
      values.put("status_code", -1L);
      return new Plan.Refused(
          "Request failed: there is no file %s on the host".formatted(source), "", values);
    }
    values.put("status_code", None.NONE);
    values.put("msg", "OK (%d bytes)".formatted(stat.size()));
    return placed(host, new Arrival(source, source.name(), values), wanted);
  }

  private Plan placed(Probe now, Arrival arrival, Optional<WantedSum> wanted) {
    FileStat there = now.stat(task.dest());
    RemotePath target = there.isDirectory() ? task.dest().resolve(arrival.name()) : task.dest();
    Pending<Optional<String>> sha1 = sum(now, arrival.file(), "sha1");
    Pending<Optional<String>> md5 = sum(now, arrival.file(), "md5");
    Pending<Optional<String>> before = sum(now, target, "sha1");
    Optional<Pending<Optional<String>>> sum = wanted.map(it -> it.of(now, arrival.file()));
    Map<String, Object> values = new LinkedHashMap<>(arrival.values());
    values.put("src", arrival.file().text());
    values.put("checksum_src", sha1.get().orElse(""));
    values.put("checksum_dest", before.get().<Object>map(it -> it).orElse(None.NONE));
    values.put("md5sum", md5.get().orElse(""));
    String has = sum.flatMap(Pending::get).orElse("");
    values.put("dest", target.text());
    if (wanted.isPresent() && !wanted.get().given().equals(has)) {
      values.remove("msg");
      return new Plan.Refused(
          "The checksum for %s did not match %s; it was %s."
              .formatted(target, wanted.get().given(), has),
          "Either the file or the checksum is another than you think.",
          values);
    }
    Plan plan =
        new Placement(
                target,
                arrival.name(),
                task.permissions().owner(),
                task.permissions().group(),
                task.permissions().mode(),
                true,
                task.backup(),
                true,
                Optional.empty(),
                task.permissions().unsafeWrites(),
                task.labels())
            .plan(now, new Placement.Source.OnHost(arrival.file(), sha1.get().orElse("")));
    return switch (plan) {
      case Plan.Changes changes -> changes.predictingAll(values);
      case Plan.Unchanged unchanged -> unchanged.withAll(values);
      default -> plan;
    };
  }

  private static Pending<Optional<String>> sum(Probe host, RemotePath file, String algorithm) {
    return host.later(new Question.Checksum(file, algorithm));
  }

  private Plan refused(Visit visit, HttpReply reply) {
    Map<String, Object> values = values(visit.first(), visit.took());
    values.put("status_code", reply.answered() ? (long) reply.status() : -1L);
    if (reply.answered()) {
      values.put("response", Reasons.error(reply));
      return new Plan.Refused("Request failed: " + Reasons.error(reply), "", values);
    }
    return new Plan.Refused(Reasons.of(reply.trouble()), "", values);
  }

  private Map<String, Object> values(String from, Duration took) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("url", from);
    values.put("dest", task.dest().text());
    values.put("elapsed", took.toSeconds());
    return values;
  }

  /// What was downloaded into a directory of the user's is removed from there, whatever came of it.
  private static Answer cleared(Answer answer, RemotePath saved) {
    Step delete = new Step.Delete("remove what was downloaded", saved);
    return switch (answer) {
      case Plan.Changes changes -> {
        List<Step> steps = new ArrayList<>(changes.steps());
        steps.add(delete);
        yield Plan.changes(steps).predictingAll(changes.predicted()).after(changes.after());
      }
      case Plan.Unchanged unchanged ->
          Plan.changes(delete)
              .after(
                  (outputs, now) ->
                      Finished.unchanged(unchanged.because()).withAll(unchanged.values()));
      case Plan.Refused refused ->
          Plan.changes(delete)
              .after(
                  (outputs, now) ->
                      Finished.failed(refused.because())
                          .changedWhen(false)
                          .withAll(refused.values()));
      default -> answer;
    };
  }

  private static boolean isFile(URI from) {
    return "file".equalsIgnoreCase(from.getScheme());
  }
}
