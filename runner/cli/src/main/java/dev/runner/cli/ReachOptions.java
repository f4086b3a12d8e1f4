package dev.runner.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Options about how hosts are reached, and as whom.
final class ReachOptions {
  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "Log in as this user.")
  String user = "";

  @Option(
      names = {"-c", "--connection"},
      paramLabel = "CONNECTION",
      description = "How to connect: ssh (the usual one), openssh, local.")
  String connection = "";

  @Option(
      names = {"-T", "--timeout"},
      paramLabel = "SECONDS",
      description = "How long connecting may take.")
  double timeout;

  @Option(
      names = {"-k", "--ask-pass"},
      description = "Ask for the password to log in with.")
  boolean askPassword;

  @Option(
      names = {"--connection-password-file", "--conn-pass-file"},
      paramLabel = "FILE",
      description = "A file with the password to log in with.")
  String passwordFile = "";

  @Option(
      names = {"--private-key", "--key-file"},
      paramLabel = "FILE",
      description = "The private key to log in with.")
  List<String> keys = new ArrayList<>();

  @Option(
      names = "--ssh-common-args",
      paramLabel = "ARGS",
      description = "Options for ssh, as for OpenSSH.")
  String sshCommonArgs = "";

  @Option(names = "--ssh-extra-args", paramLabel = "ARGS", description = "More options for ssh.")
  String sshExtraArgs = "";

  @Option(
      names = {"--sftp-extra-args", "--scp-extra-args"},
      paramLabel = "ARGS",
      description = "Options for sftp and scp: taken for ssh, which carries files here.")
  List<String> transferArgs = new ArrayList<>();

  @Option(
      names = {"-b", "--become"},
      description = "Become another user.")
  boolean become;

  @Option(
      names = "--become-method",
      paramLabel = "METHOD",
      description = "How to become another user: sudo (the usual one), su, doas.")
  String becomeMethod = "";

  @Option(
      names = "--become-user",
      paramLabel = "USER",
      description = "Become this user (root if not given).")
  String becomeUser = "";

  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "Ask for the password to become another user with.")
  boolean askBecomePassword;

  @Option(
      names = {"--become-password-file", "--become-pass-file"},
      paramLabel = "FILE",
      description = "A file with the password to become another user with.")
  String becomePasswordFile = "";

  @Option(
      names = {"-f", "--forks"},
      paramLabel = "N",
      description = "How many hosts work at once (50 if not given).")
  int forks;
}
