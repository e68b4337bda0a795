package org.certdrop.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.certdrop.text.HostileStrings;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlTest {
  @Test
  void whatMeansSomethingInMarkupIsEscaped() {
    assertThat(new Html().element("p", "a < b & 'c' > \"d\""))
        .hasToString("<p>a &lt; b &amp; &#39;c&#39; &gt; &quot;d&quot;</p>\n");
    assertThat(new Html().open("a", "href", "\"><script>"))
        .hasToString("<a href=\"&quot;&gt;&lt;script&gt;\">");
  }

  static java.util.stream.Stream<String> names() {
    return HostileStrings.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void noTextLeavesItsElement(String name) {
    String hostile = HostileStrings.all().get(name) + "</p><b onclick=\"x\">";
    String html = new Html().element("p", hostile, "title", hostile).toString();
    Element body = Jsoup.parse(html).body();
    assertThat(body.getAllElements()).extracting(Element::normalName).containsExactly("body", "p");
    assertThat(body.child(0).attributes()).hasSize(1);
    assertThat(body.text()).endsWith("</p><b onclick=\"x\">");
    assertThat(html.strip().codePoints().filter(HostileStrings::isHarmful)).isEmpty();
  }

  @Test
  void piecesAreNotEscapedTwice() {
    assertThat(new Html().add(new Html().text("&"))).hasToString("&amp;");
  }
}
