package dev.runner.modules.web;

/// Which redirects are followed, in the words of Ansible. `safe` are those of GET and HEAD
/// requests; `urllib2` all but those that would repeat a body.
public enum Follow {
  ALL,
  NO,
  NONE,
  SAFE,
  URLLIB2,
  YES
}
