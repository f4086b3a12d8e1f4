package dev.runner.modules.web;

import dev.runner.module.Answer;
import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import dev.runner.modules.files.Placement;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A body that goes to a file of the host: it was saved in the scratch directory, and is put in
/// place if it differs from what is there.
record Saved(RemotePath dest, RemotePath body, Permissions permissions, Labels labels) {
  private static final int NOT_MODIFIED = 304;
  private static final Pattern FILENAME =
      Pattern.compile("(?i)filename\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))");

  Answer end(Visit visit, HttpReply reply, Uri task, Probe now) {
    boolean good = task.statusCode().contains(reply.status());
    RemotePath saved = unpacked(reply, task, now);
    Pending<Optional<String>> sum = now.later(new Question.Checksum(saved, "sha1"));
    boolean wanted = reply.answered() && (!good || task.returnContent() || Verdict.isJson(reply));
    Optional<Content> body =
        wanted ? now.ask(new Question.Read(saved, Probe.READ_LIMIT)) : Optional.empty();
    Verdict verdict = Verdict.of(visit, reply, task.statusCode(), body, task.returnContent());
    if (!good || reply.status() == NOT_MODIFIED || sum.get().isEmpty()) {
      return verdict.answer();
    }
    Plan placed =
        new Placement(
                dest,
                name(visit, reply),
                permissions.owner(),
                permissions.group(),
                permissions.mode(),
                true,
                false,
                true,
                Optional.empty(),
                permissions.unsafeWrites(),
                labels)
            .plan(now, new Placement.Source.OnHost(saved, sum.get().orElseThrow()));
    return answer(placed, verdict);
  }

  private RemotePath unpacked(HttpReply reply, Uri task, Probe now) {
    boolean packed = task.access().decompress() && Unpacking.packed(reply.headers());
    return packed ? Unpacking.of(body, now) : body;
  }

  private static Answer answer(Plan placed, Verdict verdict) {
    return switch (placed) {
      case Plan.Changes changes ->
          changes
              .predictingAll(verdict.values())
              .predicting("path", String.valueOf(changes.predicted().get("dest")));
      case Plan.Unchanged unchanged -> {
        Verdict told = verdict.with("path", String.valueOf(unchanged.values().get("dest")));
        yield verdict.applied()
            ? Finished.unchanged(unchanged.because()).withAll(told.values())
            : Plan.unchanged(unchanged.because()).withAll(told.values());
      }
      case Plan.Refused refused ->
          Plan.refuse("Could not replace file: " + refused.because(), refused.remedy());
      default -> placed;
    };
  }

  /// What the file is called in a directory: as the server says, or else the last name in the URL.
  static String name(Visit visit, HttpReply reply) {
    Matcher said = FILENAME.matcher(reply.headers().getOrDefault("content-disposition", ""));
    String name = said.find() ? said.group(1) == null ? said.group(2) : said.group(1) : "";
    String path =
        Urls.parse(visit.request().url()).map(URI::getPath).map(String::valueOf).orElse("");
    String chosen = name.isEmpty() ? path : name;
    String last = chosen.substring(chosen.lastIndexOf('/') + 1);
    return last.isEmpty() || last.equals(".") || last.equals("..") ? "index.html" : last;
  }
}
