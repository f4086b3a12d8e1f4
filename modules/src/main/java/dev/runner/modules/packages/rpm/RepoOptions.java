package dev.runner.modules.packages.rpm;

import dev.runner.module.BadParameter;
import dev.runner.module.Param;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is said of a repository in its section, each parameter under its own name.
public record RepoOptions(
    @Param("Bandwidth that may be used, in bytes a second.") Optional<String> bandwidth,
    @Param("URLs of the repository.") List<String> baseurl,
    @Param("How costly it is, relative to others.") Optional<String> cost,
    @Param("Whether this host is counted, anonymously.") Optional<Boolean> countme,
    @Param("How large metadata of deltas may be.") Optional<String> deltarpmMetadataPercentage,
    @Param("How large deltas may be.") Optional<String> deltarpmPercentage,
    @Param("Whether the repository is used.") Optional<Boolean> enabled,
    @Param("Whether groups of packages may be used.") Optional<Boolean> enablegroups,
    @Param(value = "Packages that are left out.", aliases = "excludepkgs") List<String> exclude,
    @Param("How URLs are chosen: roundrobin, priority.") Optional<String> failovermethod,
    @Param("URL of the key of the authority.") Optional<String> gpgcakey,
    @Param("Whether signatures of packages are checked.") Optional<Boolean> gpgcheck,
    @Param("URLs of keys.") List<String> gpgkey,
    @Param("What may be cached on the way: all, packages, none.") Optional<String> httpCaching,
    @Param("File or URL that is included.") Optional<String> include,
    @Param("Packages that are taken and no others.") List<String> includepkgs,
    @Param("Kind of addresses: 4, 6, IPv4, IPv6, whatever.") Optional<String> ipResolve,
    @Param("Whether connections are kept open.") Optional<Boolean> keepalive,
    @Param("Whether packages are kept once they are installed: 0 or 1; older systems heed it.")
        Optional<String> keepcache,
    @Param("When metadata expires, in seconds or with a unit.") Optional<String> metadataExpire,
    @Param("For which commands metadata expires.") Optional<String> metadataExpireFilter,
    @Param("URL of a metalink.") Optional<String> metalink,
    @Param("URL of a list of mirrors.") Optional<String> mirrorlist,
    @Param("When the list of mirrors expires.") Optional<String> mirrorlistExpire,
    @Param("Whether modules leave all packages visible.") Optional<Boolean> moduleHotfixes,
    @Param("Password for the repository.") Optional<Text> password,
    @Param("Priority, from 1 to 99.") Optional<String> priority,
    @Param("Whether its packages are protected from others.") Optional<Boolean> protect,
    @Param("URL of a proxy, or _none_.") Optional<String> proxy,
    @Param("Password for the proxy.") Optional<Text> proxyPassword,
    @Param("Name for the proxy.") Optional<String> proxyUsername,
    @Param("Whether the repository's own signature is checked.") Optional<Boolean> repoGpgcheck,
    @Param("How often a download is tried.") Optional<String> retries,
    @Param("Whether it is in S3.") Optional<Boolean> s3Enabled,
    @Param("Whether dnf goes on if it can't be reached.") Optional<Boolean> skipIfUnavailable,
    @Param("Whether permissions of certificates are checked.")
        Optional<Boolean> sslCheckCertPermissions,
    @Param(value = "Certificates of authorities.", aliases = "ca_cert") Optional<String> sslcacert,
    @Param(value = "Certificate of this host.", aliases = "client_cert")
        Optional<String> sslclientcert,
    @Param(value = "Key of that certificate.", aliases = "client_key")
        Optional<String> sslclientkey,
    @Param(value = "Whether certificates are checked.", aliases = "validate_certs")
        Optional<Boolean> sslverify,
    @Param("How fast downloads may be.") Optional<String> throttle,
    @Param("Seconds to wait for a connection.") Optional<String> timeout,
    @Param("Variables that are shown behind its name.") Optional<String> uiRepoidVars,
    @Param("Name for the repository.") Optional<String> username,
    @Param(value = "Whether it is downloaded from in parallel.", name = "async")
        Optional<Boolean> parallel) {

  public RepoOptions {
    choice("failovermethod", failovermethod, List.of("roundrobin", "priority"));
    choice("http_caching", httpCaching, List.of("all", "packages", "none"));
    choice("keepcache", keepcache, List.of("0", "1"));
    choice("ip_resolve", ipResolve, List.of("4", "6", "IPv4", "IPv6", "whatever"));
    choice(
        "metadata_expire_filter",
        metadataExpireFilter,
        List.of("never", "read-only:past", "read-only:present", "read-only:future"));
  }

  private static void choice(String name, Optional<String> given, List<String> choices) {
    if (given.filter(text -> !choices.contains(text)).isPresent()) {
      throw BadParameter.choice(name, given.get(), choices);
    }
  }

  /// Whether it says where the repository is.
  boolean hasPlace() {
    return !baseurl.isEmpty() || mirrorlist.isPresent() || metalink.isPresent();
  }

  boolean isSecret() {
    return password.filter(Text::isSecret).isPresent()
        || proxyPassword.filter(Text::isSecret).isPresent();
  }

  /// Keys and values as they are written.
  Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    bandwidth.ifPresent(text -> values.put("bandwidth", text));
    if (!baseurl.isEmpty()) {
      values.put("baseurl", String.join("\n", baseurl));
    }
    cost.ifPresent(text -> values.put("cost", text));
    countme.ifPresent(yes -> values.put("countme", yes ? "1" : "0"));
    deltarpmMetadataPercentage.ifPresent(text -> values.put("deltarpm_metadata_percentage", text));
    deltarpmPercentage.ifPresent(text -> values.put("deltarpm_percentage", text));
    enabled.ifPresent(yes -> values.put("enabled", yes ? "1" : "0"));
    enablegroups.ifPresent(yes -> values.put("enablegroups", yes ? "1" : "0"));
    if (!exclude.isEmpty()) {
      values.put("exclude", String.join(" ", exclude));
    }
    failovermethod.ifPresent(text -> values.put("failovermethod", text));
    gpgcakey.ifPresent(text -> values.put("gpgcakey", text));
    gpgcheck.ifPresent(yes -> values.put("gpgcheck", yes ? "1" : "0"));
    if (!gpgkey.isEmpty()) {
      values.put("gpgkey", String.join("\n", gpgkey));
    }
    httpCaching.ifPresent(text -> values.put("http_caching", text));
    include.ifPresent(text -> values.put("include", text));
    if (!includepkgs.isEmpty()) {
      values.put("includepkgs", String.join(" ", includepkgs));
    }
    ipResolve.ifPresent(text -> values.put("ip_resolve", text));
    keepalive.ifPresent(yes -> values.put("keepalive", yes ? "1" : "0"));
    keepcache.ifPresent(text -> values.put("keepcache", text));
    metadataExpire.ifPresent(text -> values.put("metadata_expire", text));
    metadataExpireFilter.ifPresent(text -> values.put("metadata_expire_filter", text));
    metalink.ifPresent(text -> values.put("metalink", text));
    mirrorlist.ifPresent(text -> values.put("mirrorlist", text));
    mirrorlistExpire.ifPresent(text -> values.put("mirrorlist_expire", text));
    moduleHotfixes.ifPresent(yes -> values.put("module_hotfixes", yes ? "1" : "0"));
    password.ifPresent(text -> values.put("password", text.value()));
    priority.ifPresent(text -> values.put("priority", text));
    protect.ifPresent(yes -> values.put("protect", yes ? "1" : "0"));
    proxy.ifPresent(text -> values.put("proxy", text));
    proxyPassword.ifPresent(text -> values.put("proxy_password", text.value()));
    proxyUsername.ifPresent(text -> values.put("proxy_username", text));
    repoGpgcheck.ifPresent(yes -> values.put("repo_gpgcheck", yes ? "1" : "0"));
    retries.ifPresent(text -> values.put("retries", text));
    s3Enabled.ifPresent(yes -> values.put("s3_enabled", yes ? "1" : "0"));
    skipIfUnavailable.ifPresent(yes -> values.put("skip_if_unavailable", yes ? "1" : "0"));
    sslCheckCertPermissions.ifPresent(
        yes -> values.put("ssl_check_cert_permissions", yes ? "1" : "0"));
    sslcacert.ifPresent(text -> values.put("sslcacert", text));
    sslclientcert.ifPresent(text -> values.put("sslclientcert", text));
    sslclientkey.ifPresent(text -> values.put("sslclientkey", text));
    sslverify.ifPresent(yes -> values.put("sslverify", yes ? "1" : "0"));
    throttle.ifPresent(text -> values.put("throttle", text));
    timeout.ifPresent(text -> values.put("timeout", text));
    uiRepoidVars.ifPresent(text -> values.put("ui_repoid_vars", text));
    username.ifPresent(text -> values.put("username", text));
    parallel.ifPresent(yes -> values.put("async", yes ? "1" : "0"));
    return values;
  }
}
