package dev.runner.playbook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The orders in which a play can take its hosts: what the keyword `order` may say.
public enum HostOrder {
  INVENTORY,
  SORTED,
  REVERSE_SORTED,
  REVERSE_INVENTORY,
  SHUFFLE;

  /// What to write instead of a word that is none of them.
  public static final String CHOICES =
      "it is one of inventory, sorted, reverse_sorted, reverse_inventory, shuffle";

  public static Optional<HostOrder> named(String word) {
    return Arrays.stream(values()).filter(order -> order.word().equals(word)).findFirst();
  }

  /// A word that is none of them, in Ansible's words.
  public static String unknown(String word) {
    return "Invalid 'order' specified for inventory hosts: " + word;
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
