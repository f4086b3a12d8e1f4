package dev.runner.execute.compile;

import dev.runner.playbook.HostOrder;
import dev.runner.template.TemplateException;
import dev.runner.values.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// In which order a play takes its hosts, and how many at once.
public final class Serial {
  private Serial() {}

  /// The hosts in the order that the keyword `order` says.
  public static List<String> ordered(List<String> hosts, String order, Random random) {
    HostOrder named =
        HostOrder.named(order)
            .orElseThrow(
                () ->
                    new TemplateException(
                        HostOrder.unknown(order), HostOrder.CHOICES, null, false, null));
    List<String> sorted = new ArrayList<>(hosts);
    switch (named) {
      case INVENTORY -> {}
      case SORTED -> sorted.sort(Comparator.naturalOrder());
      case REVERSE_SORTED -> sorted.sort(Comparator.reverseOrder());
      case REVERSE_INVENTORY -> Collections.reverse(sorted);
      case SHUFFLE -> Collections.shuffle(sorted, random);
    }
    return sorted;
  }

  /// The hosts in batches. Of several sizes the last one holds for all batches that follow.
  ///
  /// @param sizes numbers or percentages (`30%`); none, or one that isn't above 0, is all at once
  /// @param origin where the sizes are written
  static List<List<String>> batches(List<String> hosts, List<String> sizes, Origin origin) {
    List<List<String>> batches = new ArrayList<>();
    int from = 0;
    int index = 0;
    while (from < hosts.size()) {
      int left = hosts.size() - from;
      int size =
          sizes.isEmpty()
              ? left
              : size(sizes.get(Math.min(index, sizes.size() - 1)), hosts.size(), left, origin);
      batches.add(List.copyOf(hosts.subList(from, from + size)));
      from += size;
      index++;
    }
    return batches;
  }

  private static int size(String written, int all, int left, Origin origin) {
    String text = written.strip();
    try {
      double number =
          text.endsWith("%")
              ? Math.max(1, Math.floor(Double.parseDouble(text.replace("%", "")) / 100 * all))
              : Double.parseDouble(text);
      int size = (int) number;
      return size <= 0 ? left : Math.min(size, left);
    } catch (NumberFormatException e) {
      throw new TemplateException(
          "'serial' takes numbers and percentages, not '%s'".formatted(written),
          "say how many hosts at once, '30%' of them, or a list of both",
          origin,
          false,
          e);
    }
  }
}
