package dev.runner.template.ports;

import dev.runner.source.ControlFiles;
import dev.runner.template.web.Names;
import dev.runner.template.web.Web;
import dev.runner.vault.Vault;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What templates may reach beyond their variables: everything goes through here.
///
/// @param files of the control machine
/// @param disk what only templates ask of files: links, mounts, times
/// @param clock the time, and the time zone of `now()` and `strftime`
/// @param random for passwords, salts, unseeded `random` and `shuffle`
/// @param environment variables of the process (`lookup('env')`, `expandvars`, `~`)
/// @param vault opens encrypted files and texts, and encrypts
/// @param programs runs local commands (`lookup('pipe')`, `lookup('lines')`)
/// @param web fetches pages (`lookup('url')`)
/// @param names asks for names of hosts
/// @param settings the tool's own settings by Ansible's names (`lookup('config')`)
/// @param here the working directory, against which relative paths are taken
/// @param host the control machine's name (`template_host`)
/// @param managed the text of `ansible_managed`
public record Ports(
    ControlFiles files,
    Disk disk,
    Clock clock,
    RandomGenerator random,
    Map<String, String> environment,
    Vault vault,
    Programs programs,
    Web web,
    Names names,
    Map<String, Known> settings,
    Path here,
    String host,
    String managed) {
  /// Nothing of what it holds: the environment has secrets.
  @Override
  public String toString() {
    return "Ports";
  }

  /// A setting's value.
  ///
  /// @param from where it comes from: `default`, `env: NAME`, a place in a file
  public record Known(Object value, String from) {}

  /// Ansible's default for `ansible_managed`.
  public static final String MANAGED = "Ansible managed";

  public Ports {
    environment = Map.copyOf(environment);
    settings = Map.copyOf(settings);
  }

  /// The control machine itself.
  ///
  /// @param files the port through which all of the run reads
  /// @param here the working directory
  public static Ports local(ControlFiles files, Vault vault, Path here) {
    return new Ports(
        files,
        Disk.local(),
        Clock.system(ZoneId.systemDefault()),
        new SecureRandom(),
        System.getenv(),
        vault,
        Programs.local(System.getenv()),
        Web.direct(System.getenv()),
        Names.system(),
        Map.of(),
        here.toAbsolutePath().normalize(),
        Disk.hostName(),
        MANAGED);
  }

  /// The control machine without any secret of the vault.
  public static Ports local(ControlFiles files, Path here) {
    return local(files, new Vault(List.of(), new SecureRandom()), here);
  }

  /// The same at another time.
  public Ports withClock(Clock other) {
    return new Ports(
        files,
        disk,
        other,
        random,
        environment,
        vault,
        programs,
        web,
        names,
        settings,
        here,
        host,
        managed);
  }

  /// The same with other variables of the process.
  public Ports withEnvironment(Map<String, String> other) {
    return new Ports(
        files, disk, clock, random, other, vault, programs, web, names, settings, here, host,
        managed);
  }

  /// Whether a setting says yes.
  public boolean isOn(String setting) {
    Known known = settings.get(setting);
    return known != null && Boolean.TRUE.equals(known.value());
  }

  /// Whether a setting says no.
  public boolean isOff(String setting) {
    Known known = settings.get(setting);
    return known != null && Boolean.FALSE.equals(known.value());
  }

  /// The user's home directory.
  public String home() {
    return environment.getOrDefault("HOME", System.getProperty("user.home"));
  }
}
