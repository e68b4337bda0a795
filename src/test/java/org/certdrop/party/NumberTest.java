package org.certdrop.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.certdrop.text.Parsed;
import org.certdrop.x509.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTest {
  private static final PartyId PARTY = new PartyId("NODE_1");
  private static final Fingerprint FINGERPRINT =
      Fingerprint.parse("4216B1CA3B4000D105A67014AC6F350F5D916D219ABDD02A3AF8C14BDE41A49D")
          .orElseThrow();
  private static final Number NUMBER = new Number("890868285757088712344001093259");

  @Test
  void itIsTheOneOfTheVector() {
    assertThat(Number.of(PARTY, FINGERPRINT)).isEqualTo(NUMBER);
  }

  @Test
  void itIsShownInSixGroups() {
    assertThat(NUMBER).hasToString("89086 82857 57088 71234 40010 93259");
  }

  @Test
  void anotherPartyWithTheSameCertificateHasAnother() {
    assertThat(Number.of(new PartyId("NODE_2"), FINGERPRINT)).isNotEqualTo(NUMBER);
  }

  @Test
  void theLetterCaseOfTheIdCounts() {
    assertThat(Number.of(new PartyId("node_1"), FINGERPRINT)).isNotEqualTo(NUMBER);
  }

  /** The same by big integers, which keep leading zeros of a group no less. */
  @Property
  void everyGroupIsFiveDigitsOfFiveOctets(@ForAll @Size(32) byte[] octets) {
    Fingerprint fingerprint = Fingerprint.of(octets);
    ByteBuffer input = ByteBuffer.allocate(100);
    input.put("certdrop-number-v1\0NODE_1\0".getBytes(StandardCharsets.US_ASCII));
    input.put(fingerprint.bytes());
    byte[] digest = Fingerprint.of(Arrays.copyOf(input.array(), input.position())).bytes();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      BigInteger group = new BigInteger(1, Arrays.copyOfRange(digest, 5 * i, 5 * i + 5));
      String digits = "0000" + group.mod(BigInteger.valueOf(100_000));
      expected.append(digits.substring(digits.length() - 5));
    }

    assertThat(Number.of(PARTY, fingerprint).digits()).isEqualTo(expected.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "890868285757088712344001093259",
        "89086 82857 57088 71234 40010 93259",
        " 89086  82857\t57088\n71234 40010 93259 ",
        "89086-82857-57088-71234-40010-93259",
        "89086.82857.57088.71234.40010.93259",
        "89086, 82857, 57088, 71234, 40010, 93259.",
        "89086/82857/57088/71234/40010/93259",
        "89086_82857_57088_71234_40010_93259",
        "89086\u00a082857\u202f57088\u201371234\u00b740010\u201193259",
        "890 868 285 757 088 712 344 001 093 259"
      })
  void whatPeopleTypeIsRead(String typed) {
    assertThat(Number.parse(typed)).isEqualTo(Parsed.good(NUMBER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "89086",
        "89086828575708871234400109325",
        "8908682857570887123440010932590",
        "89086 82857 57088 71234 40010 9325x",
        "+89086 82857 57088 71234 40010 93259",
        "\uff18\uff19\uff10\uff18\uff16 82857 57088 71234 40010 93259",
        "\u0668\u0669\u0660\u0668\u0666 82857 57088 71234 40010 93259"
      })
  void anythingElseIsNot(String typed) {
    assertThat(Number.parse(typed))
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> {
              assertThat(bad.problem()).contains("which is not 30 digits");
              assertThat(bad.hint()).isNotEmpty();
            });
  }

  @Test
  void nothingLongIsRead() {
    assertThat(Number.parse(NUMBER.digits() + " ".repeat(200))).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void onlyThirtyDigitsAreANumber() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Number("12345"));
  }

  @Test
  void aPairIsTheSameOnBothScreens() {
    PartyId other = new PartyId("node_0");
    Fingerprint ofOther = Fingerprint.of(new byte[] {1});

    assertThat(Number.pair(PARTY, FINGERPRINT, other, ofOther))
        .isEqualTo(Number.pair(other, ofOther, PARTY, FINGERPRINT));
  }

  /** Capital letters come before small ones. */
  @Test
  void aPairIsInTheOrderOfCodePoints() {
    PartyId other = new PartyId("node_0");
    Fingerprint ofOther = Fingerprint.of(new byte[] {1});

    assertThat(Number.pair(other, ofOther, PARTY, FINGERPRINT))
        .isEqualTo(NUMBER + "\n" + Number.of(other, ofOther));
  }
}
