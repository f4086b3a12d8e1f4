package dev.runner.modules.text;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `xml` does where lxml does otherwise or fails; all else the recorded answers of
/// `ModuleAnswersTest` say.
class XmlTest {
  private static final String HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n";

  private static Xml module(Object... parameters) {
    Object[] all = java.util.Arrays.copyOf(parameters, parameters.length + 2);
    all[parameters.length] = "path";
    all[parameters.length + 1] = "/etc/f.xml";
    return task(Xml.class, all);
  }

  private static FakeHost host(String before) {
    return FakeHost.named("web1").directory("/etc").file("/etc/f.xml", before);
  }

  private static String after(String before, Xml module) {
    FakeHost host = host(before);
    host.apply(assertInstanceOf(Plan.Changes.class, module.plan(host)));
    assertEquals(1, host.roundTrips());
    return host.text("/etc/f.xml");
  }

  @Test
  void whatAnExpressionSaysIsMadeSo() {
    assertBecomes("<a><b/></a>", "<a><b c=\"d\"/></a>", module("xpath", "/a/b/@c='d'"));
    assertBecomes(
        "<a><b>1</b></a>", "<a><b>1</b><b>it's</b></a>", module("xpath", "/a/b/text()=\"it's\""));
    assertBecomes(
        "<a><b>1</b><b>2</b></a>",
        "<a><b>1</b><b c=\"d\">2</b></a>",
        module("xpath", "/a/b[text()='2']/@c = \"d\""));
    assertBecomes("<a/>", "<a><n><b c=\"d\"/></n></a>", module("xpath", "/a/n/b/@c='d'"));
  }

  @Test
  void anElementThatIsEmptiedHasABeginningAndAnEnd() {
    assertBecomes("<a><b>1</b></a>", "<a><b></b></a>", module("xpath", "/a/b", "value", ""));
  }

  @Test
  void keepsTheTypeOfADocumentAndReadsNothingOutsideIt() {
    String type =
        "<!DOCTYPE a [\n<!ELEMENT a (b,c)>\n<!ENTITY out SYSTEM \"file:///etc/passwd\">\n]>";
    assertEquals(
        HEAD + type + "\n<a><b>2</b><c>&out;</c></a>",
        after(
            "<?xml version=\"1.0\"?>\n" + type + "\n<a><b>1</b><c>&out;</c></a>\n",
            module("xpath", "/a/b", "value", "2")));
  }

