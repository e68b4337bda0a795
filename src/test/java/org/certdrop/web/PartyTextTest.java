package org.certdrop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.certdrop.party.Aliases;
import org.certdrop.party.PartyId;
import org.junit.jupiter.api.Test;

class PartyTextTest {
  private static final String UUID = "5d1c3e8a-1f0e-4f3b-9c55-0a8e7d6b2f11";

  @Test
  void anIdIsKeptTogetherAndALongerOneMayBreakBehindItsPrefix() {
    assertThat(PartyText.id("node_" + UUID))
        .hasToString("<code class=\"id\">node_" + UUID + "</code>");
    assertThat(PartyText.id("researcher_" + UUID))
        .hasToString("<code class=\"id\">researcher_<wbr>" + UUID + "</code>");
    String longest = "a".repeat(64);
    assertThat(PartyText.id("node_" + longest))
        .hasToString("<code class=\"id long\">node_<wbr>" + longest + "</code>");
  }

  @Test
  void aFlagIsKeptTogether() {
    assertThat(PartyText.text("type it with --replace"))
        .hasToString("type it with <span class=\"whole\">--replace</span>");
    assertThat(PartyText.text("./certdrop show --home /srv"))
        .hasToString("./certdrop show --home /srv");
  }

  @Test
  void whatIsNoIdIsShownAsItIs() {
    assertThat(PartyText.id("node_<b>")).hasToString("<code>node_&lt;b&gt;</code>");
    assertThat(PartyText.text("node_ and node_-a & node_" + "a".repeat(65)))
        .hasToString("node_ and node_-a &amp; node_" + "a".repeat(65));
  }

  @Test
  void idsInASentenceAreKeptTogether() {
    assertThat(PartyText.text("NODE_a-1 expired, <node_b>."))
        .hasToString(
            "<span class=\"id\">NODE_a-1</span> expired, &lt;<span class=\"id\">node_b</span>&gt;.");
  }

  @Test
  void anAliasStandsBeforeTheId() {
    Aliases aliases = Aliases.parse("node_a = <i>\n".getBytes(UTF_8));
    assertThat(PartyText.of(new PartyId("NODE_A"), aliases))
        .hasToString("<strong class=\"alias\">&lt;i&gt;</strong> <code class=\"id\">NODE_A</code>");
  }
}
