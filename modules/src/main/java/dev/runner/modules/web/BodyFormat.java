package dev.runner.modules.web;

/// How the body of a request is written.
public enum BodyFormat {
  RAW,
  JSON,
  FORM_URLENCODED,
  FORM_MULTIPART
}
