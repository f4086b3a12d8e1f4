package dev.runner.modules.control;

import java.util.List;

/// States of a TCP connection, with the numbers that Linux gives them.
public enum TcpState {
  ESTABLISHED("01"),
  SYN_SENT("02"),
  SYN_RECV("03"),
  FIN_WAIT1("04"),
  FIN_WAIT2("05"),
  TIME_WAIT("06"),
  CLOSED("07"),
  CLOSE_WAIT("08"),
  LAST_ACK("09"),
  LISTEN("0A"),
  CLOSING("0B");

  static final List<TcpState> ACTIVE =
      List.of(ESTABLISHED, FIN_WAIT1, FIN_WAIT2, SYN_RECV, SYN_SENT, TIME_WAIT);

  private final String hex;

  TcpState(String hex) {
    this.hex = hex;
  }

  /// As `/proc/net/tcp` writes it.
  String hex() {
    return hex;
  }
}
