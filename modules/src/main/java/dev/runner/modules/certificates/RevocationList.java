package dev.runner.modules.certificates;

import dev.runner.module.BadParameter;
import dev.runner.module.Param;
import java.util.ArrayList;
import java.util.List;

/// Where a list of certificates is that were taken back (RFC 5280, 4.2.1.13), as suboptions.
public record RevocationList(
    @Param("Where the list is, as `URI:https://ca.example.org/list.crl`.") List<String> fullName,
    @Param("Where the list is below its issuer, as `CN=list`.") List<String> relativeName,
    @Param("Who issues the list.") List<String> crlIssuer,
    @Param("For what reasons it lists certificates.") List<Reason> reasons) {

  /// Why certificates are taken back, in the order of their flags, from 1.
  public enum Reason {
    KEY_COMPROMISE,
    CA_COMPROMISE,
    AFFILIATION_CHANGED,
    SUPERSEDED,
    CESSATION_OF_OPERATION,
    CERTIFICATE_HOLD,
    PRIVILEGE_WITHDRAWN,
    AA_COMPROMISE;

    private int flag() {
      return List.of(values()).indexOf(this) + 1;
    }
  }

  public RevocationList {
    if (!fullName.isEmpty() && !relativeName.isEmpty()) {
      throw BadParameter.exclusive("full_name", "relative_name");
    }
  }

  Der der() {
    List<Der> parts = new ArrayList<>();
    if (!fullName.isEmpty()) {
      parts.add(
          Der.of(
              Der.CONTEXT_OF,
              Der.of(Der.CONTEXT_OF, RequestedExtensions.names(fullName, "CRL full name"))));
    } else if (!relativeName.isEmpty()) {
      List<Der> pairs = new ArrayList<>();
      relativeName.forEach(
          text -> Name.parse(text).der().parts().forEach(set -> pairs.addAll(set.parts())));
      parts.add(Der.of(Der.CONTEXT_OF, Der.of(Der.CONTEXT_OF | 1, pairs)));
    }
    if (!reasons.isEmpty()) {
      Der flags = Der.flags(reasons.stream().map(Reason::flag).toList());
      parts.add(Der.of(Der.CONTEXT | 1, flags.content()));
    }
    if (!crlIssuer.isEmpty()) {
      parts.add(Der.of(Der.CONTEXT_OF | 2, RequestedExtensions.names(crlIssuer, "CRL issuer")));
    }
    return Der.of(Der.SEQUENCE, parts);
  }
}