  @Test
  void refusesADocumentThatGrowsWithoutEnd() {
    StringBuilder type = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"ha\">");
    for (int i = 1; i < 40; i++) {
      type.append("<!ENTITY e%1$d \"&e%2$d;&e%2$d;\">".formatted(i, i - 1));
    }
    String before = type + "]><a>&e39;</a>";
    assertInstanceOf(Plan.Refused.class, module("xpath", "/a", "value", "2").plan(host(before)));
  }

  @Test
  void sectionsStayOrBecomeText() {
    String before = "<a>\n  <b><![CDATA[x < y]]> z</b>\n  <c>t</c>\n</a>\n";
    assertEquals(
        HEAD + "<a>\n  <b><![CDATA[x < y]]> z</b>\n  <c>u</c>\n</a>",
        after(before, module("xpath", "/a/c", "value", "u")));
    assertEquals(
        HEAD + "<a>\n  <b>x &lt; y z</b>\n  <c>u</c>\n</a>",
        after(before, module("xpath", "/a/c", "value", "u", "strip_cdata_tags", true)));
    assertInstanceOf(
        Plan.Unchanged.class,
        module("xpath", "/a/c", "value", "t", "strip_cdata_tags", true).plan(host(before)));
  }

  @Test
  void childrenHaveTextBesideAttributes() {
    Map<String, Object> beer =
        Map.of("+value", "2", "name", "ale", "_", List.of(Map.of("hop", "x")));
    assertEquals(
        HEAD + "<a><beer name=\"ale\">2<hop>x</hop></beer></a>",
        after("<a/>", module("xpath", "/a", "set_children", List.of(Map.of("beer", beer)))));
  }

  @Test
  void removesTextAndGivesEachOfSeveralTheirChildren() {
    assertEquals(
        HEAD + "<a><b/></a>",
        after("<a><b>1</b></a>", module("xpath", "/a/b/text()", "state", "absent")));
    assertEquals(
        HEAD + "<a><b><c>x</c></b><b><c>x</c></b></a>",
        after(
            "<a><b/><b/></a>", module("xpath", "/a/b", "add_children", List.of(Map.of("c", "x")))));
  }

  @Test
  void writesTheTypeOfADocumentInItsEncodingAndTakesNoCommentForIt() {
    String type = "<!DOCTYPE a [\n<!-- it's > ] -->\n<!ENTITY e \"\u00e4]>\">\n]>";
    assertEquals(
        HEAD + type + "\n<!-- <!DOCTYPE b> --><a><b>2</b></a>",
        after(
            "<!-- <!DOCTYPE b> -->" + type + "<a><b>1</b></a>",
            module("xpath", "/a/b", "value", "2")));
    assertEquals(
        HEAD + "<!-- <!DOCTYPE b> --><a><b>2</b></a>",
        after("<!-- <!DOCTYPE b> --><a><b>1</b></a>", module("xpath", "/a/b", "value", "2")));
  }

  @Test
  void saysWhatPrefixesStandForWhereTheDocumentDoesNot() {
    Map<String, String> spaces = Map.of("x", "urn:x", "y", "urn:y");
    assertBecomes(
        "<a xmlns=\"urn:x\"><b>1</b></a>",
        "<a xmlns=\"urn:x\"><b>1</b><c>2</c></a>",
        module("namespaces", spaces, "xpath", "/x:a/x:c", "value", "2"));
    assertBecomes(
        "<a xmlns=\"urn:x\"/>",
        "<a xmlns=\"urn:x\" xmlns:y=\"urn:y\" y:k=\"2\"/>",
        module("namespaces", spaces, "xpath", "/x:a", "attribute", "y:k", "value", "2"));
    assertBecomes(
        "<q:a xmlns:q=\"urn:x\" xmlns:y=\"urn:z\" q:k=\"1\"/>",
        "<q:a xmlns:q=\"urn:x\" xmlns:y=\"urn:z\" xmlns:ns0=\"urn:y\" q:k=\"1\" ns0:k=\"2\"/>",
        module("namespaces", spaces, "xpath", "/x:a", "attribute", "y:k", "value", "2"));
    assertBecomes(
        "<a><b/></a>",
        "<a><b><y:c xmlns:y=\"urn:y\">2</y:c></b></a>",
        module("namespaces", spaces, "xpath", "/a/b", "set_children", List.of(Map.of("y:c", "2"))));
    assertBecomes(
        "<a xmlns=\"urn:x\"><b>1</b></a>",
        "<a xmlns=\"urn:x\"><c>2</c></a>",
        module("namespaces", spaces, "xpath", "/x:a", "set_children", List.of(Map.of("x:c", "2"))));
  }

  private static void assertBecomes(String before, String after, Xml module) {
    assertEquals(HEAD + after, after(before, module));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host(HEAD + after)));
  }

  @Test
  void leavesLinesAloneWhereNothingIsToBeChanged() {
    Plan plan = module("xpath", "/a/b", "pretty_print", true).plan(host("<a><b>1</b></a>"));
    assertInstanceOf(Plan.Unchanged.class, plan);
  }

  @Test
  void removesAnAttributeByItsName() {
    assertEquals(
        HEAD + "<a x=\"1\"/>",
        after(
            "<a x='1' y='2'/>",
            module("xpath", "/a", "attribute", "y", "value", "2", "state", "absent")));
  }

  @Test
  void refusesNamesThatXmlHasNot() {
    Plan plan = module("xpath", "/a", "add_children", List.of("no name")).plan(host("<a/>"));
    assertInstanceOf(Plan.Refused.class, plan);
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThrows(
        BadParameter.class, () -> module("xpath", "/a", "count", true, "print_match", true));
    assertThrows(BadParameter.class, () -> module("count", true));
    assertThrows(BadParameter.class, () -> module());
    assertThrows(BadParameter.class, () -> module("xpath", "/a[[", "count", true));
    assertThrows(BadParameter.class, () -> module("xpath", "/a", "value", 1L));
    assertThrows(BadParameter.class, () -> module("xpath", "/a", "attribute", "b"));
    BadParameter mistake =
        assertThrows(
            BadParameter.class, () -> module("xpath", "/a", "attribute", "b", "value", false));
    assertEquals(
        "A non-string value False was parsed for attribute 'b' at xpath '/a': quote it",
        mistake.getMessage());
  }
}
