package org.certdrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SubmissionIdTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00.123Z");

  @Test
  void anIdIsTheTimeAndTheStem() {
    assertThat(SubmissionId.of(AT, "hospital1")).isEqualTo("20261123T101500.123Z-hospital1");
  }

  @Test
  void unsafeCharactersAreReplaced() {
    assertThat(SubmissionId.of(AT, "a b/../é\n")).isEqualTo("20261123T101500.123Z-a_b_..___");
  }

  @Test
  void aLongStemIsCutAtEightyCharacters() {
    assertThat(SubmissionId.of(AT, "n".repeat(250))).hasSize("20261123T101500.123Z-".length() + 80);
  }

  @Test
  void furtherFormsAreNumbered() {
    assertThat(SubmissionId.numbered("id", 1)).isEqualTo("id");
    assertThat(SubmissionId.numbered("id", 2)).isEqualTo("id-2");
  }

  @Test
  void otherNamesAreNoIds() {
    assertThat(SubmissionId.isForm("lost+found")).isFalse();
    assertThat(SubmissionId.isForm("20261123T101500.123Z-")).isFalse();
    assertThat(SubmissionId.isForm("20261123T101500.123Z-a/b")).isFalse();
  }

  @Property
  void everyStemGivesAnId(@ForAll String stem, @ForAll byte number) {
    String some = stem.isEmpty() ? "x" : stem;
    String id = SubmissionId.numbered(SubmissionId.of(AT, some), 1 + Math.abs(number));
    assertThat(SubmissionId.isForm(id)).isTrue();
  }

  @Test
  void anIdTellsOfWhichStemItMayBe() {
    String id = SubmissionId.of(Instant.EPOCH, "a b-2");
    assertThat(SubmissionId.hasStem(id, "a b-2")).isTrue();
    assertThat(SubmissionId.hasStem(SubmissionId.numbered(id, 3), "a b-2")).isTrue();
    assertThat(SubmissionId.hasStem(id, "a b")).as("it may be numbered").isTrue();
    assertThat(SubmissionId.hasStem(id, "b-2")).isFalse();
    assertThat(SubmissionId.hasStem(id, "a b-2-3")).isFalse();
  }
}
