import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The hosts of one row, and the folder that holds their trees and what the players need.
///
/// @param hosts addresses of 127.0.0.0/8
/// @param port where they answer, or what delays the way to them
/// @param facts whether facts are gathered
record Stage(
    Path bench, Path scratch, Farm farm, List<String> hosts, int port, int forks, boolean facts) {

  Path trees() {
    return scratch.resolve("trees");
  }

  Path inventory() {
    return scratch.resolve("inventory.ini");
  }

  Path play() {
    return bench.resolve("play");
  }

  /// Writes the inventory and the known keys of these hosts.
  Stage prepared() throws IOException {
    Files.createDirectories(trees());
    Path known = farm.known(hosts, port);
    List<String> lines = new ArrayList<>(hosts);
    lines.add("[all:vars]");
    lines.add("ansible_port=" + port);
    lines.add("ansible_user=" + System.getProperty("user.name"));
    lines.add("ansible_ssh_private_key_file=" + farm.key());
    lines.add("ansible_ssh_common_args='-F none -o UserKnownHostsFile=" + known + "'");
    lines.add("ansible_python_interpreter=/usr/bin/python3");
    lines.add("root=" + trees());
    Files.write(inventory(), lines);
    Files.write(scratch.resolve("hosts"), hosts);
    return this;
  }

  Stage of(List<String> others, int way) {
    return new Stage(bench, scratch, farm, others, way, forks, facts);
  }

  Stage withFacts(boolean wanted) {
    return new Stage(bench, scratch, farm, hosts, port, forks, wanted);
  }
}
