package org.certdrop.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PairingTest {

  private static Drop drop(String certificate, String sidecar, String text) {
    return new Drop(
        Optional.ofNullable(certificate),
        Optional.ofNullable(sidecar),
        Optional.ofNullable(text),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aCertificateAndTheSidecarOfItsStemBelongTogether() {
    assertThat(Pairing.of(List.of("a.json", "a.pem")))
        .containsExactly(drop("a.pem", "a.json", null));
  }

  @Test
  void everyCertificateSuffixPairsInAnyLetterCase() {
    for (String certificate : List.of("a.pem", "a.crt", "a.cer", "a.txt", "a.PEM", "a.Crt")) {
      assertThat(Pairing.of(List.of(certificate, "a.JSON")))
          .containsExactly(drop(certificate, "a.JSON", null));
    }
  }

  private static Drop signed(String certificate, String sidecar, String signature, String old) {
    return new Drop(
        Optional.ofNullable(certificate),
        Optional.ofNullable(sidecar),
        Optional.empty(),
        Optional.ofNullable(signature),
        Optional.ofNullable(old));
  }

  @Test
  void signaturesBelongToTheirSidecar() {
    assertThat(Pairing.of(List.of("a.json", "a.json.old.p7s", "a.json.p7s", "a.pem")))
        .containsExactly(signed("a.pem", "a.json", "a.json.p7s", "a.json.old.p7s"));
  }

  @Test
  void suffixesOfSignaturesCountInAnyLetterCase() {
    assertThat(Pairing.of(List.of("a.Json", "a.JSON.P7S", "a.json.Old.p7s", "a.pem")))
        .containsExactly(signed("a.pem", "a.Json", "a.JSON.P7S", "a.json.Old.p7s"));
  }

  @Test
  void aSignatureNamedAfterTheWholeCertificateNameBelongsToThatSidecar() {
    assertThat(Pairing.of(List.of("a.pem", "a.pem.json", "a.pem.json.p7s", "a.json.p7s")))
        .containsExactlyInAnyOrder(
            signed("a.pem", "a.pem.json", "a.pem.json.p7s", null),
            signed(null, null, "a.json.p7s", null));
  }

  @Test
  void aSignatureWaitsWithALoneSidecarForTheCertificate() {
    assertThat(Pairing.of(List.of("a.json", "a.json.p7s")))
        .containsExactly(signed(null, "a.json", "a.json.p7s", null));
  }

  @Test
  void signaturesOfOneAbsentSidecarAreOneDrop() {
    assertThat(Pairing.of(List.of("a.json.p7s", "a.json.old.p7s", "b.json.old.p7s")))
        .containsExactlyInAnyOrder(
            signed(null, null, "a.json.p7s", "a.json.old.p7s"),
            signed(null, null, null, "b.json.old.p7s"));
  }

  @Test
  void oneOfTwoSpellingsOfASignatureIsLeftOver() {
    assertThat(Pairing.of(List.of("a.json", "a.JSON.p7s", "a.json.p7s", "a.pem")))
        .containsExactlyInAnyOrder(
            signed("a.pem", "a.json", "a.JSON.p7s", null), signed(null, null, "a.json.p7s", null));
  }

  @Test
  void aReceiptAndItsSignatureAreADropOfTheirOwn() {
    List<Drop> drops =
        Pairing.of(List.of("a.receipt.json", "a.receipt.json.p7s", "a.receipt.pem", "a.pem"));

    assertThat(drops)
        .containsExactlyInAnyOrder(
            signed(null, "a.receipt.json", "a.receipt.json.p7s", null),
            signed("a.receipt.pem", null, null, null),
            signed("a.pem", null, null, null));
    assertThat(drops).filteredOn(Drop::isReceipt).hasSize(1);
  }

  @Test
  void stemsThatDifferInLetterCaseAreStrangers() {
    assertThat(Pairing.of(List.of("A.pem", "a.json")))
        .containsExactlyInAnyOrder(drop("A.pem", null, null), drop(null, "a.json", null));
  }

  @Test
  void aSidecarNamedAfterTheWholeCertificateNamePairs() {
    assertThat(Pairing.of(List.of("a.pem", "a.pem.json")))
        .containsExactly(drop("a.pem", "a.pem.json", null));
  }

  @Test
  void theLongestExistingCertificateNameWins() {
    assertThat(Pairing.of(List.of("a.pem", "a.pem.pem", "a.pem.json")))
        .containsExactlyInAnyOrder(
            drop("a.pem.pem", "a.pem.json", null), drop("a.pem", null, null));
  }

  @Test
  void pemWinsOneSidecarBesideSeveralCertificateNames() {
    assertThat(Pairing.of(List.of("a.cer", "a.crt", "a.json", "a.pem")))
        .containsExactlyInAnyOrder(
            drop("a.pem", "a.json", null), drop("a.crt", null, null), drop("a.cer", null, null));
  }

  @Test
  void theSidecarOfTheStemGoesBeforeTheOneOfTheWholeName() {
    assertThat(Pairing.of(List.of("a.json", "a.pem", "a.pem.json")))
        .containsExactlyInAnyOrder(drop("a.pem", "a.json", null), drop(null, "a.pem.json", null));
  }

  @Test
  void aTextJoinsThePairOfItsStem() {
    assertThat(Pairing.of(List.of("a.json", "a.pem", "a.txt")))
        .containsExactly(drop("a.pem", "a.json", "a.txt"));
  }

  @Test
  void aTextBesideALoneCertificateStandsAlone() {
    assertThat(Pairing.of(List.of("a.pem", "a.txt")))
        .containsExactlyInAnyOrder(drop("a.pem", null, null), drop("a.txt", null, null));
  }

  @Test
  void aTextWithASidecarOfItsOwnDoesNotJoin() {
    assertThat(Pairing.of(List.of("a.json", "a.pem", "a.txt", "a.txt.json")))
        .containsExactlyInAnyOrder(
            drop("a.pem", "a.json", null), drop("a.txt", "a.txt.json", null));
  }

  @Test
  void aTextJoinsOneOfTwoPairsOfItsStem() {
    assertThat(Pairing.of(List.of("a.pem", "a.json", "a.crt", "a.crt.json", "a.txt")))
        .containsExactlyInAnyOrder(
            drop("a.crt", "a.crt.json", "a.txt"), drop("a.pem", "a.json", null));
  }

  @Test
  void namesOfNothingThatIsTakenAreLeftOut() {
    assertThat(Pairing.of(List.of("a.docx", ".a.pem", "a.pem.part", "verdict.json", "README")))
        .isEmpty();
  }

  @Provide
  Arbitrary<Set<String>> folders() {
    Arbitrary<String> stems = Arbitraries.of("a", "b", "a.pem", "A", "x.txt");
    Arbitrary<String> suffixes =
        Arbitraries.of(
            ".pem",
            ".PEM",
            ".crt",
            ".cer",
            ".txt",
            ".json",
            ".JSON",
            ".json.p7s",
            ".json.old.p7s",
            ".receipt.json",
            ".doc",
            "~");
    return net.jqwik.api.Combinators.combine(stems, suffixes)
        .as((stem, suffix) -> stem + suffix)
        .set()
        .ofMaxSize(12);
  }

  @Property
  void everyFileThatIsTakenIsInExactlyOneDrop(@ForAll("folders") Set<String> names) {
    List<String> dropped = new ArrayList<>();
    Pairing.of(names).forEach(drop -> dropped.addAll(drop.names()));
    Set<String> wanted = new HashSet<>(names);
    wanted.removeIf(
        name ->
            DropKind.of(name) == DropKind.IGNORED || DropKind.of(name) == DropKind.UNRECOGNISED);
    assertThat(dropped).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(wanted);
  }
}
