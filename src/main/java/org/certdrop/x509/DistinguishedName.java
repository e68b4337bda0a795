package org.certdrop.x509;

import static org.certdrop.x509.MalformedException.unless;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;

/** A name: a sequence of relative distinguished names (RFC 5280 section 4.1.2.4). */
final class DistinguishedName {
  static final String COMMON_NAME = "2.5.4.3";
  static final String ORGANIZATION = "2.5.4.10";

  /** Longer values match to the letter only: normalizing some takes time that grows as a square. */
  private static final int LONGEST_FOLDED = 1000;

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  private final List<List<Attribute>> rdns;

  private DistinguishedName(List<List<Attribute>> rdns) {
    this.rdns = rdns;
  }

  /**
   * Reads a name.
   *
   * @throws RuntimeException if the element is no name
   */
  static DistinguishedName read(ASN1Encodable name) {
    List<List<Attribute>> rdns = new ArrayList<>();
    for (ASN1Encodable rdn : ASN1Sequence.getInstance(name)) {
      rdns.add(readRdn(ASN1Set.getInstance(rdn)));
    }
    return new DistinguishedName(rdns);
  }

  /** Reads one RelativeDistinguishedName. */
  static List<Attribute> readRdn(ASN1Set rdn) {
    unless(rdn.size() > 0, "an RDN is empty");
    List<Attribute> attributes = new ArrayList<>(rdn.size());
    for (ASN1Encodable element : rdn) {
      ASN1Sequence pair = ASN1Sequence.getInstance(element);
      unless(pair.size() == 2, "an attribute is not a type and a value");
      String type = ASN1ObjectIdentifier.getInstance(pair.getObjectAt(0)).getId();
      attributes.add(Attribute.of(type, pair.getObjectAt(1).toASN1Primitive()));
    }
    return attributes;
  }

  /** Whether it has no RDN at all. */
  boolean isEmpty() {
    return rdns.isEmpty();
  }

  /** The values of some attribute types, in the order of the DER. */
  List<String> values(String... types) {
    List<String> wanted = List.of(types);
    return rdns.stream()
        .flatMap(List::stream)
        .filter(attribute -> wanted.contains(attribute.type()))
        .map(Attribute::value)
        .toList();
  }

  /**
   * Whether two names are the same: RDN by RDN, without regard to letter case and to how white
   * space is spread (RFC 5280 section 7.1).
   */
  boolean matches(DistinguishedName other) {
    return rdns.equals(other.rdns) || canonical().equals(other.canonical());
  }

  private List<List<String>> canonical() {
    return rdns.stream()
        .map(rdn -> rdn.stream().map(DistinguishedName::canonical).sorted().toList())
        .toList();
  }

  private static String canonical(Attribute attribute) {
    if (attribute.value().length() > LONGEST_FOLDED) {
      return attribute.toString();
    }
    String folded =
        Normalizer.normalize(attribute.value(), Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return attribute.type() + '=' + String.join(" ", WHITE_SPACE.split(folded.strip()));
  }

  /** The name per RFC 4514: the last RDN first, as {@code openssl -nameopt RFC2253} orders it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = rdns.size() - 1; i >= 0; i--) {
      String separator = "";
      for (Attribute attribute : rdns.get(i)) {
        text.append(separator).append(attribute);
        separator = "+";
      }
      text.append(i > 0 ? "," : "");
    }
    return text.toString();
  }
}
