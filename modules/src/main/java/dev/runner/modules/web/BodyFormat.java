package dev.runner.modules.web;

import dev.runner.module.Param;

/// How the body of a request is written.
public enum BodyFormat {
  RAW,
  JSON,
  @Param(value = "Fields of a form, as its address would hold them.", name = "form-urlencoded")
  FORM_URLENCODED,
  @Param(value = "Fields and files of a form, in parts.", name = "form-multipart")
  FORM_MULTIPART
}
