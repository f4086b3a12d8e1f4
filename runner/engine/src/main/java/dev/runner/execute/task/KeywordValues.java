package dev.runner.execute.task;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.playbook.Keyword;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import java.util.List;

/// The values of a task's keywords, which must all be known before it begins: also those that may
/// turn out not to matter.
final class KeywordValues {
  private static final List<String> KEYWORDS =
      List.of(
          "any_errors_fatal",
          "async",
          "become",
          "become_exe",
          "become_flags",
          "become_method",
          "become_user",
          "check_mode",
          "connection",
          "delay",
          "delegate_facts",
          "diff",
          "ignore_errors",
          "ignore_unreachable",
          "no_log",
          "notify",
          "poll",
          "port",
          "remote_user",
          "retries",
          "run_once",
          "timeout");

  private KeywordValues() {}

  /// @throws TemplateException about the first one that can't be rendered, or says neither yes nor
  ///   no where it should
  static void check(CompiledTask task, Scope scope) {
    for (String keyword : KEYWORDS) {
      try {
        if (is(keyword, Keyword.Shape.FLAG)) {
          Keywords.flag(task.keyword(keyword), scope);
        } else if (is(keyword, Keyword.Shape.NUMBER)) {
          Keywords.number(keyword, task.keyword(keyword), scope);
        } else {
          Keywords.list(task.keyword(keyword)).forEach(scope::value);
        }
      } catch (TemplateException e) {
        throw Keywords.wrong(keyword, task.keyword(keyword), e, scope);
      }
    }
  }

  private static boolean is(String keyword, Keyword.Shape shape) {
    return Keyword.named(keyword).filter(each -> each.shape() == shape).isPresent();
  }
}
