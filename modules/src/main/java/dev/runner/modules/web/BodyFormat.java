package dev.runner.modules.web;

import dev.runner.module.Param;

/// How the body of a request is written.
public enum BodyFormat {
  @Param(value = "Fields of a form, as its address would hold them.", name = "form-urlencoded")
  FORM_URLENCODED,
  JSON,
  RAW,
  @Param(value = "Fields and files of a form, in parts.", name = "form-multipart")
  FORM_MULTIPART
}
